"""Master files for the primary and for people: what is written, and that nothing leaves its line."""

import re
from datetime import UTC, datetime

import dns.name
import dns.zone
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.errors import Invalid
from core.zone.entry import ZoneRow
from core.zone.rdata import RecordData, canonical
from core.zone.soa import Soa
from core.zone.zonefile import export_zone, parse_zone_file, render_zone

ZONE = "harbour-lights.org"
SOA = Soa("ns1.dns-host.net.", "dnsadmin.harbour-lights.org.", 2026112305, 86400, 7200, 2419200, 60)
WRITTEN_AT = datetime(2026, 11, 23, 3, 56, 57, tzinfo=UTC)


def render(*records: tuple[str, int, str, str]) -> list[str]:
    """Return the lines after the origin and the SOA."""
    return render_zone(ZONE, SOA, 3600, records).splitlines()[2:]


def test_the_text_begins_with_origin_and_soa_and_ends_with_a_newline() -> None:
    text = render_zone(ZONE, SOA, 3600, [("", 300, "NS", "ns1.dns-host.net.")])
    assert text == f"$ORIGIN {ZONE}.\n@ 3600 SOA {SOA.rdata()}\n@ 300 NS ns1.dns-host.net.\n"


def test_all_records_of_an_rrset_get_its_smallest_ttl() -> None:
    assert render(("a", 600, "A", "192.0.2.1"), ("a", 60, "A", "192.0.2.2"), ("a", 900, "AAAA", "2001:db8::1")) == [
        "a 60 A 192.0.2.1",
        "a 60 A 192.0.2.2",
        "a 900 AAAA 2001:db8::1",
    ]


@pytest.mark.parametrize("owner", ["$pool", "$pool.eu", "eu.$pool"])
def test_template_records_are_not_published(owner: str) -> None:
    assert render((owner, 60, "A", "192.0.2.1"), ("www", 60, "A", "192.0.2.2")) == ["www 60 A 192.0.2.2"]


@pytest.mark.parametrize(
    ("owner", "written"),
    [
        ("@", r"\@"),
        ("a$b", r"a\$b"),
        ('a"b', r"a\"b"),
        ("a(b)", r"a\(b\)"),
        ("a;b", r"a\;b"),
        ("a\\b", r"a\\b"),
        ("a b", r"a\032b"),
        ("a\nb", r"a\010b"),
        ("ü", r"\195\188"),
        ("*.dev", "*.dev"),
        ("0/25", "0/25"),
    ],
)
def test_special_characters_of_owners_are_escaped(owner: str, written: str) -> None:
    assert render((owner, 60, "A", "192.0.2.1")) == [f"{written} 60 A 192.0.2.1"]


@pytest.mark.parametrize(
    "rdata",
    [
        "192.0.2.1\nevil 60 A 192.0.2.2",
        "192.0.2.1\r$INCLUDE /etc/passwd",
        '"open',
        '"a" ; comment',
        "( 192.0.2.1",
        "192.0.2.1 )",
        "ends in a backslash\\",
        '"line\nbreak"',
        '"escaped line break\\\n"',
        '"\x00"',
        "a\\",
    ],
)
def test_rdata_that_would_leave_its_line_is_refused(rdata: str) -> None:
    with pytest.raises(Invalid, match="own line"):
        render(("good", 60, "A", "192.0.2.9"), ("evil", 60, "TXT", rdata), ("next", 60, "TXT", '"x"'))


def test_a_hostile_type_or_soa_is_refused() -> None:
    with pytest.raises(Invalid, match="own line"):
        render(("a", 60, "A 192.0.2.1\nb 60 A", "192.0.2.1"))
    with pytest.raises(Invalid, match="own line"):
        render_zone(ZONE, Soa("a.\n", "b.", 1, 2, 3, 4, 5), 60, [])


@pytest.mark.parametrize(
    "text", ["plain", 'say "hi"', "semi;colon", "back\\slash", "tail\\", "(parens)", "$INCLUDE /etc/passwd", "@", "€"]
)
def test_a_text_comes_through_the_file_as_it_was_typed(text: str) -> None:
    record = canonical("TXT", text, None)
    written = render_zone(ZONE, SOA, 60, [("", 60, "NS", "ns1.dns-host.net."), ("t", 60, "TXT", record.rdata)])
    zone = dns.zone.from_text(written, dns.name.from_text(ZONE))
    (found,) = zone.find_rdataset("t", "TXT")
    assert b"".join(found.strings).decode() == text


OWNERS = st.from_regex(r"[a-z0-9_]([a-z0-9]{0,5})(\.[a-z0-9]{1,5})?", fullmatch=True)
HOSTS = st.from_regex(r"[a-z0-9]{1,6}", fullmatch=True)
RECORDS = st.one_of(
    st.ip_addresses(v=4).map(lambda ip: canonical("A", str(ip), None)),
    st.ip_addresses(v=6).map(lambda ip: canonical("AAAA", str(ip), None)),
    st.builds(
        lambda text: canonical("TXT", text, None),
        st.text(st.characters(codec="utf-8", exclude_characters="\ufffd"), min_size=1).filter(str.strip),
    ),
    st.builds(lambda name, n: canonical("MX", f"{name}.example.net", n), HOSTS, st.integers(0, 65535)),
)
ROWS = st.lists(st.tuples(OWNERS, st.integers(0, 2**31 - 1), RECORDS), max_size=12)


@given(ROWS)
@example([("a", 5, canonical("TXT", '"', None)), ("a", 3, canonical("TXT", "\\", None))])
def test_rendering_what_was_read_from_a_rendered_file_changes_nothing(
    rows: list[tuple[str, int, RecordData]],
) -> None:
    unique = {(owner, record): (owner, ttl, record.type, record.rdata) for owner, ttl, record in rows}
    text = render_zone(ZONE, SOA, 3600, unique.values())
    parsed = parse_zone_file(text, ZONE)
    assert parsed.soa == SOA
    again = [(entry.owner, entry.ttl, entry.record.type, entry.record.rdata) for entry in parsed.records]
    assert render_zone(ZONE, SOA, 3600, again) == text
    assert [(entry.owner, entry.record) for entry in parsed.records] == list(unique)


@given(st.lists(st.tuples(st.text(min_size=1, max_size=8), st.text(max_size=30)), max_size=5))
@example([("a", "1 \\"), ("b", '"')])
def test_every_line_of_a_rendered_file_is_one_record_whatever_the_records_hold(
    pairs: list[tuple[str, str]],
) -> None:
    rows = [(owner, 60, "TXT", rdata) for owner, rdata in pairs if "$" not in owner]
    try:
        text = render_zone(ZONE, SOA, 60, rows)
    except Invalid:
        return
    lines = text.split("\n")
    assert len(lines) == len(rows) + 3
    for line in lines[2:-1]:
        assert not line.startswith(("$", " ", "\t", ";"))
        assert re.fullmatch(r'\S+ 60 TXT ([^"\\();]|\\.|"([^"\\]|\\.)*")*', line, re.DOTALL)


def row(owner: str, ttl: int, record: RecordData, comment: str | None = None) -> ZoneRow:
    return ZoneRow(owner, ttl, record.type, record.rdata, comment)


def export(*records: ZoneRow, raw: bool = False) -> list[str]:
    return export_zone(ZONE, SOA, records, WRITTEN_AT, raw=raw).split("\n")


def test_the_export_has_the_layout_clients_know() -> None:
    lines = export(
        row("", 300, canonical("MX", "mail.harbour-lights.org", 20)),
        row("", 86400, canonical("NS", "ns1.dns-host.net", None)),
        row("t", 86400, canonical("TXT", 'hello "w"', None)),
    )
    assert lines[0] == "; Written at Mon, 23 Nov 2026 03:56:57 +0000"
    assert re.fullmatch(r"; Zone Hash: [0-9a-z]+", lines[1])
    assert lines[2:] == [
        "$TTL 86400",
        "$ORIGIN harbour-lights.org.",
        "harbour-lights.org.            IN    SOA ns1.dns-host.net. dnsadmin.harbour-lights.org. (",
        "                                         2026112305",
        "                                         86400",
        "                                         7200",
        "                                         2419200",
        "                                         60 )",
        "",
        "harbour-lights.org.                300    IN      MX   20     mail.harbour-lights.org.",
        "harbour-lights.org.                       IN      NS          ns1.dns-host.net.",
        't.harbour-lights.org.                     IN     TXT          "hello \\"w\\""',
        "",
    ]


def test_an_export_is_grouped_by_type_in_order_of_first_appearance() -> None:
    a, txt = canonical("A", "192.0.2.1", None), canonical("TXT", "x", None)
    lines = export(row("c", 60, txt), row("b", 60, a), row("a", 60, txt))
    assert [line.partition(".")[0] for line in lines[11:-1]] == ["c", "a", "b"]


def test_comments_stand_above_their_record_and_cannot_leave_their_lines() -> None:
    entry = row("a", 60, canonical("A", "192.0.2.1", None), "one\r\ntwo\rthree\x00\n$INCLUDE x")
    lines = export(entry)
    assert lines[11:14] == ["; one", "; two three", "; $INCLUDE x"]
    assert lines[14].startswith("a.harbour-lights.org. ")


def test_templates_and_clones_are_written_in_raw_exports_only() -> None:
    template = row("$pool", 60, canonical("A", "192.0.2.1", None))
    clone = row("pool", 0, canonical("RRCLONE", "(A,AAAA) $pool.harbour-lights.org", None))
    assert export(template, clone)[11:] == [""]
    raw = export(template, clone, raw=True)
    assert raw[11].split() == ["$pool.harbour-lights.org.", "60", "IN", "A", "192.0.2.1"]
    assert raw[12].split() == [
        *("pool.harbour-lights.org.", "0", "IN", "RRCLONE", "(A,AAAA)", "$pool.harbour-lights.org."),
    ]


def test_an_export_refuses_rdata_that_would_leave_its_line() -> None:
    with pytest.raises(Invalid, match="own line"):
        export(row("a", 60, RecordData("TXT", "x", None, '"x"\nb A 192.0.2.1')))


COMMENTS = st.none() | st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1)


@given(st.lists(st.tuples(OWNERS, st.integers(0, 2**31 - 1), RECORDS, COMMENTS), max_size=8))
def test_an_export_is_imported_again_as_it_was(rows: list[tuple[str, int, RecordData, str | None]]) -> None:
    unique = {(owner, record): row(owner, ttl, record, comment) for owner, ttl, record, comment in rows}
    parsed = parse_zone_file(export_zone(ZONE, SOA, unique.values(), WRITTEN_AT), ZONE)
    assert parsed.soa == SOA
    assert {(entry.owner, entry.ttl, entry.record) for entry in parsed.records} == {
        (owner, written.ttl, record) for (owner, record), written in unique.items()
    }
