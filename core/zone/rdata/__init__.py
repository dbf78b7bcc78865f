"""Record data of every type users may store: read, checked, brought to one canonical form, rendered."""

import dns.rdata
import dns.rdatatype

from core.errors import Invalid
from core.zone.rdata import clone, generic, hosts, presentation, security, services, strings, unknown
from core.zone.rdata.clone import CLONE
from core.zone.rdata.family import Family
from core.zone.rdata.record_data import PRIORITY_TYPES, RecordData
from core.zone.rdata.shape import checked_content, checked_priority

__all__ = [
    "CLONE",
    "PRIORITY_TYPES",
    "RECORD_TYPES",
    "STORED_TYPES",
    "RecordData",
    "canonical",
    "display",
    "from_wire_form",
    "type_as_stored",
]

_FAMILIES: dict[str, Family] = {
    **hosts.FAMILIES,
    **strings.FAMILIES,
    **services.FAMILIES,
    **security.FAMILIES,
    **presentation.FAMILIES,
    **clone.FAMILIES,
}

# what users may store; all but RRCLONE, which is expanded before a zone is rendered, are types of the DNS
STORED_TYPES: tuple[str, ...] = tuple(_FAMILIES)
RECORD_TYPES: tuple[str, ...] = tuple(known for known in STORED_TYPES if known != CLONE)


def type_as_stored(text: str) -> str:
    """Return the name of a record type as it is stored, whether or not records of it are.

    Raises:
        Invalid: no type has such a name: names of types are ASCII (RFC 6895 §3.1).
    """
    if not text.isascii():
        raise Invalid(f"There is no record type {text!r}.")
    return text.strip().upper()


def canonical(type: str, content: str, priority: int | None) -> RecordData:  # noqa: A002 - the API's word
    """Read the content of a record as a user or client sent it.

    Args:
        type: mnemonic in any case, or `TYPE` and a number (RFC 3597 §5).
        content: rdata in presentation form, without the priority for the types that have one. Names in it are
            always absolute, with or without final dot, Unicode or A-labels. TXT is plain text, or a
            sequence of quoted strings as in a master file.
        priority: 0..65535 for MX, SRV, SVCB and HTTPS; None for all others.

    Returns:
        The canonical form. Its own type, content and priority give the same value again.

    Raises:
        Invalid: one sentence that says what is wrong.
    """
    family = _family_of(type)
    text = checked_content(content, family.is_text)
    checked_priority(family.type, priority)
    if text.startswith(r"\#") and not family.is_text and not family.is_unknown:
        return from_wire_form(generic.known_rdata(family.type, text))
    return family.read(text, priority)


def from_wire_form(rdata: dns.rdata.Rdata) -> RecordData:
    """Give the canonical form of rdata that came from a master file or the wire.

    Raises:
        Invalid: a type users may not store, SOA and what DNSSEC maintains among them, or rdata that
            `canonical` would refuse too.
    """
    return _family_of(dns.rdatatype.to_text(rdata.rdtype)).read_rdata(rdata)


def display(type: str, content: str) -> str:  # noqa: A002 - the API's word
    """Return canonical content with its names in Unicode, for people to read.

    Args:
        type: mnemonic of the record.
        content: canonical content.
    """
    if "xn--" not in content:
        return content
    family = _FAMILIES.get(type)
    return family.display(content) if family else content


def _family_of(type_text: str) -> Family:
    family = _FAMILIES.get(type_text) or _FAMILIES.get(type_text.strip().upper())
    return family or unknown.family_of(type_text.strip().upper(), _FAMILIES)
