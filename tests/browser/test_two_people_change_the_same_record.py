"""A zone that somebody else changes meanwhile: both versions are shown, and who saves second chooses."""

from tests.browser.dashboard import Dashboard
from tests.browser.record_editor import RecordEditor
from tests.people import plain_zone


def contents(dashboard: Dashboard, zone: str) -> dict[str, str]:
    """Return what the records of a zone hold, by name."""
    records = dashboard.stack.api("GET", f"domains/{zone}/records").response["records"]
    return {record["name"]: record["content"] for record in records if record["type"] == "A"}


def test_both_versions_are_shown_and_one_is_chosen_for_each_record(dashboard: Dashboard) -> None:
    stack, window = dashboard.stack, dashboard.window
    zone = plain_zone(stack)
    records = [{"name": f"n{number}", "type": "A", "content": f"192.0.2.{number}"} for number in range(4)]
    made = stack.add(zone, *records)
    ids = {record["name"]: record["id"] for record in made["changed"]}
    dashboard.sign_in_as_demo_user()
    editor = RecordEditor(dashboard, zone)
    for number in range(4):
        editor.change(f"192.0.2.{number}", f"203.0.113.{number}")
    theirs = [
        {"id": ids["n0"], "content": "198.51.100.0"},
        {"id": ids["n1"], "content": "198.51.100.1"},
        {"id": ids["n2"], "delete": True},
    ]
    stack.add(zone, *theirs)
    window.click("#review .main")
    window.wait_for_text("The zone has changed since you looked at it", "h2")
    assert window.count("fieldset.dispute") == 3
    first = window.text("fieldset.dispute")
    assert "192.0.2.0" in first
    assert "203.0.113.0" in first
    assert "198.51.100.0" in first
    dashboard.expect_accessible()
    window.resize(360, 800)
    dashboard.expect_no_sideways_scrolling()
    window.resize(1280, 1000)
    window.click(f'input[name="choice.r{ids["n1"]}"][value="theirs"]')
    window.click("main form .main")
    window.wait_for_text("This will change: 1 added, 2 changed", "h2")
    editor.save()
    assert contents(dashboard, zone) == {
        "n0": "203.0.113.0",
        "n1": "198.51.100.1",
        "n2": "203.0.113.2",
        "n3": "203.0.113.3",
    }
    assert window.count("#changes:not([hidden])") == 0


def test_a_change_that_touches_none_of_mine_asks_for_one_more_look(dashboard: Dashboard) -> None:
    stack, window = dashboard.stack, dashboard.window
    zone = plain_zone(stack)
    stack.add(zone, {"name": "mine", "type": "A", "content": "192.0.2.1"})
    dashboard.sign_in_as_demo_user()
    editor = RecordEditor(dashboard, zone)
    editor.change("192.0.2.1", "203.0.113.1")
    editor.review()
    stack.add(zone, {"name": "theirs", "type": "A", "content": "198.51.100.1"})
    window.click("main form .main")
    window.wait_for_text("It touches none of your records")
    editor.save()
    assert contents(dashboard, zone) == {"mine": "203.0.113.1", "theirs": "198.51.100.1"}
