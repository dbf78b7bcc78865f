r"""Types known by number only: TYPEnnn with `\# <length> <hex>` (RFC 3597 §5)."""

import re
from collections.abc import Collection
from typing import Any

import dns.rdatatype

from core.errors import Invalid
from core.zone.rdata.family import Family
from core.zone.rdata.record_data import RecordData
from core.zone.rdata.shape import LONGEST_RDATA

_NUMBERED = re.compile(r"TYPE([1-9]\d{0,4})")
_GENERIC = re.compile(r"\\# +(\d{1,5})((?: +[0-9a-fA-F]+)*)")
# Asked for in questions or exchanged between servers, never stored (RFC 6895 §3.1).
_META = range(128, 256)


def family_of(record_type: str, known: Collection[str]) -> Family:
    """Return the family of a type that is not among ours.

    Args:
        record_type: upper-case mnemonic or `TYPE` and a number.
        known: the types that have a family of their own.

    Raises:
        Invalid: no type, one we know by name, or one that users may not store.
    """
    match = _NUMBERED.fullmatch(record_type)
    if not match or int(match[1]) > 65535:
        raise Invalid(_REFUSED.get(record_type, f"Unknown record type: {record_type[:40]}"))
    number = int(match[1])
    name = dns.rdatatype.to_text(dns.rdatatype.RdataType.make(number))
    if name in known:
        raise Invalid(f"{record_type} is {name}; write it under that name.")
    if name in _REFUSED:
        raise Invalid(_REFUSED[name])
    if name != record_type or number in _META or number == 65535 or number in _NAMED_ELSEWHERE:
        raise Invalid(f"Unknown record type: {record_type}")
    return Family(
        record_type,
        lambda text, _: _read(record_type, text),
        lambda rdata: _of_rdata(record_type, rdata),
        is_unknown=True,
    )


def _read(record_type: str, text: str) -> RecordData:
    match = _GENERIC.fullmatch(text)
    digits = match[2].replace(" ", "") if match else ""
    if match is None or len(digits) != 2 * int(match[1]):
        raise Invalid(rf"{record_type} Record content should have the format: \# <length> <hex>")
    return _written(record_type, digits.lower())


def _of_rdata(record_type: str, rdata: Any) -> RecordData:
    return _written(record_type, rdata.to_wire().hex())


def _written(record_type: str, digits: str) -> RecordData:
    length = len(digits) // 2
    if length > LONGEST_RDATA:
        raise Invalid(f"Content must not be longer than {LONGEST_RDATA} octets.")
    text = rf"\# {length} {digits}".rstrip()
    return RecordData(record_type, text, None, text)


_SIGNER = "{} records are made by the signer and cannot be stored."
_REFUSED = {
    "SOA": "SOA is invalid.",
    "SPF": "SPF records are obsolete (RFC 7208 §3.1); use a TXT record.",
    # BIND keeps the progress of its signing in TYPE65534 and acts on what it finds there
    **{
        name: _SIGNER.format(name) for name in ("DNSKEY", "RRSIG", "NSEC", "NSEC3", "NSEC3PARAM", "ZONEMD", "TYPE65534")
    },
}
# Types name servers know by a name and a form of their own, although dnspython does not.
_NAMED_ELSEWHERE = frozenset({31, 32, 34, 40, 54, 57, 58, 100, 101, 102, 103, 259})
