"""RRCLONE: no record of the DNS, but the wish to have those of another name copied here (API 1.0 §8.5, §12)."""

import re

from core.errors import Invalid
from core.zone.names import LONGEST_NAME
from core.zone.rdata.family import Family, names_to_unicode
from core.zone.rdata.record_data import RecordData
from core.zone.rdata.targets import alias_name

CLONE = "RRCLONE"

_CONTENT = re.compile(r"(?:\(([^()]*)\)\s*)?(\S+)")
_TYPE = re.compile(r"[A-Z][A-Z0-9-]{0,15}|TYPE[0-9]{1,5}")
_MOST_TYPES = 60


def _read_clone(text: str, _: int | None) -> RecordData:
    """Read `(A,AAAA) target` or `target`; all types are asked for by `*`, or by naming none."""
    match = _CONTENT.fullmatch(text)
    if not match:
        raise Invalid('RRCLONE Record content should have the format: "(<types>) <target>" or "<target>"')
    types = [] if match[1] is None else _types(match[1])
    target = clone_target(match[2])
    before = f"({','.join(types)}) " if types else ""
    # master files of ours carry clones; there the target has its final dot like every absolute name
    return RecordData(CLONE, f"{before}{target}", None, f"{before}{target}.")


def clone_target(text: str) -> str:
    """Read the name whose records are copied: any owner, a wildcard or template name among them.

    Raises:
        Invalid: it is no such name.
    """
    mark = "*." if text.startswith("*.") else "$" if text.startswith("$") else ""
    name = mark + alias_name(text[len(mark) :], "Target")
    if len(name) > LONGEST_NAME:
        raise Invalid(f"Target must be a valid FQDN. It is longer than {LONGEST_NAME} characters.")
    return name


def _types(text: str) -> list[str]:
    words = [word.strip().upper() for word in text.split(",")]
    if "*" in words or words == [""]:
        return []
    for word in words:
        if not _TYPE.fullmatch(word) or word in {CLONE, "SOA"}:
            raise Invalid(f'RRCLONE cannot copy records of type: {word[:20]!r} (it takes types such as A,AAAA, or "*")')
    if len(words) > _MOST_TYPES:
        raise Invalid(f"RRCLONE takes at most {_MOST_TYPES} types.")
    return list(dict.fromkeys(words))


def _no_wire_form(_: object) -> RecordData:
    raise Invalid("RRCLONE has no form on the wire.")


FAMILIES = {CLONE: Family(CLONE, _read_clone, _no_wire_form, names_to_unicode)}
