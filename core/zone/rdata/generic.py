"""Types whose whole presentation form is their content: read by dnspython, checked for what it lets through."""

import re
import struct
from collections.abc import Callable
from typing import Any

import dns.exception
import dns.name
import dns.rdata
import dns.rdataclass
import dns.rdatatype

from core.errors import Invalid
from core.zone.rdata.family import Family, names_to_unicode
from core.zone.rdata.record_data import RecordData
from core.zone.rdata.shape import LONGEST_RDATA
from core.zone.rdata.targets import refuse_address

# Long hex and base64 stay in one word, so that there is one way to write a value.
_STYLE = dns.rdata.RdataStyle(hex_chunk_size=0, base64_chunk_size=0)
_QUOTED = r'"(?:[^"\\]|\\.)*"'
_WORD = rf'(?:{_QUOTED}|(?:[^\s";()\\]|\\.)+(?:{_QUOTED})?)'
_WORDS = re.compile(rf"{_WORD}(?:\s+{_WORD})*")
_FAULTS = (dns.exception.DNSException, ValueError, ArithmeticError, struct.error)

Check = Callable[[Any], None]


def family(record_type: str, form: str, check: Check = lambda _: None) -> Family:
    """Make the family of a type that dnspython can read.

    Args:
        record_type: mnemonic.
        form: the fields, for the sentence of a refusal.
        check: raises Invalid for a value dnspython accepts and we do not.
    """
    return Family(
        record_type,
        lambda text, _: settled(parsed(record_type, text, form), check),
        lambda rdata: settled(rdata, check),
        names_to_unicode,
    )


def parsed(record_type: str, text: str, form: str) -> dns.rdata.Rdata:
    """Read presentation form into a value, every name in it absolute.

    Raises:
        Invalid: not of this form; comments, parentheses and `@` count as faults, since content is one
            value and has no origin.
    """
    message = f"{record_type} Record content should have the format: {form}"
    if not _WORDS.fullmatch(text) or "@" in text.split():
        raise Invalid(message)
    try:
        return dns.rdata.from_text(
            dns.rdataclass.IN,
            record_type,
            text,
            origin=dns.name.root,
            relativize=False,
            idna_codec=dns.name.IDNA_2008_Practical,
        )
    except _FAULTS as error:
        raise Invalid(f"{message} ({error})") from error


def settled(rdata: dns.rdata.Rdata, check: Check) -> RecordData:
    """Bring a value to its canonical form and prove that its text says the same as its wire form.

    Raises:
        Invalid: `check` refuses it, it is too long, or it cannot be written down.
    """
    value = normalised(rdata)
    check(value)
    return RecordData(dns.rdatatype.to_text(value.rdtype), content_text(value), None, master_text(value))


def normalised(rdata: dns.rdata.Rdata) -> dns.rdata.Rdata:
    """Return the value as it comes back from the wire, with its names in lower case.

    Raises:
        Invalid: it has no wire form, a name is an address, or it is too long.
    """
    try:
        wire = _wire_form(_with_names(rdata, dns.name.Name.canonicalize))
        value = dns.rdata.from_wire(rdata.rdclass, rdata.rdtype, wire, 0, len(wire))
    except _FAULTS as error:
        raise Invalid(f"Content is not valid for the type {dns.rdatatype.to_text(rdata.rdtype)}.") from error
    if len(wire) > LONGEST_RDATA:
        raise Invalid(f"Content must not be longer than {LONGEST_RDATA} octets.")
    return value


def content_text(value: dns.rdata.Rdata) -> str:
    """Write a value as content: its names without final dot, the root as `.`."""
    return _with_names(value, _without_final_dot).to_styled_text(_STYLE)


def master_text(value: dns.rdata.Rdata) -> str:
    """Write a value for a master file and read it back, so that no text is served that says something else.

    Raises:
        Invalid: it reads back as another value.
    """
    text = value.to_styled_text(_STYLE)
    try:
        again = _wire_form(dns.rdata.from_text(value.rdclass, value.rdtype, text, relativize=False))
    except _FAULTS:
        again = b""
    if again != _wire_form(value) or not text.isprintable():
        raise Invalid(f"Content is not valid for the type {dns.rdatatype.to_text(value.rdtype)}.")
    return text


def known_rdata(record_type: str, text: str) -> dns.rdata.Rdata:
    r"""Read a known type in the form of an unknown one, `\# <length> <hex>` (RFC 3597 §5).

    Raises:
        Invalid: not of this form, or no value of the type.
    """
    return parsed(record_type, text, r"\# <length> <hex>, or the fields of the type")


def _with_names(rdata: dns.rdata.Rdata, change: Callable[[dns.name.Name], dns.name.Name]) -> dns.rdata.Rdata:
    """Return the value with every name in it changed; most types have none or one."""
    changed: dict[str, Any] = {}
    for field in _fields(rdata):
        value = getattr(rdata, field)
        if isinstance(value, dns.name.Name):
            changed[field] = change(value)
        elif isinstance(value, tuple) and value and isinstance(value[0], dns.name.Name):
            changed[field] = tuple(map(change, value))
    return rdata.replace(**changed) if changed else rdata


def _wire_form(rdata: dns.rdata.Rdata) -> bytes:
    # Without a file to write to dnspython returns the octets, which its annotations do not say.
    return rdata.to_wire() or b""


def _fields(rdata: dns.rdata.Rdata) -> list[str]:
    return [field for kind in type(rdata).__mro__ for field in getattr(kind, "__slots__", ())]


def _without_final_dot(name: dns.name.Name) -> dns.name.Name:
    refuse_address(name.to_text(omit_final_dot=True))
    return name if name == dns.name.root else name.relativize(dns.name.root)
