"""The SOA value and what its fields may hold."""

import pytest

from core.errors import Invalid
from core.zone.soa import Soa, validate_soa

FIELDS = {
    "primary": "ns1.dns-host.net.",
    "admin": "dnsadmin.harbour-lights.org.",
    "serial": 2026112305,
    "refresh": 86400,
    "retry": 7200,
    "expire": 2419200,
    "minimum": 60,
}


def test_the_rdata_is_one_line_of_seven_words() -> None:
    soa = Soa("ns1.dns-host.net.", "dnsadmin.harbour-lights.org.", 2026112305, 86400, 7200, 2419200, 60)
    assert soa.rdata() == "ns1.dns-host.net. dnsadmin.harbour-lights.org. 2026112305 86400 7200 2419200 60"


def test_good_fields_become_the_value() -> None:
    assert validate_soa(FIELDS) == Soa(
        "ns1.dns-host.net.", "dnsadmin.harbour-lights.org.", 2026112305, 86400, 7200, 2419200, 60
    )


def test_numbers_may_come_as_decimal_text() -> None:
    assert validate_soa({**FIELDS, "serial": "4294967295", "minimum": "0"}).serial == 4294967295


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        ("ns1.bücher.example.", "ns1.xn--bcher-kva.example."),
        (r"\110s1.dns-host.net.", "ns1.dns-host.net."),
        ("_ns.dns-host.net.", "_ns.dns-host.net."),
        ("invalid.", "invalid."),
    ],
)
def test_names_are_stored_in_ascii_without_needless_escapes(given: str, stored: str) -> None:
    assert validate_soa({**FIELDS, "primary": given}).primary == stored


def test_the_local_part_of_the_mailbox_may_have_an_escaped_dot() -> None:
    assert validate_soa({**FIELDS, "admin": r"jo\.doe.harbour-lights.org."}).admin == r"jo\.doe.harbour-lights.org."


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("primary", "ns1.dns-host.net"),
        ("primary", "."),
        ("primary", ""),
        ("primary", None),
        ("primary", 5),
        ("primary", "ns 1.dns-host.net."),
        ("primary", "ns1.dns-host.net.\n@ A 192.0.2.1."),
        ("primary", "$INCLUDE.dns-host.net."),
        ("primary", "-ns.dns-host.net."),
        ("primary", "ns..dns-host.net."),
        ("primary", "a" * 64 + ".net."),
        ("primary", "a.\ud800."),
        ("primary", "\\."),
        ("admin", "dnsadmin@harbour-lights.org."),
        ("admin", "org."),
        ("admin", "dnsadmin.harbour-lights.org"),
        ("admin", 'a";.harbour-lights.org.'),
        ("serial", -1),
        ("serial", 2**32),
        ("serial", "12a"),
        ("serial", ""),
        ("serial", True),
        ("serial", 1.0),
        ("serial", None),
        ("refresh", 2**31),
        ("retry", -1),
        ("expire", "99999999999999999999"),
        ("minimum", "٣"),
    ],
)
def test_a_bad_field_is_refused_by_name(field: str, given: object) -> None:
    with pytest.raises(Invalid, match=f"SOA {field}"):
        validate_soa({**FIELDS, field: given})


def test_the_refusal_does_not_repeat_a_very_long_input() -> None:
    with pytest.raises(Invalid) as refusal:
        validate_soa({**FIELDS, "serial": "x" * 10_000})
    assert len(refusal.value.message) < 200
