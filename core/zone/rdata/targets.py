"""Names inside record data: always absolute, whatever their final dot, checked and in lower-case A-labels."""

import re

import dns.exception
import dns.name

from core.errors import Invalid
from core.zone.names import LONGEST_LABEL, LONGEST_NAME, to_ascii

_HOST_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"{_HOST_LABEL}(?:\.{_HOST_LABEL})+")
# Aliases point at service names with underscores (RFC 8552) and at classless reverse names (RFC 2317 §4).
_ALIAS_LABEL = r"[a-z0-9_](?:[a-z0-9_/-]{0,61}[a-z0-9_])?"
_ALIAS = re.compile(rf"{_ALIAS_LABEL}(?:\.{_ALIAS_LABEL})*")
_ADDRESS = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]*:[0-9a-f:.]*(?:%.*)?")


def host_name(text: str, noun: str = "Content") -> str:
    """Read a target that is a host: letters, digits and hyphens, two labels or more (RFC 952, RFC 1123 §2.1).

    Args:
        text: the name, always taken as absolute.
        noun: what the sentence of a refusal calls it.

    Returns:
        Lower-case A-labels without final dot.

    Raises:
        Invalid: an address, or no host name.
    """
    name = _prepared(text, noun)
    if len(name) > LONGEST_NAME or not _HOST.fullmatch(name) or _is_address(name):
        raise _not_a_name(name, noun, underscores=False)
    return name


def alias_name(text: str, noun: str = "Content", least_labels: int = 2) -> str:
    """Read a target that may be any name we serve, underscores and `/` included (RFC 2181 §11).

    Args:
        text: the name, always taken as absolute.
        noun: what the sentence of a refusal calls it.
        least_labels: how many labels it has to have.

    Raises:
        Invalid: an address, or no such name.
    """
    name = _prepared(text, noun)
    if len(name) > LONGEST_NAME or not _ALIAS.fullmatch(name) or _is_address(name):
        raise _not_a_name(name, noun, underscores=True)
    if name.count(".") + 1 < least_labels:
        raise _not_a_name(name, noun, underscores=True)
    return name


def absolute_text(name: dns.name.Name) -> str:
    """Return a wire name in canonical content: lower case, no final dot, `.` for the root."""
    if name == dns.name.root:
        return "."
    return name.canonicalize().to_text(omit_final_dot=True)


def escaped_name(text: str, noun: str = "Content") -> str:
    """Read a name with escapes, such as an instance name of DNS-SD (RFC 6763 §4.3).

    Returns:
        The name without final dot, escaped where needed. Case is kept: such names are shown to people.

    Raises:
        Invalid: no domain name.
    """
    try:
        name = dns.name.from_text(text, origin=dns.name.root, idna_codec=dns.name.IDNA_2008_Practical)
    except (dns.exception.DNSException, ValueError) as error:
        raise Invalid(f"{noun} must be a valid FQDN.") from error
    if name == dns.name.root:
        raise Invalid(f"{noun} must be a valid FQDN.")
    return name.to_text(omit_final_dot=True)


def _is_address(name: str) -> bool:
    return (":" in name or name[-1:].isdigit()) and _ADDRESS.fullmatch(name) is not None


def _prepared(text: str, noun: str) -> str:
    try:
        name = text.lower() if text.isascii() else to_ascii(text)
    except Invalid as refusal:
        raise Invalid(f"{noun} must be a valid FQDN: {refusal.message}.") from refusal
    return name[:-1] if name.endswith(".") else name


def _not_a_name(name: str, noun: str, underscores: bool) -> Invalid:
    """Say why a name is not the kind of name that is needed."""
    if _is_address(name):
        return Invalid(f"{noun} must be a name not an IP.")
    message = f"{noun} must be a valid FQDN."
    if len(name) > LONGEST_NAME:
        return Invalid(f"{message} It is longer than {LONGEST_NAME} characters.")
    if any(len(label) > LONGEST_LABEL for label in name.split(".")):
        return Invalid(f"{message} A label is longer than {LONGEST_LABEL} characters.")
    if "_" in name and not underscores:
        return Invalid(f"{message} A host name has no underscores.")
    return Invalid(message)


def refuse_address(name: str, noun: str = "Target") -> None:
    """Refuse a name that is an address written where a name belongs.

    Raises:
        Invalid: it is one.
    """
    if _is_address(name):
        raise Invalid(f"{noun} must be a name not an IP.")
