"""What one version of a zone changed: kept in the history, shown in plans, undone to see what was before."""

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NotRequired

from typing_extensions import TypedDict

from core.zone.names import to_unicode
from core.zone.rdata import display

# what the history keeps of a record; `id` is None for one that was imported when ids were not kept
RecordState = dict[str, Any]

# how many records of a kind a summary names
NAMED = 3
LONGEST_SUMMARY = 250


class ShownRecord(TypedDict):
    """A record as it was in a version."""

    id: int | None
    name: str
    type: str
    content: str
    ttl: int
    priority: int | None
    comment: str | None
    disabled: bool


class ShownSoa(TypedDict):
    """The members of a SOA that a person sets, but for the serial."""

    primaryNS: str
    adminAddress: str
    refresh: int
    retry: int
    expire: int
    minttl: int


class ShownDifference(TypedDict):
    """A difference on the wire; a record that was changed stands in both lists under the same id."""

    removed: list[ShownRecord]
    added: list[ShownRecord]
    soa_before: NotRequired[ShownSoa | None]
    soa: NotRequired[ShownSoa]


class Plan(TypedDict):
    """What a change would do; nothing of it is saved. `serial` is the one in force afterwards."""

    dry_run: Literal[True]
    serial: int
    difference: ShownDifference
    warnings: list[str]


class Counts(TypedDict):
    """How many records a version added, removed and changed."""

    added: int
    removed: int
    changed: int


@dataclass(frozen=True, slots=True)
class Difference:
    """What one version changed.

    Attributes:
        removed: records that were no longer there, or not like this.
        added: records that were there then; one that was changed is in both under the same id.
        soa: the SOA's members after it, if any changed.
        soa_before: the same before it; None where it was not kept.
    """

    removed: Sequence[Mapping[str, Any]] = ()
    added: Sequence[Mapping[str, Any]] = ()
    soa: Mapping[str, Any] | None = None
    soa_before: Mapping[str, Any] | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing but the serial changed."""
        return not (self.removed or self.added or self.soa)

    def pack(self) -> bytes:
        """Return what is stored of it."""
        members: dict[str, Any] = {"removed": list(self.removed), "added": list(self.added)}
        if self.soa:
            members |= {"soa": dict(self.soa), "soa_before": self.soa_before and dict(self.soa_before)}
        return zlib.compress(json.dumps(members, separators=(",", ":")).encode(), level=1)

    @classmethod
    def unpack(cls, stored: bytes) -> "Difference":
        """Read back what `pack` gave."""
        members = json.loads(zlib.decompress(stored))
        return cls(members["removed"], members["added"], members.get("soa"), members.get("soa_before"))

    def counts(self) -> Counts:
        """Return how many records it is about."""
        changed = len(self._changed_ids())
        return {"added": len(self.added) - changed, "removed": len(self.removed) - changed, "changed": changed}

    def summary(self) -> str:
        """Return what it did in a few words, such as ``added www A, @ MX and 7 more; changed the SOA``."""
        changed = self._changed_ids()
        lists = (
            ("added", [record for record in self.added if record["id"] not in changed]),
            ("removed", [record for record in self.removed if record["id"] not in changed]),
            ("changed", [record for record in self.added if record["id"] in changed]),
        )
        parts = [f"{verb} {_named(records)}" for verb, records in lists if records]
        if self.soa:
            parts.append("changed the SOA")
        text = "; ".join(parts) or "no record changed"
        return text if len(text) <= LONGEST_SUMMARY else f"{text[: LONGEST_SUMMARY - 1]}…"

    def shown(self, window: slice = slice(None)) -> ShownDifference:
        """Return it on the wire; `window` is the part of either list that is wanted."""
        members: ShownDifference = {
            "removed": [shown_record(record) for record in self.removed[window]],
            "added": [shown_record(record) for record in self.added[window]],
        }
        if self.soa:
            members["soa_before"] = shown_soa(self.soa_before) if self.soa_before else None
            members["soa"] = shown_soa(self.soa)
        return members

    def plan(self, serial: int, warnings: Sequence[str]) -> Plan:
        """Return what is answered instead of doing it."""
        return {"dry_run": True, "serial": serial, "difference": self.shown(), "warnings": list(warnings)}

    def _changed_ids(self) -> set[object]:
        removed = {record["id"] for record in self.removed} - {None}
        return removed & {record["id"] for record in self.added} if removed else set()


def shown_record(record: Mapping[str, Any]) -> ShownRecord:
    """Return a record of the history on the wire."""
    return {
        "id": record["id"],
        "name": to_unicode(record["name"]),
        "type": record["type"],
        "content": display(record["type"], record["content"]),
        "ttl": record["ttl"],
        "priority": record["priority"],
        "comment": record["comment"],
        "disabled": record["disabled"],
    }


def shown_soa(soa: Mapping[str, Any]) -> ShownSoa:
    """Return the members of a SOA on the wire."""
    return {
        "primaryNS": to_unicode(soa["primary"]),
        "adminAddress": to_unicode(soa["admin"]),
        "refresh": soa["refresh"],
        "retry": soa["retry"],
        "expire": soa["expire"],
        "minttl": soa["minimum"],
    }


def _named(records: Sequence[Mapping[str, Any]]) -> str:
    names = list(dict.fromkeys(f"{to_unicode(record['name']) or '@'} {record['type']}" for record in records[:NAMED]))
    left = len(records) - len(records[:NAMED])
    return ", ".join(names) + (f" and {left} more" if left else "")
