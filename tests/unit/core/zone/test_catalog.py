"""The catalog zone: names, first text, members read and compared (RFC 9432)."""

import dns.name
import dns.rdata
import dns.rdataclass
import dns.zone
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Invalid
from core.zone.catalog import (
    difference,
    initial_catalog,
    member_label,
    member_owner,
    read_members,
    version_owner,
)

CATALOG = "catalog.harbour-lights.org"
APEX = dns.name.from_text(CATALOG)
VERSION = ("version", "TXT", '"2"')


def read(*records: tuple[str, str, str]) -> dict[str, str]:
    return read_members(
        CATALOG,
        [
            (dns.name.from_text(owner, APEX), dns.rdata.from_text("IN", rtype, content, APEX, relativize=False))
            for owner, rtype, content in records
        ],
    )


def test_the_label_depends_on_the_incarnation_alone_and_is_a_label() -> None:
    assert member_label("7:1") == member_label("7:1")
    assert member_label("7:1") != member_label("7:2")
    assert 0 < len(member_label("7:1")) <= 63
    assert member_label("7:1").isalnum()


def test_names_of_the_pieces_are_absolute_with_or_without_a_final_dot_given() -> None:
    assert version_owner(CATALOG) == "version.catalog.harbour-lights.org."
    assert member_owner(CATALOG + ".", "abc") == "abc.zones.catalog.harbour-lights.org."


def test_the_first_text_is_a_catalog_without_members() -> None:
    zone = dns.zone.from_text(initial_catalog(CATALOG, serial=5), APEX, relativize=False)
    records = [(name, rdata) for name, _, rdata in zone.iterate_rdatas()]
    assert read_members(CATALOG, records) == {}
    assert zone.get_soa().serial == 5
    assert [str(ns.target) for ns in zone.find_rdataset(APEX, "NS")] == ["invalid."]


def test_members_are_read_by_label() -> None:
    found = read(VERSION, ("a1.zones", "PTR", "harbour-lights.org."), ("a2.zones", "PTR", "Other.Example."))
    assert found == {"a1": "harbour-lights.org", "a2": "other.example"}


def test_owners_relative_to_the_catalog_are_understood() -> None:
    zone = dns.zone.from_text(initial_catalog(CATALOG) + "a.zones 0 IN PTR one.example.\n", APEX)
    assert read_members(CATALOG, [(n, r) for n, _, r in zone.iterate_rdatas()]) == {"a": "one.example"}


def test_a_record_that_comes_twice_in_a_transfer_counts_once() -> None:
    member = ("a1.zones", "PTR", "one.example.")
    assert read(VERSION, member, member, VERSION) == {"a1": "one.example"}


def test_properties_and_strangers_are_ignored() -> None:
    found = read(
        VERSION,
        ("a1.zones", "PTR", "one.example."),
        ("group.a1.zones", "TXT", '"fast"'),
        ("coo.a1.zones", "PTR", "other-catalog.example."),
        ("zones", "PTR", "apex.example."),
        ("a2.zones", "TXT", '"not a member"'),
        ("stranger", "PTR", "elsewhere.example."),
        ("a3.zones.other.example.", "PTR", "three.example."),
    )
    assert found == {"a1": "one.example"}


def test_special_characters_in_zone_names_stay_escaped() -> None:
    found = read(VERSION, ("a1.zones", "PTR", r"a\"\;\010b.example."))
    assert found == {"a1": r"a\"\;\010b.example"}


@pytest.mark.parametrize(
    ("records", "reason"),
    [
        ([], "0 version records"),
        ([("a.zones", "PTR", "one.example.")], "0 version records"),
        ([("version", "TXT", '"1"')], "version '1'"),
        ([("version", "TXT", '"2" "2"')], "version '2 2'"),
        ([("version", "TXT", '"\\255"')], "version"),
        ([("version", "TXT", '"2"'), ("version", "TXT", '"3"')], "2 version records"),
        ([VERSION, ("a.zones", "PTR", "one.example."), ("a.zones", "PTR", "two.example.")], "2 PTR records"),
        ([VERSION, ("a.zones", "PTR", "one.example."), ("A.zones", "PTR", "two.example.")], "2 PTR records"),
        ([VERSION, ("a.zones", "PTR", "one.example."), ("b.zones", "PTR", "ONE.example.")], "listed twice"),
    ],
)
def test_a_broken_catalog_is_refused(records: list[tuple[str, str, str]], reason: str) -> None:
    with pytest.raises(Invalid, match=reason):
        read(*records)


MEMBERS = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(["one.example", "two.example", "three.example"]))


@given(wanted=MEMBERS, found=MEMBERS)
def test_removing_then_adding_the_difference_gives_what_is_wanted(
    wanted: dict[str, str], found: dict[str, str]
) -> None:
    to_add, to_remove = difference(wanted, found)
    assert {**{label: zone for label, zone in found.items() if label not in to_remove}, **to_add} == wanted
    assert to_remove.items() <= found.items()
    assert not to_add.items() & found.items()
