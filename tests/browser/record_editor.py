"""The editor of records as somebody uses it."""

import contextlib

from tests.browser.dashboard import Dashboard
from tests.waiting import until

PASTE = """
const data = new DataTransfer();
data.setData("text/plain", arguments[0]);
document.activeElement.dispatchEvent(
  new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));"""

ASKS = "const leaving = new Event('beforeunload', {cancelable: true}); return !window.dispatchEvent(leaving)"


class RecordEditor:
    """The page of the records of a zone.

    Args:
        dashboard: where somebody is signed in.
        zone: its name.
    """

    def __init__(self, dashboard: Dashboard, zone: str) -> None:
        self.window = dashboard.window
        self.zone = zone
        dashboard.open(f"/zones/{zone}/records")
        self.window.wait_for("#list")
        self.window.wait_for("#show-keys:not([hidden])")

    def paste(self, text: str) -> None:
        """Paste text where the focus is."""
        self.window.run(PASTE, text)

    def add_pasted(self, text: str) -> None:
        """Begin a new record, and paste several into it."""
        self.window.click("#add")
        self.window.wait_for("#changes tr.editing")
        self.paste(text)

    def row(self, content: str) -> str:
        """Return the selector of the row of the list with this content."""
        script = """
            const found = [...document.querySelectorAll("#list tr[data-record]")].find(
              (row) => JSON.parse(row.dataset.record).content === arguments[0]);
            return found ? found.dataset.id : "";"""
        record_id = until(lambda: self.window.run(script, content), f"a row with {content}", 20)
        return f'#list tr[data-id="{record_id}"]'

    def change(self, content: str, wanted: str) -> None:
        """Change the content of a record in its row."""
        row = self.row(content)
        self.window.click(f"{row} [data-edit]")
        self.window.type(f"{row} + tr.editing .of-content textarea", wanted)
        self.window.press("Enter")
        self.window.wait_for(f"{row}.changed")

    def change_refused(self, number: int, wanted: str) -> None:
        """Change the content of a row of the changes that is refused, by its place among them."""
        rows = "#changes tbody tr.refused"
        key = self.window.run("return document.querySelectorAll(arguments[0])[arguments[1]].dataset.key", rows, number)
        row = f'#changes tr[data-key="{key}"]'
        self.window.click(f'{row} [data-act="edit"]')
        self.window.type(f"{row} + tr.editing .of-content textarea", wanted)
        self.window.click(f"{row} + tr.editing .button.main")
        self.window.wait_for(f"{row}:not(.refused)")

    def review(self) -> None:
        """Go on to what would change."""
        self.window.click("#review .main")
        self.window.wait_for_text("This will change", "h2")

    def save(self) -> None:
        """Save what was reviewed."""
        self.window.click("main form .main")
        self.window.wait_for_text("Saved as version", "h2")

    def asks_before_leaving(self) -> bool:
        """Return whether the browser would ask before it leaves the page."""
        with contextlib.suppress(AssertionError):
            return bool(self.window.run(ASKS))
        return False
