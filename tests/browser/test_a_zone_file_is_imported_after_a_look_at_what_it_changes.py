"""Import and export: a file is refused with its line and kept, planned, taken; what is exported is the zone."""

from tests.browser.dashboard import Dashboard
from tests.people import plain_zone

REPLACING = """$ORIGIN {zone}.
$TTL 600
@ SOA ns1.{zone}. hostmaster.{zone}. 1 7200 900 1209600 300
@ NS ns1.zonehost.example.
www A {address}
"""

DOWNLOAD = """
const done = arguments[arguments.length - 1];
fetch(arguments[0]).then(async (answer) => done([answer.headers.get("Content-Disposition"), await answer.text()]));"""


def type_file(dashboard: Dashboard, zone: str, text: str) -> None:
    """Put a file into the form of the import, and ask what it would change."""
    dashboard.open(f"/zones/{zone}/import")
    # typing a file key by key takes long
    dashboard.window.run("document.querySelector('#text').value = arguments[0]", text)
    dashboard.window.click_text("Show what would change")


def test_a_file_is_corrected_planned_and_taken(dashboard: Dashboard) -> None:
    stack, window = dashboard.stack, dashboard.window
    zone = plain_zone(stack)
    stack.add(zone, {"name": "old", "type": "A", "content": "192.0.2.1"})
    dashboard.sign_in_as_demo_user()
    type_file(dashboard, zone, REPLACING.format(zone=zone, address="192.0.2.999"))
    window.wait_for_text("line 5", ".notice.problem")
    assert window.text("pre") == "www A 192.0.2.999"
    assert "192.0.2.999" in window.value("#text")
    dashboard.expect_accessible()
    window.resize(360, 800)
    dashboard.expect_no_sideways_scrolling()
    window.resize(1280, 1000)
    window.run("const text = document.querySelector('#text'); text.value = text.value.replace('.999', '.99')")
    window.click_text("Show what would change")
    window.wait_for_text("This import will change:", "h2")
    assert "SOA changed" in window.text("h2")
    window.wait_for_text("will be deleted", ".notice")
    dashboard.expect_accessible()
    assert any(one["name"] == "old" for one in stack.api("GET", f"domains/{zone}/records").response["records"])
    window.click("main form .main")
    window.wait_for_text("Saved as version", "h2")
    records = stack.api("GET", f"domains/{zone}/records").response["records"]
    assert {(one["name"], one["type"], one["content"], one["ttl"]) for one in records} == {
        ("", "NS", "ns1.zonehost.example", 600),
        ("www", "A", "192.0.2.99", 600),
    }


def test_a_file_that_is_merged_leaves_alone_what_it_does_not_name(dashboard: Dashboard) -> None:
    stack, window = dashboard.stack, dashboard.window
    zone = plain_zone(stack)
    stack.add(zone, {"name": "old", "type": "A", "content": "192.0.2.1"})
    dashboard.sign_in_as_demo_user()
    dashboard.open(f"/zones/{zone}/import")
    window.type("#text", REPLACING.format(zone=zone, address="192.0.2.99"))
    window.click("input[name=mode][value=merge]")
    window.click_text("Show what would change")
    window.wait_for_text("This import will change:", "h2")
    stack.add(zone, {"name": "theirs", "type": "A", "content": "192.0.2.3"})
    window.click("main form .main")
    window.wait_for_text("The zone was changed since you looked at this")
    window.click("main form .main")
    window.wait_for_text("Saved as version", "h2")
    names = {one["name"] for one in stack.api("GET", f"domains/{zone}/records").response["records"]}
    assert names == {"", "old", "theirs", "www"}


def test_a_zone_is_shown_and_downloaded_as_a_file_of_its_name(dashboard: Dashboard) -> None:
    stack, window = dashboard.stack, dashboard.window
    zone = plain_zone(stack)
    stack.add(zone, {"name": "www", "type": "TXT", "content": "</pre><b>text"})
    dashboard.sign_in_as_demo_user()
    dashboard.open(f"/zones/{zone}/export")
    assert "</pre><b>text" in window.text("main pre")
    dashboard.expect_accessible()
    window.resize(360, 800)
    dashboard.expect_no_sideways_scrolling()
    window.resize(1280, 1000)
    name, text = window.run_async(DOWNLOAD, f"/zones/{zone}/export/download")
    assert name == f'attachment; filename="{zone}.zone"'
    assert text == stack.api("GET", f"domains/{zone}/export").response["zone"]
