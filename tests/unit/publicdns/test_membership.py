"""What a delta of the catalog means for its members."""

import dns.name
import dns.rdata
import pytest

from core.errors import Invalid
from publicdns.membership import MemberDelta, Membership, Record, WholeNeededError, member_delta

CATALOG = dns.name.from_text("catalog.test")


def record(owner: str, kind: str, text: str) -> Record:
    return dns.name.from_text(owner, CATALOG), dns.rdata.from_text("IN", kind, text)


def ptr(label: str, zone: str) -> Record:
    return record(f"{label}.zones", "PTR", zone)


def delta(members: dict[str, str], *records: tuple[bool, Record]) -> MemberDelta:
    return member_delta(CATALOG, members, records)


def test_added_and_deleted_pointers_are_members_that_came_and_went() -> None:
    found = delta({"a": "a.example"}, (False, ptr("a", "a.example.")), (True, ptr("b", "B.Example.")))
    assert found == MemberDelta(removed={"a": "a.example"}, added={"b": "b.example"})


def test_what_came_and_went_within_one_transfer_is_nothing() -> None:
    found = delta(
        {"a": "a.example"},
        (False, ptr("a", "a.example.")),
        (True, ptr("b", "b.example.")),
        (False, ptr("b", "b.example.")),
        (True, ptr("a", "a.example.")),
    )
    assert found == MemberDelta({}, {})


def test_a_new_label_for_the_same_zone_is_a_removal_and_an_addition() -> None:
    found = delta({"a": "a.example"}, (True, ptr("b", "a.example.")), (False, ptr("a", "a.example.")))
    assert found == MemberDelta({"a": "a.example"}, {"b": "a.example"})


def test_another_zone_under_the_same_label_is_a_removal_and_an_addition() -> None:
    found = delta({"a": "a.example"}, (False, ptr("a", "a.example.")), (True, ptr("a", "b.example.")))
    assert found == MemberDelta({"a": "a.example"}, {"a": "b.example"})


@pytest.mark.parametrize(
    "ignored",
    [
        record("group.a.zones", "TXT", '"x"'),
        record("coo.a.zones", "PTR", "other.catalog."),
        record("a.zones", "TXT", '"x"'),
        record("a.ext", "PTR", "x.example."),
        record("zones", "PTR", "x.example."),
        record("@", "NS", "invalid."),
    ],
)
def test_properties_and_anything_else_are_not_members(ignored: Record) -> None:
    assert delta({}, (True, ignored)) == MemberDelta({}, {})


def test_two_pointers_under_one_label_break_the_catalog() -> None:
    with pytest.raises(Invalid, match="2 PTR"):
        delta({"a": "a.example"}, (True, ptr("a", "b.example.")))


def test_a_changed_version_asks_for_the_whole_catalog() -> None:
    with pytest.raises(WholeNeededError):
        delta({}, (True, record("version", "TXT", '"3"')))


def test_a_zone_listed_twice_breaks_the_catalog() -> None:
    membership = Membership({"a": "a.example"})
    with pytest.raises(Invalid, match="listed twice"):
        membership.check(MemberDelta({}, {"b": "a.example"}))
    with pytest.raises(Invalid, match="listed twice"):
        membership.check(MemberDelta({}, {"b": "b.example", "c": "b.example"}))
    membership.check(MemberDelta({"a": "a.example"}, {"b": "a.example"}))


def test_a_zone_keeps_its_new_label_when_the_old_one_goes() -> None:
    membership = Membership({"a": "a.example", "b": "b.example"})
    membership.apply(MemberDelta({"a": "a.example"}, {"c": "a.example"}))
    assert membership.by_zone == {"a.example": "c", "b.example": "b"}
    assert membership.by_label == {"c": "a.example", "b": "b.example"}
