"""Addresses and names: A, AAAA, CNAME, DNAME, MX, NS, PTR. Most records are of these, so no tokenizer here."""

import ipaddress
from typing import Any

from core.errors import Invalid
from core.zone.rdata.family import Family, names_to_unicode
from core.zone.rdata.record_data import RecordData
from core.zone.rdata.targets import absolute_text, alias_name, escaped_name, host_name


def _read_a(text: str, _: int | None) -> RecordData:
    try:
        address = str(ipaddress.IPv4Address(text))
    except ValueError as error:
        raise Invalid("Content must be a valid IPv4 Address.") from error
    return RecordData("A", address, None, address)


def _read_aaaa(text: str, _: int | None) -> RecordData:
    """Bring an address to the form of RFC 5952; a zone index such as %eth0 has no place in the DNS."""
    try:
        value = ipaddress.IPv6Address(text)
    except ValueError as error:
        raise Invalid("Content must be a valid IPv6 Address.") from error
    if value.scope_id is not None:
        raise Invalid("Content must be a valid IPv6 Address without a zone index.")
    # RFC 5952 §5: an embedded IPv4 address is shown as one.
    address = f"::ffff:{value.ipv4_mapped}" if value.ipv4_mapped else str(value)
    return RecordData("AAAA", address, None, address)


def _read_cname(text: str, _: int | None) -> RecordData:
    name = alias_name(text)
    return RecordData("CNAME", name, None, name + ".")


def _read_dname(text: str, _: int | None) -> RecordData:
    name = alias_name(text)
    return RecordData("DNAME", name, None, name + ".")


def _read_ns(text: str, _: int | None) -> RecordData:
    name = host_name(text)
    return RecordData("NS", name, None, name + ".")


def _read_ptr(text: str, _: int | None) -> RecordData:
    """Read a name; escapes are for the instance names of DNS-SD, what needs none is an ordinary name."""
    name = escaped_name(text) if "\\" in text else text
    if "\\" not in name:
        name = alias_name(name, least_labels=1)
    return RecordData("PTR", name, None, name + ".")


def _read_mx(text: str, priority: int | None) -> RecordData:
    """Read a mail server; `.` says that there is none and stands with preference 0 (RFC 7505 §3)."""
    if text == ".":
        if priority != 0:
            raise Invalid("A null MX (.) must have priority 0.")
        return RecordData("MX", ".", 0, "0 .")
    name = host_name(text)
    return RecordData("MX", name, priority, f"{priority} {name}.")


def _target_of(rdata: Any) -> str:
    return absolute_text(rdata.target)


def _mx_of(rdata: Any) -> RecordData:
    return _read_mx(absolute_text(rdata.exchange), rdata.preference)


FAMILIES = {
    family.type: family
    for family in (
        Family("A", _read_a, lambda rdata: _read_a(rdata.address, None)),
        Family("AAAA", _read_aaaa, lambda rdata: _read_aaaa(rdata.address, None)),
        Family("MX", _read_mx, _mx_of, names_to_unicode),
        Family("PTR", _read_ptr, lambda rdata: _read_ptr(rdata.target.to_text(), None), names_to_unicode),
        Family("CNAME", _read_cname, lambda rdata: _read_cname(_target_of(rdata), None), names_to_unicode),
        Family("NS", _read_ns, lambda rdata: _read_ns(_target_of(rdata), None), names_to_unicode),
        Family("DNAME", _read_dname, lambda rdata: _read_dname(_target_of(rdata), None), names_to_unicode),
    )
}
