"""A hundred rows: pasted, refused where they are wrong, corrected, saved in one go, and answered by public servers."""

from tests.browser.dashboard import Dashboard
from tests.browser.record_editor import RecordEditor
from tests.people import plain_zone


def test_two_of_a_hundred_records_are_wrong_and_the_others_are_kept_until_they_are_right(dashboard: Dashboard) -> None:
    stack, window = dashboard.stack, dashboard.window
    zone = stack.new_zone()
    lines = [f"host{number} 300 IN A 192.0.2.{number}" for number in range(1, 101)]
    lines[30], lines[70] = "host31 300 IN A 192.0.2.999", 'host71 IN CAA 0 issue "half'
    dashboard.sign_in_as_demo_user()
    editor = RecordEditor(dashboard, zone)
    editor.add_pasted("\n".join(lines))
    window.wait_for_text("Your changes (100)", "#changes-title")
    window.click("#review .main")
    window.wait_for_text("2 of 100 changes cannot be saved", "#of-all")
    assert window.count("#changes tr.refused") == 2
    assert "192.0.2.999" in window.text("#changes tr.refused")
    assert "valid IPv4" in window.text("#changes tr.refused .row-error")
    assert len(stack.api("GET", f"domains/{zone}/records").response["records"]) == 2
    dashboard.expect_accessible()
    editor.change_refused(0, "192.0.2.31")
    window.wait_for_text("1 of 100 changes cannot be saved", "#of-all")
    editor.change_refused(0, '0 issue "whole.example"')
    editor.review()
    window.wait_for_text("100 added", "h2")
    dashboard.expect_accessible()
    editor.save()
    window.wait_for("#take-back")
    assert window.count("#changes:not([hidden])") == 0
    dashboard.expect_accessible()
    stack.wait_until_live(zone)
    for port in stack.public_ports.values():
        answer = stack.ask(port, f"host100.{zone}", "A")
        assert answer is not None
        assert answer.answer[0][0].to_text() == "192.0.2.100"
    window.click("#take-back")
    window.wait_for_text("Restored: removed", ".saved")
    assert len(stack.api("GET", f"domains/{zone}/records").response["records"]) == 2


def test_what_is_not_saved_yet_survives_filters_pages_and_reloading(dashboard: Dashboard) -> None:
    stack, window = dashboard.stack, dashboard.window
    zone = plain_zone(stack)
    stack.add(zone, *({"name": f"n{number:03}", "type": "A", "content": f"192.0.2.{number}"} for number in range(150)))
    dashboard.sign_in_as_demo_user()
    editor = RecordEditor(dashboard, zone)
    editor.change("192.0.2.7", "192.0.2.207")
    assert "192.0.2.207" in window.text(editor.row("192.0.2.7"))
    window.click_text("Further")
    window.wait_for_text("n149")
    window.wait_for_text("Your changes (1)", "#changes-title")
    editor.change("192.0.2.149", "192.0.2.249")
    window.type("#search", "n007")
    window.wait_for_text("1 record found")
    assert "192.0.2.207" in window.text(editor.row("192.0.2.7"))
    window.click(f'{editor.row("192.0.2.7")} [data-act="delete"]')
    window.wait_for(f"{editor.row('192.0.2.7')}.deleted")
    assert editor.asks_before_leaving()
    editor = RecordEditor(dashboard, zone)
    window.wait_for_text("Your changes (2)", "#changes-title")
    window.resize(360, 800)
    dashboard.expect_no_sideways_scrolling()
    window.resize(1280, 1000)
    window.click(f'{editor.row("192.0.2.7")} [data-act="undo"]')
    window.click_text("Bring it back")
    editor.review()
    window.wait_for_text("1 changed, 1 removed", "h2")
    editor.save()
    assert not editor.asks_before_leaving()
    left = {record["content"] for record in stack.api("GET", f"domains/{zone}/records").response["records"]}
    assert "192.0.2.249" in left
    assert not left & {"192.0.2.7", "192.0.2.207", "192.0.2.149"}
