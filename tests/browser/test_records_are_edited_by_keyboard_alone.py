"""The whole way without a mouse: add, change, delete, undo, look, save; the focus is always somewhere."""

from tests.browser.dashboard import Dashboard
from tests.chromium import Browser
from tests.people import plain_zone

WHERE = """
const here = document.activeElement;
if (here === document.body) return "nowhere";
return here.getAttribute("aria-label") || here.id || here.innerText;"""


def focus(window: Browser) -> str:
    """Return what has the focus."""
    return str(window.run(WHERE))


def tab_to(window: Browser, wanted: str) -> None:
    """Press Tab until something has the focus."""
    for _ in range(60):
        if wanted in focus(window):
            return
        window.press("Tab")
    raise AssertionError(f"{wanted} cannot be reached; the focus is on {focus(window)}")


def test_records_are_added_changed_deleted_reviewed_and_saved(dashboard: Dashboard) -> None:
    stack, window = dashboard.stack, dashboard.window
    zone = plain_zone(stack)
    stack.add(zone, *({"name": name, "type": "A", "content": "192.0.2.1"} for name in ("change", "delete", "keep")))
    dashboard.sign_in_as_demo_user()
    dashboard.open(f"/zones/{zone}/records")
    window.wait_for("#show-keys:not([hidden])")
    window.press("?")
    window.wait_for("#keys[open]")
    dashboard.expect_accessible()
    window.press("Escape")

    tab_to(window, "Edit change A")
    window.press("Enter")
    window.press("192.0.2.77", "Enter")
    assert focus(window) == "Edit change A"
    window.press("Down")
    assert focus(window) == "Edit delete A"
    window.press("Delete")
    assert focus(window) == "Undo delete A"
    window.press("Down")
    assert focus(window) == "Edit keep A"
    window.press("Enter")
    window.press("192.0.2.66", "Escape")
    assert focus(window) == "Edit keep A"

    window.press("Alt+n")
    window.press("new", "Tab", "T", "X", "T", "Tab", "some text", "Enter")
    window.press("second", "Tab", "Tab", "more text", "Enter", "Enter")
    assert "4 changes not saved yet" in window.text("#said")
    assert focus(window) != "nowhere"

    window.press("Control+s")
    window.wait_for_text("This will change: 2 added, 1 changed, 1 removed", "h2")
    assert focus(window) == "Save 4 changes"
    window.press("Enter")
    window.wait_for_text("Saved as version", "h2")
    records = stack.api("GET", f"domains/{zone}/records").response["records"]
    assert {(one["name"], one["type"], one["content"]) for one in records if one["name"]} == {
        ("change", "A", "192.0.2.77"),
        ("keep", "A", "192.0.2.1"),
        ("new", "TXT", "some text"),
        ("second", "TXT", "more text"),
    }
