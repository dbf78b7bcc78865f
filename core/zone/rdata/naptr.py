"""NAPTR: the rules of RFC 3403 §4.1 and RFC 3402 §3.2 that go beyond the fields' syntax."""

import re
from typing import Any

import dns.name

from core.errors import Invalid

_FLAGS = re.compile(rb"[A-Za-z0-9]*")
_SERVICE = re.compile(rb"[ -~]*")

# A POSIX extended regular expression, token by token; Python's own compiler knows another dialect.
_REPEAT = r"(?:[*+?]|\{\d{1,2}(?:,\d{0,2})?\})?"
_CLASS = r"\[:(?:alnum|alpha|blank|cntrl|digit|graph|lower|print|punct|space|upper|xdigit):\]"
_BRACKET = rf"\[\^?+(?:\](?:{_CLASS}|[^][])*|(?:{_CLASS}|[^][])+)\]"
_TOKEN = re.compile(
    rf"(?P<open>\()|(?P<close>\){_REPEAT})|(?P<bar>\|)|(?P<anchor>[\^$])"
    rf"|(?P<atom>(?:{_BRACKET}|\\[^\w\s]|[^][\\(){{}}|*+?^$]){_REPEAT})"
)
_BOUNDS = re.compile(r"\{(\d+),(\d+)\}")
_RANGE = re.compile(r"(.)-([^]])")


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
    match = _substitution(octets)
    groups = _groups_of(match[1]) if match else None
    if match is None or groups is None:
        raise Invalid("The regexp of a NAPTR record must be a substitution such as !^.*$!sip:info@example.org!.")
    if any(not 1 <= int(number) <= groups for number in re.findall(r"\\(\d)", match[2])):
        raise Invalid("The regexp of a NAPTR record refers to a group that it does not have.")


def _substitution(octets: bytes) -> re.Match[str] | None:
    try:
        text = octets.decode("ascii")
    except UnicodeDecodeError:
        return None
    if not text.isprintable() or text[0] in "\\i" or text[0].isdigit():
        return None
    delimiter = re.escape(text[0])
    pattern = rf"(?:\\.|(?!{delimiter})[^\\])"
    replacement = rf"(?:\\[\d\\]|(?!{delimiter})[^\\])"
    return re.fullmatch(rf"{delimiter}({pattern}+){delimiter}({replacement}*){delimiter}i?", text)


def _groups_of(pattern: str) -> int | None:
    """Count the groups of a POSIX extended regular expression, None if it is none (POSIX.1 §9.4)."""
    groups, depth, position, is_empty = 0, 0, 0, True
    while position < len(pattern):
        token = _TOKEN.match(pattern, position)
        if token is None or _is_reversed(token[0]):
            return None
        if token.lastgroup in ("close", "bar") and is_empty:
            return None
        groups += token.lastgroup == "open"
        depth += (token.lastgroup == "open") - (token.lastgroup == "close")
        if depth < 0:
            return None
        is_empty = token.lastgroup in ("open", "bar")
        position = token.end()
    return None if depth or is_empty else groups


def _is_reversed(token: str) -> bool:
    """Tell whether a bound or range of a token runs backwards."""
    bounds = _BOUNDS.search(token)
    if bounds and int(bounds[1]) > int(bounds[2]):
        return True
    return token.startswith("[") and any(low > high for low, high in _RANGE.findall(token[1:]))
