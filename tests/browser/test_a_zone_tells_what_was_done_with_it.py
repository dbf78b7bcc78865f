"""The log of a zone: its jobs, what the name server said, and who did what; nothing in it is markup."""

from tests.administration import as_admin
from tests.browser.dashboard import Dashboard
from tests.keys import by_password, new_zone, writing_key
from tests.people import Person, new_user
from tests.stack import Stack
from tests.waiting import until

MARKUP = '"><img src=x onerror=alert(1)>'


def reader_of_logs(stack: Stack) -> Person:
    """Return somebody new who may read what the name server says."""
    person = new_user(stack)
    [number] = [user["id"] for user in as_admin(stack, "GET", "users").response if user["email"] == person.email]
    allowed = {"domains_logs": True, "domains_create": True}
    assert as_admin(stack, "POST", f"users/{number}", {"permissions": allowed}).status == 200
    return person


def test_a_zone_tells_what_was_done_with_it(dashboard: Dashboard, stack: Stack) -> None:
    person, window = reader_of_logs(stack), dashboard.window
    zone = new_zone(person)
    key = writing_key(person, description=MARKUP)
    until(lambda: by_password(person, "GET", f"domains/{zone}/status").response["state"] == "live", f"{zone} is live")
    dashboard.sign_in_as(person)
    dashboard.open(f"/zones/{zone}/log")
    window.wait_for_text("listed in the catalog", "#log")
    before = window.count("#log tbody tr")
    assert key.batch(zone, {"name": "www", "type": "TXT", "content": MARKUP}).status == 200
    # without anybody loading the page anew
    until(lambda: window.count("#log tbody tr") > before, "the next job is shown")
    for choice, said in (("Name server", zone), ("Who did what", MARKUP), ("Jobs", "Publish")):
        window.click_text(choice, ".choices")
        window.wait_for_text(said, "#log tbody")
        assert window.count("main img") == 0
        dashboard.expect_accessible()
        for width in (360, 1280):
            window.resize(width, 900)
            dashboard.expect_no_sideways_scrolling()


def test_what_somebody_may_not_see_is_said_in_its_place(dashboard: Dashboard, stack: Stack) -> None:
    owner, reader, window = reader_of_logs(stack), new_user(stack), dashboard.window
    zone = new_zone(owner)
    shared = by_password(owner, "POST", f"domains/{zone}/access", {"access": {reader.email: "read"}})
    assert shared.status == 200
    dashboard.sign_in_as(reader)
    dashboard.open(f"/zones/{zone}/log?show=server")
    window.wait_for_text("may not read what the name server says", "#log")
    dashboard.open(f"/zones/{zone}/log?show=events")
    window.wait_for_text("Only owners of a zone", "#log")
