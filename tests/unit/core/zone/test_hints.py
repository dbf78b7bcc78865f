"""Hints of HTTPS and SVCB: added where there are none, from the addresses of the target in the same zone."""

from typing import Any

import dns.rdata
import dns.rdataclass
from hypothesis import given
from hypothesis import strategies as st

from core.zone.entry import ZoneRow
from core.zone.published import published_rows
from core.zone.rdata import canonical

ZONE = "harbour-lights.org"
ADDRESSES = [
    *(ZoneRow("", 60, "A", "192.0.2.1"), ZoneRow("", 60, "A", "192.0.2.2"), ZoneRow("", 60, "AAAA", "2001:db8::1")),
    ZoneRow("www", 60, "A", "192.0.2.3"),
]


def hinted(owner: str, content: str, priority: int = 1, *more: ZoneRow) -> str:
    record = canonical("HTTPS", content, priority)
    made = published_rows(ZONE, [*ADDRESSES, *more, ZoneRow(owner, 60, "HTTPS", record.rdata)], {})
    (rdata,) = [row.rdata for row in made if row.type == "HTTPS"]
    return rdata


def test_the_own_name_and_names_in_the_zone_give_hints() -> None:
    assert hinted("", ".") == "1 . ipv4hint=192.0.2.1,192.0.2.2 ipv6hint=2001:db8::1"
    assert hinted("www", ". alpn=h2") == '1 . alpn="h2" ipv4hint=192.0.2.3'
    assert hinted("x", "harbour-lights.org") == (
        "1 harbour-lights.org. ipv4hint=192.0.2.1,192.0.2.2 ipv6hint=2001:db8::1"
    )


def test_hints_there_are_alias_mode_and_names_elsewhere_are_left_alone() -> None:
    assert hinted("", ". ipv6hint=2001:db8::9") == '1 . ipv6hint="2001:db8::9"'
    assert hinted("", "www.harbour-lights.org", 0) == "0 www.harbour-lights.org."
    assert hinted("", "www.example.net") == "1 www.example.net."
    assert hinted("nothing", ".") == "1 ."


def test_a_value_that_only_looks_like_a_hint_is_none() -> None:
    assert hinted("www", '. key667="a ipv4hint=1"').endswith(" ipv4hint=192.0.2.3")


def test_addresses_a_clone_copies_give_hints_too() -> None:
    clone = ZoneRow("shop", 0, "RRCLONE", "(A) www.harbour-lights.org.")
    assert hinted("shop", ".", 1, clone) == "1 . ipv4hint=192.0.2.3"


@given(st.lists(st.ip_addresses(v=4), min_size=1, max_size=5), st.lists(st.ip_addresses(v=6), max_size=5))
def test_what_is_made_is_read_by_everybody_else(four: list[object], six: list[object]) -> None:
    addresses = [ZoneRow("h", 60, "A", str(address)) for address in four]
    addresses += [ZoneRow("h", 60, "AAAA", canonical("AAAA", str(address), None).rdata) for address in six]
    rdata = hinted("h", ". alpn=h2,h3", 1, *addresses)
    parsed: Any = dns.rdata.from_text(dns.rdataclass.IN, "HTTPS", rdata)
    assert len(parsed.params[4].addresses) == len(set(four))
    assert (6 in parsed.params) == bool(six)
