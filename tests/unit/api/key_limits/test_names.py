"""Which zones and owners the patterns of a scope mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.key_limits.names import OwnerPattern, ZonePattern
from core.errors import Invalid
from core.zone.names import absolute

labels = st.sampled_from(["a", "b", "www", "_acme-challenge", "xn--bcher-kva"])
owners = st.lists(labels, max_size=4).map(".".join)
zones = st.sampled_from(["a.org", "b.a.org", "xa.org"])
patterns = st.one_of(
    st.sampled_from(["@", "*"]),
    owners.filter(bool),
    owners.filter(bool).map("*.{}".format),
    owners.filter(bool).map("{}.*".format),
    st.builds(lambda owner, zone: f"{absolute(owner, zone)}.", owners, zones),
    st.builds(lambda owner, zone: f"*.{absolute(owner, zone)}.", owners, zones),
)


def labels_of(name: str) -> list[str]:
    return name.split(".") if name else []


def means(pattern: str, owner: str, zone: str) -> bool:
    """Say it once more, by lists of labels."""
    if pattern == "@":
        return owner == ""
    subject = labels_of(owner)
    if pattern.endswith("."):
        pattern, subject = pattern[:-1], labels_of(absolute(owner, zone))
    wanted = labels_of(pattern)
    if wanted[0] == "*":
        rest = wanted[1:]
        return len(subject) > len(rest) and subject[len(subject) - len(rest) :] == rest
    if wanted[-1] == "*":
        rest = wanted[:-1]
        return len(subject) > len(rest) and subject[: len(rest)] == rest
    return subject == wanted


@given(patterns, owners, zones)
def test_an_owner_is_compared_by_its_labels(pattern: str, owner: str, zone: str) -> None:
    assert OwnerPattern.parse(pattern).matches(owner, zone) == means(pattern, owner, zone)


@given(patterns)
def test_a_pattern_is_written_as_it_is_read(pattern: str) -> None:
    assert str(OwnerPattern.parse(pattern)) == pattern


@given(patterns, patterns, owners, zones)
def test_a_pattern_covers_only_what_it_means_too(wide: str, narrow: str, owner: str, zone: str) -> None:
    first, second = OwnerPattern.parse(wide), OwnerPattern.parse(narrow)
    if first.covers(second) and second.matches(owner, zone):
        assert first.matches(owner, zone)


@pytest.mark.parametrize(
    ("wide", "narrow", "does"),
    [
        ("*", "www", True),
        ("*", "@", False),
        ("*", "*.www", True),
        ("*", "_acme-challenge.*", True),
        ("*.dyn", "a.dyn", True),
        ("*.dyn", "*.a.dyn", True),
        ("*.dyn", "dyn", False),
        ("*.dyn", "*.xdyn", False),
        ("*.a.org.", "www.a.org.", True),
        ("*.a.org.", "a.org.", False),
        ("www", "www.a.org.", False),
        ("_acme-challenge.*", "_acme-challenge.www", True),
        ("_acme-challenge.*", "_acme-challenge", False),
        ("_acme-challenge.*", "_acme-challenge.www.*", True),
    ],
)
def test_one_pattern_covers_another(wide: str, narrow: str, does: bool) -> None:
    assert OwnerPattern.parse(wide).covers(OwnerPattern.parse(narrow)) is does


@pytest.mark.parametrize(
    ("text", "stored"),
    [("Bücher", "xn--bcher-kva"), ("*.BÜCHER.org.", "*.xn--bcher-kva.org."), ("", "@"), (".", "@"), ("WWW", "www")],
)
def test_names_of_both_forms_and_any_case_are_one(text: str, stored: str) -> None:
    assert str(OwnerPattern.parse(text)) == stored


@pytest.mark.parametrize(
    "text", ["a..b", "a.*.b", "*.*", "*.", "org.", ".*", "*.a.*", "-a", "a b", "*a", "x" * 64, "*.@"]
)
def test_what_names_no_owner_is_refused_with_the_forms_there_are(text: str) -> None:
    with pytest.raises(Invalid, match="is the apex"):
        OwnerPattern.parse(text)


@pytest.mark.parametrize(
    ("pattern", "zone", "does"),
    [
        ("a.org", "a.org", True),
        ("a.org", "b.a.org", False),
        ("*.a.org", "a.org", False),
        ("*.a.org", "c.b.a.org", True),
        ("*.a.org", "xa.org", False),
        ("BÜCHER.org.", "xn--bcher-kva.org", True),
    ],
)
def test_a_zone_is_compared_by_its_labels(pattern: str, zone: str, does: bool) -> None:
    assert ZonePattern.parse(pattern).matches(zone) is does


@given(zones, zones, zones, st.booleans(), st.booleans())
def test_a_pattern_of_zones_covers_only_what_it_means_too(
    wide: str, narrow: str, zone: str, is_wide_below: bool, is_narrow_below: bool
) -> None:
    first, second = ZonePattern(wide, is_wide_below), ZonePattern(narrow, is_narrow_below)
    if first.covers(second) and second.matches(zone):
        assert first.matches(zone)


def test_zones_below_cover_the_zones_below_them() -> None:
    below = ZonePattern.parse("*.a.org")
    assert below.covers(ZonePattern.parse("b.a.org"))
    assert below.covers(ZonePattern.parse("*.b.a.org"))
    assert not below.covers(ZonePattern.parse("a.org"))
    assert not ZonePattern.parse("a.org").covers(below)
