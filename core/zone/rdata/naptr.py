"""NAPTR: the rules of RFC 3403 §4.1 and RFC 3402 §3.2 that go beyond the fields' syntax."""

import re
from typing import Any

import dns.name

from core.errors import Invalid

_FLAGS = re.compile(rb"[A-Za-z0-9]*")
_SERVICE = re.compile(rb"[ -~]*")


def check(rdata: Any) -> None:
    """Refuse a NAPTR value that no client can follow.

    Raises:
        Invalid: flags that are no letters or digits, regexp and replacement both given, or a regexp that is
            no substitution expression.
    """
    if not _FLAGS.fullmatch(rdata.flags):
        raise Invalid("The flags of a NAPTR record are letters and digits.")
    if not _SERVICE.fullmatch(rdata.service):
        raise Invalid("The service of a NAPTR record is printable ASCII.")
    if rdata.regexp:
        if rdata.replacement != dns.name.root:
            raise Invalid("A NAPTR record has a regexp or a replacement, not both (RFC 3403 §4.1).")
        _check_substitution(rdata.regexp)


def _check_substitution(octets: bytes) -> None:
    """Check `<delimiter><pattern><delimiter><replacement><delimiter>[i]` (RFC 3402 §3.2)."""
    fault = Invalid("The regexp of a NAPTR record must be a substitution such as !^.*$!sip:info@example.org!.")
    try:
        text = octets.decode()
    except UnicodeDecodeError as error:
        raise fault from error
    delimiter = text[0]
    if delimiter in "\\i" or delimiter.isdigit():
        raise fault
    parts = _split(text[1:], delimiter)
    if len(parts) != 3 or parts[2] not in ("", "i") or not parts[0]:
        raise fault
    try:
        groups = re.compile(parts[0]).groups
    except re.error as error:
        raise fault from error
    if any(int(number) > groups for number in re.findall(r"\\(\d)", parts[1])):
        raise Invalid("The regexp of a NAPTR record refers to a group that it does not have.")


def _split(text: str, delimiter: str) -> list[str]:
    """Split at the delimiters that no backslash stands before."""
    escaped = re.escape(delimiter)
    return re.split(rf"(?<!\\){escaped}", text)
