"""The history of a zone: who changed what, the zone as it was, and the way back to it."""

from tests.browser.dashboard import Dashboard
from tests.people import new_person, plain_zone


def test_a_version_is_looked_at_and_restored_after_a_look_at_what_that_changes(dashboard: Dashboard) -> None:
    stack, window = dashboard.stack, dashboard.window
    zone = plain_zone(stack)
    [made] = stack.add(zone, {"name": "www", "type": "A", "content": "192.0.2.1"})["changed"]
    wanted = stack.api("GET", f"domains/{zone}/history").response["history"][0]["serial"]
    stack.add(zone, {"id": made["id"], "content": "198.51.100.1"}, {"name": "more", "type": "TXT", "content": "text"})
    dashboard.sign_in_as_demo_user()
    dashboard.open(f"/zones/{zone}/history")
    window.wait_for_text("Created: added @ NS", ".timeline")
    assert "key “demo”" in window.text(".timeline li")
    assert window.text(".timeline li .counts").split() == ["+1", "±1"]
    dashboard.expect_accessible()
    window.click_text("Added more TXT; changed www A")
    window.wait_for_text("What it changed", "h3")
    assert window.count(".difference .added") == 2
    assert window.count(".difference .removed") == 1
    dashboard.expect_accessible()
    dashboard.open(f"/zones/{zone}/history/{wanted}")
    assert "192.0.2.1" in window.text(".rows")
    window.resize(360, 800)
    dashboard.expect_no_sideways_scrolling()
    window.resize(1280, 1000)
    window.click_text("Restore this…")
    window.wait_for_text("This will change: 1 changed, 1 removed.")
    dashboard.expect_accessible()
    window.click_text("Restore this version")
    window.wait_for_text("Saved as version", "h2")
    records = stack.api("GET", f"domains/{zone}/records").response["records"]
    assert [(one["name"], one["content"]) for one in records if one["type"] != "NS"] == [("www", "192.0.2.1")]


def test_what_is_restored_is_decided_on_the_zone_that_was_looked_at(dashboard: Dashboard) -> None:
    stack, window = dashboard.stack, dashboard.window
    zone = plain_zone(stack)
    wanted = stack.api("GET", f"domains/{zone}/history").response["history"][0]["serial"]
    stack.add(zone, {"name": "www", "type": "A", "content": "192.0.2.1"})
    dashboard.sign_in_as_demo_user()
    dashboard.open(f"/zones/{zone}/history/{wanted}/restore")
    stack.add(zone, {"name": "theirs", "type": "A", "content": "192.0.2.2"})
    window.click_text("Restore this version")
    window.wait_for_text("Somebody has changed the zone meanwhile")
    window.wait_for_text("This will change: 2 removed.")


def test_who_may_only_read_sees_everything_and_no_way_to_change_it(dashboard: Dashboard) -> None:
    stack, window = dashboard.stack, dashboard.window
    zone = plain_zone(stack)
    reader = new_person(stack)
    assert stack.api("POST", f"domains/{zone}/access", {"access": {reader.email: "read"}}).status == 200
    dashboard.sign_in_as(reader)
    for page in ("records", "history", "import"):
        dashboard.open(f"/zones/{zone}/{page}")
        window.wait_for_text(zone, "h1")
        controls = "#add, [data-edit], #changes, main form[method=post], .timeline .button"
        assert window.count(controls) == 0, page
        dashboard.expect_accessible()
    dashboard.open(f"/zones/{zone}/records")
    assert "You may read this zone" in window.text()
