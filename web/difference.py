"""A difference between two versions of a zone, in the order people read it: by name, what was changed side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Record = Mapping[str, Any]
Kind = Literal["added", "removed", "changed"]

# a page shows no more; nobody reads the rest
MOST_LINES = 500

SOA_MEMBERS = {
    "primaryNS": "primary server",
    "adminAddress": "address of the administrator",
    "refresh": "refresh",
    "retry": "retry",
    "expire": "expire",
    "minttl": "negative TTL",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A record that was added, removed or changed; `before` only of one that was changed."""

    kind: Kind
    record: Record
    before: Record | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A difference to be shown.

    Attributes:
        lines: the first of its lines.
        added, removed, changed: how many records of each kind there are.
        soa: what changed of the SOA: what it is, before, after.
    """

    lines: Sequence[Line]
    added: int
    removed: int
    changed: int
    soa: Sequence[tuple[str, Any, Any]]

    @property
    def total(self) -> int:
        """How many lines there are."""
        return self.added + self.removed + self.changed

    @property
    def is_empty(self) -> bool:
        """Whether nothing changes."""
        return not self.total and not self.soa


def shown(difference: Mapping[str, Any], most: int = MOST_LINES) -> Shown:
    """Return a difference as the API tells it (`removed`, `added`, `soa`), ready to be shown.

    Args:
        difference: as the API tells it.
        most: lines to show at most.
    """
    before = {record["id"]: record for record in difference["removed"] if record["id"] is not None}
    after = {record["id"] for record in difference["added"] if record["id"] is not None}
    changed = [
        Line("changed", record, before[record["id"]]) for record in difference["added"] if record["id"] in before
    ]
    added = [Line("added", record) for record in difference["added"] if record["id"] not in before]
    removed = [Line("removed", record) for record in difference["removed"] if record["id"] not in after]
    lines = sorted([*changed, *removed, *added], key=_place)
    return Shown(lines[:most], len(added), len(removed), len(changed), _soa(difference))


def _place(line: Line) -> tuple[Any, ...]:
    record = line.record
    labels = tuple(reversed(str(record["name"]).split(".")))
    return labels, record["type"], line.kind == "added", record["priority"] or 0, record["content"]


def _soa(difference: Mapping[str, Any]) -> list[tuple[str, Any, Any]]:
    after, before = difference.get("soa"), difference.get("soa_before") or {}
    if not after:
        return []
    changed = [(name, text) for name, text in SOA_MEMBERS.items() if before.get(name) != after[name]]
    return [(text, before.get(name), after[name]) for name, text in changed]
