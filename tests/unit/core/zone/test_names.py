"""Names of zones and owners: what is read, what is refused, how they compare and sort."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Invalid
from core.zone import names

LABEL63 = "l" * 63
LONG_ZONE = ".".join(["z" * 61] * 3) + ".org"
NO_ZONE_NAMES = (
    *("", ".", "org", "localhost", "example.org.", ".example.org", "a..org", "-a.org", "a-.org", "a--b.org", "a.o"),
    *(f"{LABEL63}l.org", ".".join(["a" * 60] * 5) + ".org", "a b.org", "a.b-c", "a.o_g", "*.example.org", "$a.org"),
    *("a/b.org", "a\n.org", "a.org\n", "a\x00.org", "a;b.org", '"a".org', "a\\.org", "a.xn--", "\ud800.org", "@"),
    *("☃.☃☃ .org", "ü" * 70 + ".org", "\u200d.org", "1.2.3.4/5.org"),
)
NO_OWNERS = (
    *("a..b", "..", ".a", "a..x.org.", "-a", "a-", "a.-b", "a.b-", "a--b", "a b", "foo$", "$", "$-", "a.$b"),
    *("*a", "a*", "a.*", "*.*", "**", "*.$a", f"{LABEL63}l", "a/b", "0/25", "a\\b", 'a"b', "a;b", "a(b", "@.a"),
    *("a\n", "\na", "a\tb", "a\x00", "foox.org.", "www.other.org.", "org.", "x.org.org.", "\ud800", "☃ a"),
    *("ü" * 70, "%", "a@b", "a,b", " a", "a "),
)


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("example.org", "example.org"),
        ("EXAMPLE.Org", "example.org"),
        ("Bücher.example", "xn--bcher-kva.example"),
        ("XN--Bcher-KVA.example", "xn--bcher-kva.example"),
        ("bücher。example", "xn--bcher-kva.example"),
        ("straße.de", "xn--strae-oqa.de"),
        ("_tcp.example.org", "_tcp.example.org"),
        ("2.0.192.in-addr.arpa", "2.0.192.in-addr.arpa"),
        ("пример.рф", "xn--e1afmkfd.xn--p1ai"),
        (f"{LABEL63}.org", f"{LABEL63}.org"),
        ("a.b.c.d.example.co.uk", "a.b.c.d.example.co.uk"),
    ],
)
def test_a_zone_name_is_stored_in_lower_case_a_labels(text: str, stored: str) -> None:
    assert names.parse_zone_name(text) == stored


@pytest.mark.parametrize("text", NO_ZONE_NAMES)
def test_what_is_no_zone_name_is_refused_with_the_name(text: str) -> None:
    with pytest.raises(Invalid, match=r"^Invalid domain: ") as refusal:
        names.parse_zone_name(text)
    assert refusal.value.detail
    refusal.value.message.encode()


@pytest.mark.parametrize(
    "zone",
    [
        "example.com",
        "a.co.uk",
        "a.github.io",
        "b.a.co.uk",
        "xn--e1afmkfd.xn--p1ai",
        "2.0.192.in-addr.arpa",
        "8.b.d.0.1.0.0.2.ip6.arpa",
    ],
)
def test_names_below_a_public_suffix_can_be_held(zone: str) -> None:
    names.check_registrable(zone)


@pytest.mark.parametrize(
    "zone",
    [
        "co.uk",
        "github.io",
        "com",
        "xn--p1ai",
        "in-addr.arpa",
        "ip6.arpa",
        "foo.localhost",
        "a.madeuptld",
        "example.internal",
    ],
)
def test_public_suffixes_and_unknown_ones_cannot_be_held(zone: str) -> None:
    with pytest.raises(Invalid, match=r"^Invalid domain: "):
        names.check_registrable(zone)


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("", ""),
        ("@", ""),
        (".", ""),
        ("x.org.", ""),
        ("X.ORG.", ""),
        ("www", "www"),
        ("WWW", "www"),
        ("www.x.org.", "www"),
        ("a.b.X.Org.", "a.b"),
        ("www.x.org", "www.x.org"),
        ("*", "*"),
        ("*.dev", "*.dev"),
        ("*.x.org.", "*"),
        ("$pool", "$pool"),
        ("$pool.a", "$pool.a"),
        ("$public-x.x.org.", "$public-x"),
        ("Bücher", "xn--bcher-kva"),
        ("*.bücher", "*.xn--bcher-kva"),
        ("xn--bcher-kva", "xn--bcher-kva"),
        ("bü-cher", names.to_ascii("bü-cher")),
        ("_dmarc", "_dmarc"),
        ("_443._tcp", "_443._tcp"),
        ("a_b", "a_b"),
        ("a_", "a_"),
        ("1", "1"),
        (LABEL63, LABEL63),
    ],
)
def test_an_owner_is_stored_relative_to_its_zone(text: str, owner: str) -> None:
    assert names.parse_owner(text, "x.org") == owner


@pytest.mark.parametrize("text", NO_OWNERS)
def test_what_is_no_owner_is_refused_with_the_name(text: str) -> None:
    with pytest.raises(Invalid, match=r"^Invalid name: ") as refusal:
        names.parse_owner(text, "x.org")
    refusal.value.message.encode()


def test_an_owner_fits_into_255_octets_together_with_its_zone() -> None:
    room = names.LONGEST_NAME - len(LONG_ZONE) - 1
    longest = "a" * room
    assert names.parse_owner(longest, LONG_ZONE) == longest
    with pytest.raises(Invalid, match="longer than 253"):
        names.parse_owner("b." + longest[1:], LONG_ZONE)


def test_a_slash_is_allowed_in_ipv4_reverse_zones_only() -> None:
    assert names.parse_owner("0/25", "2.0.192.in-addr.arpa") == "0/25"
    assert names.parse_owner("1.0/25", "2.0.192.in-addr.arpa") == "1.0/25"
    for zone in ("x.org", "0.ip6.arpa", "xin-addr.arpa"):
        with pytest.raises(Invalid):
            names.parse_owner("0/25", zone)


@given(st.lists(st.from_regex(r"[a-z0-9_]([a-z0-9]{0,10}[a-z0-9])?", fullmatch=True), min_size=1, max_size=5))
def test_a_stored_owner_reads_back_as_itself_relative_and_absolute(labels: list[str]) -> None:
    owner = ".".join(labels)
    full = names.absolute(owner, "x.org")
    assert names.parse_owner(owner, "x.org") == owner
    assert names.parse_owner(full + ".", "x.org") == owner
    assert names.relative(full, "x.org") == owner


@given(st.text(max_size=40))
def test_reading_any_text_as_owner_gives_a_stable_ascii_name_or_a_refusal(text: str) -> None:
    try:
        owner = names.parse_owner(text, "x.org")
    except Invalid:
        return
    assert owner.isascii()
    assert owner == owner.lower()
    assert names.parse_owner(owner, "x.org") == owner


def test_being_within_a_zone_is_decided_by_label() -> None:
    assert names.is_within("x.org", "x.org")
    assert names.is_within("a.x.org", "x.org")
    assert not names.is_within("foox.org", "x.org")
    assert not names.is_within("org", "x.org")
    with pytest.raises(ValueError, match="not within"):
        names.relative("foox.org", "x.org")


def test_the_apex_is_the_empty_owner() -> None:
    assert names.relative("x.org", "x.org") == ""
    assert names.absolute("", "x.org") == "x.org"


def test_ancestors_come_nearest_first() -> None:
    assert names.ancestors("a.b.org") == ["b.org", "org"]
    assert names.ancestors("org") == []


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("example.org", "example.org"),
        ("xn--bcher-kva.example", "bücher.example"),
        ("*.xn--bcher-kva", "*.bücher"),
        ("xn--.org", "xn--.org"),
        ("xn--zzzzzz9.org", "xn--zzzzzz9.org"),
        ("a\\.b.xn--bcher-kva", "a\\.b.bücher"),
        ("", ""),
    ],
)
def test_names_are_shown_in_unicode_where_they_decode(stored: str, shown: str) -> None:
    assert names.to_unicode(stored) == shown


@given(st.text(max_size=30))
def test_showing_a_name_never_fails(text: str) -> None:
    assert isinstance(names.to_unicode("xn--" + text), str)


def test_owners_sort_by_name_with_the_apex_first() -> None:
    owners = ["www", "", "a.b", "b", "*", "_x"]
    assert sorted(owners, key=lambda owner: names.sort_key(owner, "x.org")) == ["", "*", "_x", "a.b", "b", "www"]


def test_owners_of_reverse_zones_sort_as_their_addresses_do() -> None:
    ipv4 = sorted(["10", "9", "100", "1", ""], key=lambda owner: names.sort_key(owner, "2.0.192.in-addr.arpa"))
    assert ipv4 == ["", "1", "9", "10", "100"]
    ipv6 = sorted(["1.0", "0.1", "f.0", ""], key=lambda owner: names.sort_key(owner, "8.b.d.0.ip6.arpa"))
    assert ipv6 == ["", "1.0", "f.0", "0.1"]
