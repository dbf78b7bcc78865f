"""TXT: plain text as people mean it on one side, character-strings of 255 octets on the other (RFC 1035 §3.3.14)."""

import re
from typing import Any

from core.errors import Invalid
from core.zone.rdata.family import Family
from core.zone.rdata.record_data import RecordData
from core.zone.rdata.shape import LONGEST_CONTENT, LONGEST_RDATA

LONGEST_STRING = 255

_QUOTED = r'"(?:[^"\\]|\\.)*"'
_QUOTED_STRINGS = re.compile(rf"{_QUOTED}(?:\s*{_QUOTED})*", re.DOTALL)
_INSIDES = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_ESCAPE = re.compile(rb"\\(\d{3}|.)", re.DOTALL)
_SAFE = re.compile(r"[ !#-\[\]-~]*")
_UNSAFE_BYTE = re.compile(rb"[^ !#-\[\]-~]")


def quoted(octets: bytes) -> str:
    r"""Write octets as one quoted string of a master file: `"` and `\` escaped, the unprintable as \DDD."""
    return '"' + _escaped(octets) + '"'


def unquoted(text: str) -> bytes:
    r"""Read the inside of a quoted string: \X is X, \DDD the octet of that number (RFC 1035 §5.1).

    Raises:
        Invalid: \DDD beyond 255.
    """
    return _ESCAPE.sub(_unescaped, text.encode())


def is_quoted_strings(text: str) -> bool:
    """Tell whether the whole text is a well-formed sequence of quoted strings, as a master file has them."""
    return text.startswith('"') and _QUOTED_STRINGS.fullmatch(text) is not None


def joined_strings(text: str) -> bytes:
    """Return the octets of a sequence of quoted strings; where one ended and the next began is forgotten."""
    return b"".join(unquoted(inside) for inside in _INSIDES.findall(text))


def _read_txt(text: str, _: int | None) -> RecordData:
    if is_quoted_strings(text):
        return _txt_of_octets(joined_strings(text))
    if len(text) <= LONGEST_STRING and _SAFE.fullmatch(text):
        return RecordData("TXT", text, None, f'"{text}"')
    return RecordData("TXT", text, None, _rdata_of(text.encode()))


def _txt_of_octets(octets: bytes) -> RecordData:
    return RecordData("TXT", _content_of(octets), None, _rdata_of(octets))


def _rdata_of(octets: bytes) -> str:
    pieces = [octets[start : start + LONGEST_STRING] for start in range(0, len(octets), LONGEST_STRING)]
    if len(octets) + len(pieces) > LONGEST_RDATA:
        raise Invalid(f"Content must not be longer than {LONGEST_RDATA} octets.")
    return " ".join(map(quoted, pieces)) or '""'


def _content_of(octets: bytes) -> str:
    """Return the plain text, or quoted strings where plain text would be read as something else."""
    try:
        text = octets.decode()
    except UnicodeDecodeError:
        text = ""
    if text and text == text.strip(" \t\r\n") and not is_quoted_strings(text):
        return text
    content = quoted(octets)
    if len(content) > LONGEST_CONTENT:
        raise Invalid(f"Content must not be longer than {LONGEST_CONTENT} characters.")
    return content


def _escaped(octets: bytes) -> str:
    return _UNSAFE_BYTE.sub(_as_escape, octets).decode("ascii")


def _as_escape(match: re.Match[bytes]) -> bytes:
    octet = match[0]
    return b"\\" + octet if octet in b'"\\' else b"\\%03d" % octet[0]


def _unescaped(match: re.Match[bytes]) -> bytes:
    what = match[1]
    if len(what) == 1:
        return what
    if int(what) > 255:
        raise Invalid(f"\\{what.decode()} in the text is no octet: escapes go up to \\255.")
    return bytes([int(what)])


def _txt_of(rdata: Any) -> RecordData:
    return _txt_of_octets(b"".join(rdata.strings))


FAMILIES = {"TXT": Family("TXT", _read_txt, _txt_of, is_text=True)}
