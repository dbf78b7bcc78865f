"""From the name that is typed to every public server serving it, on one page that is never loaded anew."""

from tests.browser.dashboard import Dashboard
from tests.zone_owner import ZoneOwner, new_name


def test_a_new_zone_is_followed_until_it_is_live(dashboard: Dashboard) -> None:
    window, zone, owner = dashboard.window, new_name(), ZoneOwner(dashboard.stack)
    dashboard.sign_in_as(owner.person)
    dashboard.open("/zones/new")
    window.type("#names", zone)
    dashboard.stack.stop("worker")
    try:
        window.click("main form .button.main")
        window.wait_for_text("Publishing", "#status")
        assert dashboard.path == f"/zones/{zone}"
        assert "on its way to the primary" in window.text("#status .under-way")
        window.run("window.isStillThisPage = true")
    finally:
        dashboard.stack.start("worker")
    window.wait_for_text("Every public server serves what you saved", "#status", 60)
    assert window.count("#status .done") == 2 + len(dashboard.stack.info["public"])
    window.wait_for_text("Key tag", "#registrar", 60)
    assert window.run("return window.isStillThisPage")
    block = window.run("return document.querySelector('#registrar .block-to-copy [data-copy]').dataset.copy")
    known = owner.api("GET", f"domains/{zone}").response["DNSSEC"]["DS"]
    assert block.splitlines() == [" ".join(line.split()) for line in known]
    for width in (360, 2560):
        window.resize(width, 900)
        dashboard.expect_no_sideways_scrolling()
    dashboard.expect_accessible()


def test_nothing_typed_is_lost_while_the_page_asks_for_itself(dashboard: Dashboard) -> None:
    dashboard.sign_in_as_demo_user()
    dashboard.open("/zones/demo.example.org")
    window = dashboard.window
    window.click_text("Change them" if window.count(".notes") else "Add some", "[aria-labelledby=own-title]")
    window.type("#notes", "half a sent")
    # what the page does by itself after a while
    window.run("document.querySelector('#status').id = 'before'")
    window.run("htmx.ajax('GET', location.pathname + '/status', {target: '#before', swap: 'outerHTML'})")
    window.wait_for_text("Every public server serves", "#status")
    assert window.value("#notes") == "half a sent"
