"""The rdata of an entry as a stored record, and the types an import leaves out."""

import functools
from collections.abc import Sequence

import dns.exception
import dns.name
import dns.rdata
import dns.rdataclass
import dns.rdatatype
import dns.rdtypes.ANY.SOA

from core.errors import Invalid
from core.zone.rdata import CLONE, RecordData, canonical, from_wire_form
from core.zone.soa import Soa, validate_soa
from core.zone.zonefile.entries import complete_name
from core.zone.zonefile.lines import shorten
from core.zone.zonefile.usual import read_usual

# What the signer of a zone writes itself: exports of signed zones contain it, importing it would break ours.
MAINTAINED = frozenset({"RRSIG", "NSEC", "NSEC3", "NSEC3PARAM", "DNSKEY", "CDS", "CDNSKEY", "ZONEMD", "TYPE65534"})


@functools.lru_cache(maxsize=256)
def type_name(word: str) -> str:
    """Return the usual name of a type, also of one written as ``TYPE15`` (RFC 3597 §5).

    Args:
        word: in upper case.

    Raises:
        Invalid: there is no such type, or it is not for data.
    """
    if word == CLONE:
        return word
    try:
        number = dns.rdatatype.from_text(word)
    except (dns.exception.DNSException, ValueError) as problem:
        raise Invalid(f"unknown record type {shorten(word)}") from problem
    if dns.rdatatype.is_metatype(number):
        raise Invalid(f"type {word} cannot stand in a zone")
    return dns.rdatatype.to_text(number)


def read_content(rtype: str, words: Sequence[str], origin: str) -> RecordData:
    """Return the record that rdata of a file describes.

    Args:
        rtype: as `type_name` gave it.
        words: of the rdata as written.
        origin: what relative names are completed with, without the final dot; empty for the root.

    Raises:
        Invalid: the rdata is malformed, or the type is not accepted.
    """
    if rtype == CLONE:
        return _read_clone(words, origin)
    return read_usual(rtype, words, origin) or from_wire_form(_parse(rtype, words, origin))


def read_soa(words: Sequence[str], origin: str) -> Soa:
    """Return the SOA that rdata of a file describes.

    Args:
        words: of the rdata as written.
        origin: as in `read_content`.

    Raises:
        Invalid: the rdata is malformed or a field is not acceptable.
    """
    rdata = _parse("SOA", words, origin)
    assert isinstance(rdata, dns.rdtypes.ANY.SOA.SOA)  # noqa: S101 - tells the type checker what from_text made
    fields = {field: getattr(rdata, field) for field in ("serial", "refresh", "retry", "expire", "minimum")}
    return validate_soa({**fields, "primary": str(rdata.mname), "admin": str(rdata.rname)})


def _parse(rtype: str, words: Sequence[str], origin: str) -> dns.rdata.Rdata:
    try:
        return dns.rdata.from_text(
            dns.rdataclass.IN,
            dns.rdatatype.from_text(rtype),
            " ".join(words),
            _name(origin),
            relativize=False,
            idna_codec=dns.name.IDNA_2008_UTS_46,
        )
    except (dns.exception.DNSException, ValueError) as problem:
        reason = str(problem) or "it ends too early"
        raise Invalid(f"{rtype} cannot hold {shorten(' '.join(words))}: {reason[:120]}") from problem


@functools.lru_cache(maxsize=64)
def _name(origin: str) -> dns.name.Name:
    return dns.name.from_text(f"{origin}.")


def _read_clone(words: Sequence[str], origin: str) -> RecordData:
    """Read ``(A,AAAA) target`` or ``target``; the scanner has taken the parentheses for grouping."""
    if not words:
        raise Invalid(f"{CLONE} needs a target")
    target = complete_name(words[-1], origin)
    types = ",".join(word.strip(",") for word in words[:-1])
    return canonical(CLONE, f"({types}) {target}" if types else target, None)
