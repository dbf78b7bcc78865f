"""Rarer types that dnspython reads: telephony, places, mail routing, locators, and the rules it does not know."""

import re
from dataclasses import replace
from typing import Any

from core.errors import Invalid
from core.zone.rdata import naptr
from core.zone.rdata.family import Family
from core.zone.rdata.generic import family
from core.zone.rdata.record_data import RecordData
from core.zone.rdata.targets import absolute_text, host_name


def _check_uri(rdata: Any) -> None:
    if not rdata.target:
        raise Invalid("The target of a URI record must not be empty.")


def _check_exchange(rdata: Any) -> None:
    host_name(absolute_text(rdata.exchange), "Target")


def _check_afsdb(rdata: Any) -> None:
    host_name(absolute_text(rdata.hostname), "Target")


def _check_x25(rdata: Any) -> None:
    if not re.fullmatch(rb"\d{4,}", rdata.address):
        raise Invalid("An X25 address is four or more digits.")


def _locator(record_type: str) -> Family:
    """Make the family of a type with a 64-bit locator, whose groups may lack leading zeros (RFC 6742 §2.1.2)."""
    plain = family(record_type, "<preference> <xxxx:xxxx:xxxx:xxxx>")

    def read(text: str, priority: int | None) -> RecordData:
        preference, _, groups = text.partition(" ")
        padded = ":".join(group and group.zfill(4) for group in groups.strip().split(":"))
        return plain.read(f"{preference} {padded}", priority)

    return replace(plain, read=read)


FAMILIES = {
    each.type: each
    for each in (
        family("NAPTR", "<order> <preference> <flags> <service> <regexp> <replacement>", naptr.check),
        family("URI", '<priority> <weight> "<target>"', _check_uri),
        family("LOC", "<d> [<m> [<s>]] N|S <d> [<m> [<s>]] E|W <altitude>m [<size>m [<hp>m [<vp>m]]]"),
        family("APL", "[!]<family>:<address>/<prefix> …"),
        family("CSYNC", "<serial> <flags> <type> …"),
        family("RP", "<mailbox> <text name>"),
        family("AFSDB", "<subtype> <host>", _check_afsdb),
        family("HINFO", '"<hardware>" "<system>"'),
        family("EUI48", "xx-xx-xx-xx-xx-xx"),
        family("EUI64", "xx-xx-xx-xx-xx-xx-xx-xx"),
        family("KX", "<preference> <host>", _check_exchange),
        family("L32", "<preference> <locator as IPv4 address>"),
        _locator("L64"),
        family("LP", "<preference> <name>"),
        _locator("NID"),
        family("RT", "<preference> <host>", _check_exchange),
        family("X25", "<address>", _check_x25),
        family("PX", "<preference> <RFC 822 domain> <X.400 domain>"),
    )
}
