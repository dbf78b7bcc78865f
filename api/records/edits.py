"""What a client wants of one record, read from an entry of a batch and brought to its canonical form."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from api.body import is_true
from core.errors import Invalid
from core.models import Domain, Record
from core.zone.entry import Entry
from core.zone.names import parse_owner
from core.zone.rdata import CLONE, canonical
from core.zone.rules import parse_priority, parse_ttl

LONGEST_COMMENT = 10_000


@dataclass(frozen=True, slots=True)
class RecordValues:
    """Everything a client decides about a record, in stored form."""

    name: str
    type: str
    content: str
    priority: int | None
    ttl: int
    rdata: str
    comment: str | None
    disabled: bool

    def entry(self) -> Entry:
        """Return the record as the rules of a zone see it."""
        return Entry(self.name, self.type, self.ttl, self.content, self.priority)


def values_of(record: Record) -> RecordValues:
    """Return what is stored of a record."""
    return RecordValues(
        name=record.name,
        type=record.type,
        content=record.content,
        priority=record.priority,
        ttl=record.ttl,
        rdata=record.rdata,
        comment=record.comment,
        disabled=record.disabled,
    )


def put_values(record: Record, values: RecordValues, now: int, user_id: int | None) -> Record:
    """Give a record values, and note when and by whom.

    Args:
        record: the record.
        values: what it is to hold.
        now: Unix milliseconds.
        user_id: who did it; None for the holder of a domain key.
    """
    for name in RecordValues.__slots__:
        setattr(record, name, getattr(values, name))
    record.changed_at = now
    record.changed_by = user_id
    return record


def read_values(wanted: Mapping[str, Any], domain: Domain, present: RecordValues | None) -> RecordValues:
    """Return what a record is to become.

    Args:
        wanted: an entry of a batch; members that are absent stay as they are.
        domain: whose zone it is in.
        present: the record as it is, None for a new one.

    Raises:
        Invalid: the first thing wrong with it.
    """
    name = _name(wanted, domain, present)
    record_type = str(wanted["type"]).strip().upper() if wanted.get("type") is not None else ""
    record_type = record_type or (present.type if present else "")
    if not record_type:
        raise Invalid("The record needs a type.")
    content = wanted.get("content", present.content if present else None)
    if not isinstance(content, str):
        raise Invalid("Content must be text." if content is not None else "Content must not be empty.")
    priority = parse_priority(wanted.get("priority", present.priority if present else None), record_type)
    ttl = wanted.get("ttl") if "ttl" in wanted or not present else present.ttl
    record = canonical(record_type, content, priority)
    return RecordValues(
        name=name,
        type=record.type,
        content=record.content,
        priority=record.priority,
        # a clone without a TTL of its own takes those of what it copies
        ttl=parse_ttl(ttl, domain.default_ttl, least=0 if record.type == CLONE else 1),
        rdata=record.rdata,
        comment=_comment(wanted.get("comment", present.comment if present else None)),
        disabled=is_true(wanted["disabled"]) if "disabled" in wanted else bool(present and present.disabled),
    )


def _name(wanted: Mapping[str, Any], domain: Domain, present: RecordValues | None) -> str:
    name = wanted.get("name")
    if name is None:
        return present.name if present else ""
    if not isinstance(name, str):
        raise Invalid(f"Invalid name: {name!r}")
    return parse_owner(name, domain.name)


def _comment(comment: object) -> str | None:
    if comment is None or comment == "":
        return None
    if not isinstance(comment, str):
        raise Invalid("The comment must be text.")
    if len(comment) > LONGEST_COMMENT:
        raise Invalid(f"The comment may have at most {LONGEST_COMMENT} characters.")
    try:
        comment.encode()
    except UnicodeEncodeError as error:
        raise Invalid("The comment holds half of a character (a lone surrogate).") from error
    return comment
