"""What a family of record types has to know about its rdata."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from core.zone.names import to_unicode
from core.zone.rdata.record_data import RecordData


def names_to_unicode(content: str) -> str:
    """Show every blank-separated word that holds A-labels as a name in Unicode."""
    return " ".join(to_unicode(word) for word in content.split(" "))


def unchanged(content: str) -> str:
    """Show content that has no names in it."""
    return content


@dataclass(frozen=True, slots=True)
class Family:
    """How one record type is read.

    Attributes:
        type: mnemonic.
        read: canonical form of stripped content and a checked priority; raises Invalid.
        read_rdata: canonical form of dnspython's value of this type, whose class is known at run time only;
            raises Invalid.
        display: canonical content with names in Unicode.
        is_text: free text: control characters are data and a leading backslash means nothing special.
        is_unknown: a type known by number only, always in the form of RFC 3597 §5.
    """

    type: str
    read: Callable[[str, int | None], RecordData]
    read_rdata: Callable[[Any], RecordData]
    display: Callable[[str], str] = unchanged
    is_text: bool = False
    is_unknown: bool = False
