"""RRCLONE: what it may say, which records it copies, and that copies never make a zone that cannot be loaded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Invalid
from core.zone.clones import Clone, expand_clones, expansion_changes, is_private, read_clone
from core.zone.entry import Entry, ZoneRow
from core.zone.published import published_rows, targets_elsewhere
from core.zone.rdata import RECORD_TYPES, STORED_TYPES, canonical, display
from core.zone.rules import coexistence_error
from core.zone.ttls import parse_ttl
from core.zone.zonefile import export_zone, parse_zone_file
from tests.unit.core.zone.test_render import SOA, WRITTEN_AT

ZONE = "harbour-lights.org"
NOTHING: dict[str, list[Entry]] = {}


@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        ("$pool.harbour-lights.org", "$pool.harbour-lights.org"),
        ("$Pool.Harbour-Lights.org.", "$pool.harbour-lights.org"),
        ("(A,AAAA) $pool.harbour-lights.org", "(A,AAAA) $pool.harbour-lights.org"),
        ("( a , aaaa )  www.example.net.", "(A,AAAA) www.example.net"),
        ("(A,A) www.example.net", "(A) www.example.net"),
        ("(*) www.example.net", "www.example.net"),
        ("(A,*) www.example.net", "www.example.net"),
        ("() www.example.net", "www.example.net"),
        ("(TYPE65280)*.example.net", "(TYPE65280) *.example.net"),
        ("bücher.example", "xn--bcher-kva.example"),
        ("_dmarc.example.net", "_dmarc.example.net"),
    ],
)
def test_a_clone_is_stored_in_one_form_that_reads_back_as_itself(sent: str, stored: str) -> None:
    record = canonical("rrclone", sent, None)
    assert (record.type, record.content, record.rdata) == ("RRCLONE", stored, f"{stored}.")
    assert canonical(record.type, record.content, None) == record


NO_CLONES = (
    *("", "(A)", "(A) x y.z", "(A www.a.b", "a", "$a", "192.0.2.1", "(RRCLONE) a.b", "(SOA) a.b", "(A;B) a.b"),
    *("$$a.b", "*a.b", "a.*.b", "(A) a..b", "$*.a.b", "(A)(B) a.b", "a.b\n@ NS c.d", f"({'A' * 20}) a.b"),
)


@pytest.mark.parametrize("content", NO_CLONES)
def test_what_is_no_clone_is_refused_with_a_sentence(content: str) -> None:
    with pytest.raises(Invalid) as refusal:
        canonical("RRCLONE", content, None)
    assert refusal.value.message


def test_a_clone_has_no_priority_and_is_shown_in_unicode() -> None:
    with pytest.raises(Invalid, match="Priority should not be set"):
        canonical("RRCLONE", "a.b", 10)
    assert display("RRCLONE", "(A) $xn--bcher-kva.example") != ""
    assert display("RRCLONE", "(A) xn--bcher-kva.example") == "(A) bücher.example"
    assert set(STORED_TYPES) - set(RECORD_TYPES) == {"RRCLONE"}


def test_only_a_clone_may_have_a_ttl_of_zero() -> None:
    assert parse_ttl(0, 300, least=0) == parse_ttl("0", 300, least=0) == 0
    assert parse_ttl(0, 300) == parse_ttl("0", 300) == parse_ttl(None, 300, least=0) == 86400


def rows(*lines: str) -> list[ZoneRow]:
    parts = [line.split(" ", 3) for line in lines]
    return [ZoneRow(owner, int(ttl), rtype, rdata) for owner, ttl, rtype, rdata in parts]


def published(*lines: str, elsewhere: dict[str, list[Entry]] = NOTHING) -> list[str]:
    made = published_rows(ZONE, rows(*lines), elsewhere)
    return sorted(f"{row.owner} {row.ttl} {row.type} {row.rdata}" for row in made)


def test_a_clone_becomes_the_records_of_its_target_with_its_own_ttl_or_theirs() -> None:
    pool = ("$pool 60 A 192.0.2.1", "$pool 60 AAAA 2001:db8::1", '$pool 60 TXT "x"', "$pool 60 MX 10 mail.a.b.")
    assert published(*pool, "www 0 RRCLONE (A,AAAA) $pool.harbour-lights.org.")[-2:] == [
        "www 60 A 192.0.2.1",
        "www 60 AAAA 2001:db8::1",
    ]
    assert published(*pool, "www 300 RRCLONE $pool.harbour-lights.org.")[-4:] == [
        "www 300 A 192.0.2.1",
        "www 300 AAAA 2001:db8::1",
        "www 300 MX 10 mail.a.b.",
        'www 300 TXT "x"',
    ]


def test_clones_of_clones_are_not_followed() -> None:
    zone = ("a 60 A 192.0.2.1", "b 0 RRCLONE a.harbour-lights.org.", "c 0 RRCLONE b.harbour-lights.org.")
    assert published(*zone) == ["a 60 A 192.0.2.1", "b 60 A 192.0.2.1"]


def test_another_zone_is_looked_at_only_for_what_the_own_one_does_not_have() -> None:
    zone = rows(
        "$pool 60 A 192.0.2.1",
        "a 0 RRCLONE (A) $pool.harbour-lights.org.",
        "b 0 RRCLONE (MX) $pool.harbour-lights.org.",
        "c 0 RRCLONE $pool.example.net.",
    )
    assert targets_elsewhere(ZONE, zone) == {"$pool.harbour-lights.org", "$pool.example.net"}
    elsewhere = {"$pool.example.net": [Entry("$pool", "A", 5, "192.0.2.9", None, "theirs")]}
    made = published_rows(ZONE, zone, elsewhere)
    assert [row for row in made if row.owner == "c"] == [ZoneRow("c", 5, "A", "192.0.2.9", "theirs")]
    assert not [row for row in made if row.owner == "b"]


def test_copies_that_cannot_stand_at_their_owner_are_left_out_and_equal_ones_are_there_once() -> None:
    theirs = {"x.example.net": [Entry("x", "CNAME", 5, "a.b."), Entry("x", "A", 5, "192.0.2.1")]}
    assert published(" 60 NS ns.a.b.", " 0 RRCLONE x.example.net.", elsewhere=theirs) == [
        " 5 A 192.0.2.1",
        " 60 NS ns.a.b.",
    ]
    assert published("w 60 A 192.0.2.1", "w 0 RRCLONE x.example.net.", elsewhere=theirs) == ["w 60 A 192.0.2.1"]
    assert published("w 0 RRCLONE x.example.net.", elsewhere=theirs) == ["w 5 CNAME a.b."]


def test_many_clones_of_long_lists_do_not_make_a_zone_without_end() -> None:
    pool = [Entry("$pool", "A", 60, f"192.0.2.{number}") for number in range(100)]
    clones = [Clone(f"w{number}", 0, frozenset(), "$pool.example.net") for number in range(2001)]
    with pytest.raises(Invalid, match="more than 200000"):
        expand_clones(ZONE, clones, lambda _: [], {"$pool.example.net": pool})


def test_private_templates_are_told_from_public_ones() -> None:
    assert is_private("$pool.example.net")
    assert not is_private("$public-pool.example.net")
    assert not is_private("pool.example.net")


def test_a_change_of_the_source_matters_only_if_copies_change() -> None:
    every, addresses = read_clone("www", 0, "$pool.a.b"), read_clone("www", 300, "(A,AAAA) $pool.a.b")
    a60, a90, a2 = (Entry("$pool", "A", ttl, text) for ttl, text in ((60, "192.0.2.1"), (90, "192.0.2.1"), (60, "::")))
    assert expansion_changes(every, "$pool", [a60], [a90])
    assert not expansion_changes(addresses, "$pool", [a60], [a90])
    assert expansion_changes(addresses, "$pool", [a60], [a2])
    assert not expansion_changes(addresses, "$pool", [], [Entry("$pool", "TXT", 60, "x")])
    assert not expansion_changes(every, "$pool", [], [Entry("www", "A", 60, "192.0.2.1")])
    assert not expansion_changes(every, "$pool", [], [Entry("$pool", "RRCLONE", 60, "c.d")])
    assert not expansion_changes(every, "$pool", [a60, a2], [a2, a60])


def test_a_raw_export_with_clones_and_templates_is_imported_as_it_was() -> None:
    zone = rows(" 60 NS ns.a.b.", "$pool 60 A 192.0.2.1", "w 0 RRCLONE (A,AAAA) $pool.harbour-lights.org.")
    parsed = parse_zone_file(export_zone(ZONE, SOA, zone, WRITTEN_AT, raw=True), ZONE)
    assert [ZoneRow(e.owner, e.ttl, e.record.type, e.record.rdata) for e in parsed.records] == zone


OWNERS = st.sampled_from(["", "a", "b", "$pool", "*.c"])
CONTENTS = st.sampled_from(
    [
        *[
            ("A", "192.0.2.1"),
            ("A", "192.0.2.2"),
            ("AAAA", "::1"),
            ("CNAME", "a.b."),
            ("NS", "ns.a.b."),
            ("TXT", '"x"'),
        ],
        *[("DNAME", "c.d."), ("DS", "1 13 2 " + "00" * 32), ("CDS", "1 13 2 " + "00" * 32), ("MX", "10 a.b.")],
        *[("RRCLONE", f"{name}.") for name in ("a.harbour-lights.org", "$pool.harbour-lights.org", "x.example.net")],
    ]
)


@given(st.lists(st.tuples(OWNERS, CONTENTS), max_size=12), st.lists(CONTENTS, max_size=6))
def test_whatever_is_cloned_no_owner_gets_records_that_exclude_each_other(
    stored: list[tuple[str, tuple[str, str]]], theirs: list[tuple[str, str]]
) -> None:
    zone: list[ZoneRow] = []
    for owner, (rtype, rdata) in stored:
        entry = Entry(owner, rtype, 60, rdata)
        beside = [Entry(row.owner, row.type, row.ttl, row.rdata) for row in zone if row.owner == owner]
        if coexistence_error(entry, beside, ZONE) is None:
            zone.append(ZoneRow(owner, 60, rtype, rdata))
    sources = [Entry("x", rtype, 60, rdata) for rtype, rdata in theirs if rtype != "RRCLONE"]
    made = published_rows(ZONE, zone, {"x.example.net": sources})
    assert all(row.type != "RRCLONE" for row in made)
    assert [row for row in zone if row.type != "RRCLONE"] == made[: len(made)][
        : sum(row.type != "RRCLONE" for row in zone)
    ]
    for number, row in enumerate(made):
        beside = [Entry(r.owner, r.type, r.ttl, r.rdata) for r in made[:number] if r.owner == row.owner]
        assert coexistence_error(Entry(row.owner, row.type, row.ttl, row.rdata), beside, ZONE) is None
