"""The list of zones in a browser: typing narrows it, choosing several shows what can be done with them."""

from tests.browser.dashboard import Dashboard
from tests.people import basic, new_user, request_as
from tests.waiting import until
from tests.zone_owner import ZoneOwner


def test_zones_are_chosen_from_a_list_that_is_searched_while_typing(dashboard: Dashboard) -> None:
    window, person = dashboard.window, new_user(dashboard.stack)
    mark = person.email[1:9]
    for name in ("shop-1", "shop-2", "shop-3", "garden"):
        wanted = {"domain": f"{name}-{mark}.org", "dnssecpolicy": "none"}
        headers = basic(person.email, person.password)
        assert request_as(dashboard.stack, headers, "POST", "domains", wanted).status == 200
    dashboard.sign_in_as(person)
    window.type("#search", "shop")
    until(lambda: window.count("tbody tr") == 3, "only the shops are listed")
    assert dashboard.path == "/zones?search=shop"

    assert not window.run("return document.querySelector('.bulk').checkVisibility()")
    window.click("tbody tr:nth-child(1) input")
    # all between the two, as in lists of files
    window.run(
        "document.querySelector('tbody tr:nth-child(3) input')"
        ".dispatchEvent(new MouseEvent('click', {bubbles: true, shiftKey: true}))"
    )
    assert window.text("[data-chosen]") == "3 chosen."
    dashboard.expect_accessible()
    window.type("#label", "clients")
    window.click_text("Add label", ".bulk")
    window.wait_for_text("3 zones are labelled.")
    assert dashboard.path == "/zones?search=shop"
    assert window.count("tbody .label-tag") == 3

    window.click("[data-choose-all]")
    window.click_text("Delete…", ".bulk")
    window.wait_for_text("Delete 3 zones?", "h1")
    dashboard.expect_accessible()
    dashboard.expect_no_sideways_scrolling()
    window.click_text("Keep them")
    until(lambda: window.count("tbody tr") == 3, "nothing was deleted")


def test_records_are_found_while_typing(dashboard: Dashboard) -> None:
    dashboard.sign_in_as_demo_user()
    dashboard.open("/find")
    dashboard.window.type("#search", "www.demo.example")
    dashboard.window.wait_for_text("192.0.2.80", "#found")
    assert dashboard.path == "/find?search=www.demo.example"
    dashboard.expect_accessible()


def test_the_states_in_the_list_follow_what_happens(dashboard: Dashboard) -> None:
    owner = ZoneOwner(dashboard.stack)
    dashboard.sign_in_as(owner.person)
    dashboard.stack.stop("worker")
    try:
        owner.create()
        dashboard.open("/zones")
        dashboard.window.wait_for_text("Publishing", "tbody .state")
        dashboard.window.click("tbody input")
    finally:
        dashboard.stack.start("worker")
    dashboard.window.wait_for_text("Live", "tbody .state", 60)
    # what was chosen still is, and nothing is asked any more
    assert dashboard.window.count("tbody input:checked") == 1
    until(lambda: not dashboard.window.count("#follow[data-poll]"), "the page does not ask any more")
