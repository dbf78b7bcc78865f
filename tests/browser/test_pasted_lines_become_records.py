"""Lines of a zone file, or rows of a spreadsheet, pasted into a new record become records of their own."""

from typing import Any

from tests.browser.dashboard import Dashboard
from tests.browser.record_editor import RecordEditor
from tests.people import plain_zone

READ = """
const [text, zone, done] = arguments;
const editor = document.querySelector('script[src*="records/editor.js"]').src;
import(editor.replace("editor.js", "paste.js")).then(({ readLines }) => {
  const types = JSON.parse(document.querySelector("#list").dataset.types);
  const read = readLines(text, zone, types);
  done(read.map((one) => [one.name, one.type, one.priority, one.content, one.ttl, one.comment]));
}, (error) => done(String(error)));"""

ZONE_FILE = r"""
$TTL 600
@       IN SOA ns1 admin 1 2 3 4 5
www  300 IN A     192.0.2.1 ; the "front"; page
     IN  AAAA     2001:db8::1
@        MX 10    mail
@        MX 20    mail.example.net.
txt      TXT      "first " "sec\"ond; all"
alias    CNAME    @
key  IN  TXT ( "a"
               "b" ) ; two lines
_s._tcp  SRV      1 2 443 host
what is this
"""
RECORDS = [
    ["www", "A", "", "192.0.2.1", "300", 'the "front"; page'],
    ["www", "AAAA", "", "2001:db8::1", "600", ""],
    ["", "MX", "10", "mail.z.org.", "600", ""],
    ["", "MX", "20", "mail.example.net.", "600", ""],
    ["txt", "TXT", "", 'first sec"ond; all', "600", ""],
    ["alias", "CNAME", "", "z.org.", "600", ""],
    ["key", "TXT", "", "ab", "600", ""],
    ["_s._tcp", "SRV", "1", "2 443 host.z.org.", "600", ""],
    # no record; the API will say so where it stands
    ["", "A", "", "what is this", "", ""],
]

ROWS = "www\tA\t192.0.2.1\t300\n@\tMX\t10\tmail.example.net\nmail\tTXT\tsome text\n\nw\tcname\twww.example.net"
RECORDS_OF_ROWS = [
    ["www", "A", "", "192.0.2.1", "300", ""],
    ["", "MX", "10", "mail.example.net", "", ""],
    ["mail", "TXT", "", "some text", "", ""],
    ["w", "CNAME", "", "www.example.net", "", ""],
]


def test_zone_files_and_spreadsheets_are_read_as_they_are_meant(dashboard: Dashboard) -> None:
    zone = plain_zone(dashboard.stack)
    dashboard.sign_in_as_demo_user()
    window = RecordEditor(dashboard, zone).window

    def read(text: str) -> Any:
        return window.run_async(READ, text, "z.org")

    assert read(ZONE_FILE) == RECORDS
    assert read(ROWS) == RECORDS_OF_ROWS
    assert read("$ORIGIN sub.z.org.\na A 192.0.2.1\n@ CNAME b\n") == [
        ["a.sub.z.org.", "A", "", "192.0.2.1", "", ""],
        ["sub.z.org.", "CNAME", "", "b.sub.z.org.", "", ""],
    ]


def test_contents_of_parts_are_typed_in_parts(dashboard: Dashboard) -> None:
    stack, window = dashboard.stack, dashboard.window
    zone = plain_zone(stack)
    stack.add(zone, {"name": "", "type": "CAA", "content": '0 issue "one.example"'})
    dashboard.sign_in_as_demo_user()
    editor = RecordEditor(dashboard, zone)
    row = editor.row('0 issue "one.example"')
    window.click(f"{row} [data-edit]")
    assert window.value(".content-parts select:nth-child(2)") == "issue"
    window.type(".content-parts input", 'two"; x=1')
    window.press("Enter")
    window.wait_for_text('0 issue "two\\"; x=1"', "#changes")
    window.click("#add")
    window.type("#changes .editing .of-name input", "_sip._tcp")
    window.run(
        "const type = document.querySelector('#changes .editing select'); type.value = 'SRV';"
        "type.dispatchEvent(new Event('change', {bubbles: true}))"
    )
    window.type("#changes .editing .of-priority input", "5")
    for place, part in enumerate(("10", "5060", "sip.example.net"), 1):
        window.type(f"#changes .editing .content-parts input:nth-child({place})", part)
    dashboard.expect_accessible()
    window.click("#changes .editing .main")
    editor.review()
    assert '0 issue "two\\"; x=1"' in window.text(".difference")
    assert "SRV 5 10 5060 sip.example.net" in window.text(".difference")


def test_a_filter_that_cannot_be_understood_yet_is_told_where_the_list_was(dashboard: Dashboard) -> None:
    stack, window = dashboard.stack, dashboard.window
    zone = plain_zone(stack)
    stack.add(zone, {"name": "www", "type": "A", "content": "192.0.2.1"})
    dashboard.sign_in_as_demo_user()
    RecordEditor(dashboard, zone)
    window.type("#name", "www..")
    window.wait_for(".notice.problem")
    assert window.run("return document.activeElement.id") == "name"
    window.type("#name", "www")
    window.wait_for_text("1 record found")
