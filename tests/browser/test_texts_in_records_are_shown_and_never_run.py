"""Whatever stands in records, comments and files is shown as it is: no page and no script takes it for its own."""

from tests.browser.dashboard import Dashboard
from tests.browser.record_editor import RecordEditor
from tests.people import plain_zone

EVIL = "<img src=x onerror=document.title='gone'>"
BREAKING = "\"'></td></textarea></script><script>document.title='gone'</script>{{ 7*7 }}"


def test_markup_in_contents_and_comments_is_text_on_every_page(dashboard: Dashboard) -> None:
    stack, window = dashboard.stack, dashboard.window
    zone = plain_zone(stack)
    [first, _second] = stack.add(
        zone,
        {"name": "one", "type": "TXT", "content": EVIL, "comment": BREAKING},
        {"name": "two", "type": "TXT", "content": BREAKING, "comment": EVIL},
    )["changed"]
    serial = stack.api("GET", f"domains/{zone}/history").response["history"][0]["serial"]
    dashboard.sign_in_as_demo_user()
    for page in ("records", f"history/{serial}", f"history/{serial - 1}/restore", "export"):
        dashboard.open(f"/zones/{zone}/{page}")
        window.wait_for_text(EVIL)
        window.wait_for_text(BREAKING)
        assert window.count("main img") == 0, page
    dashboard.open(f"/zones/{zone}/records/{first['id']}/edit")
    assert window.value("textarea[name$='.content']") == EVIL
    assert window.value("input[name$='.comment']") == BREAKING
    dashboard.open(f"/zones/{zone}/import")
    window.run("document.querySelector('#text').value = arguments[0]", f"x TXT {BREAKING}\n{EVIL}\n")
    window.click_text("Show what would change")
    window.wait_for(".notice.problem")
    assert BREAKING in window.value("#text")


def test_markup_that_is_typed_into_the_editor_stays_text_until_it_is_saved(dashboard: Dashboard) -> None:
    stack, window = dashboard.stack, dashboard.window
    zone = plain_zone(stack)
    stack.add(zone, {"name": "one", "type": "TXT", "content": EVIL, "comment": BREAKING})
    dashboard.sign_in_as_demo_user()
    editor = RecordEditor(dashboard, zone)
    editor.change(EVIL, BREAKING)
    editor.add_pasted(f"two TXT {EVIL}\nthree {EVIL} {BREAKING}\nfour A {EVIL}")
    window.wait_for_text("Your changes (4)", "#changes-title")
    window.click("#review .main")
    window.wait_for_text("changes cannot be saved", "#of-all")
    for left in (3, 2):
        window.click('#changes tr.refused [data-act="undo"]')
        window.wait_for_text(f"Your changes ({left})", "#changes-title")
    editor.review()
    window.wait_for_text(BREAKING, ".difference")
    stack.add(zone, {"id": stack.api("GET", f"domains/{zone}/record/one/TXT").response["records"][0]["id"], "ttl": 77})
    window.click("main form .main")
    window.wait_for(".dispute")
    assert BREAKING in window.text(".dispute")
    window.click("main form .main")
    window.wait_for_text("This will change", "h2")
    editor.save()
    assert window.count("main img") == 0
    assert zone in window.run("return document.title")
