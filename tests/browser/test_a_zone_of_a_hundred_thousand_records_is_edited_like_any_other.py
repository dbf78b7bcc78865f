"""A zone as large as zones get: imported from a file, opened, searched and changed in the dashboard."""

from pathlib import Path

import pytest

from tests.browser.dashboard import Dashboard
from tests.browser.record_editor import RecordEditor
from tests.people import plain_zone

RECORDS = 100_000


def zone_text(zone: str) -> str:
    """Return a zone file with this many addresses."""
    hosts = (f"h{number} A 192.{number >> 16}.{number >> 8 & 255}.{number & 255}" for number in range(RECORDS))
    soa = "@ SOA ns1.zonehost.example. hostmaster.zonehost.example. 1 86400 7200 2419200 60"
    return "\n".join([f"$ORIGIN {zone}.", "$TTL 300", soa, *hosts, ""])


@pytest.mark.slow
def test_one_of_a_hundred_thousand_records_is_found_and_changed(dashboard: Dashboard, tmp_path: Path) -> None:
    stack, window = dashboard.stack, dashboard.window
    zone = plain_zone(stack)
    file = tmp_path / "large.zone"
    file.write_text(zone_text(zone), encoding="utf-8")
    dashboard.sign_in_as_demo_user()
    dashboard.open(f"/zones/{zone}/import")
    window.type("#file", str(file))
    window.click("input[name=mode][value=merge]")
    window.click_text("Show what would change")
    window.wait_for_text("This import will change", "h2", 120)
    assert "100\N{NARROW NO-BREAK SPACE}000 added" in window.text("h2")
    assert window.count(".difference li") == 500
    window.click_text("Import", "main form")
    window.wait_for_text("Saved as version", "h2", 120)
    editor = RecordEditor(dashboard, zone)
    assert window.count("#list tr[data-record]") == 100
    window.type("#search", "192.1.134.159")
    window.wait_for_text("1 record found")
    editor.change("192.1.134.159", "198.51.100.7")
    editor.review()
    editor.save()
    [record] = stack.api("GET", f"domains/{zone}/record/h99999/A").response["records"]
    assert record["content"] == "198.51.100.7"
