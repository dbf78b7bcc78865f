"""The enabled records around a change: what the rules of a zone need to see, read when they ask for it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.models import Record
from core.zone.entry import Entry
from core.zone.names import ancestors
from core.zone.zone_check import is_template

# what is looked at of names below a new delegation, and of records that point at a touched name
SAMPLE = 50

# after so many questions to the database the whole zone is read at once: deep names have many ancestors
MOST_QUERIES = 50

COLUMNS = (Record.id, Record.name, Record.type, Record.ttl, Record.content, Record.priority)
POINTING = ("NS", "MX", "SRV")


class Neighbours:
    """The enabled records of a domain with a change applied to them in memory.

    Args:
        session: of the database.
        domain_id: whose records.
        owners: the owners the change touches, read at once.
    """

    def __init__(self, session: Session, domain_id: int, owners: Iterable[str]) -> None:
        self._session = session
        self._mine = (Record.domain_id == domain_id, Record.disabled.is_(False))
        self._entries: dict[str, dict[object, Entry]] = {owner: {} for owner in owners}
        self._owners: dict[object, str] = {}
        self._removed: set[object] = set()
        self._questions = 0
        self._is_whole = False
        self._pointing_at: dict[str, list[tuple[int, Entry]]] = defaultdict(list)
        self._below: dict[str, dict[str, None]] = defaultdict(dict)
        self._read(Record.name.in_(list(self._entries)))

    def remove(self, record_id: int) -> None:
        """Take a record away."""
        self._removed.add(record_id)
        owner = self._owners.get(record_id)
        if owner is not None:
            self._entries[owner].pop(record_id, None)

    def add(self, entry: Entry) -> None:
        """Put a record there."""
        self._at(entry.owner)[object()] = entry

    def lookup(self, owner: str) -> Sequence[Entry]:
        """Return the records at an owner."""
        return list(self._at(owner).values())

    def below(self, owner: str) -> Sequence[str]:
        """Return some owners below an owner (below the apex: some of the zone)."""
        self._count()
        if self._is_whole:
            return [name for name in self._below.get(owner, ()) if not is_template(name)]
        query = select(Record.name).where(*self._mine).distinct()
        if owner:
            escaped = owner.replace("_", r"\_").replace("%", r"\%")
            query = query.where(Record.name.like(f"%.{escaped}"))
        else:
            query = query.where(Record.name != "")
        return [name for name in self._session.scalars(query.limit(SAMPLE)) if not is_template(name)]

    def pointing_at(self, name: str) -> Sequence[Entry]:
        """Return some stored NS, MX and SRV records whose target is this absolute name."""
        self._count()
        if self._is_whole:
            found = self._pointing_at.get(name, [])
        else:
            is_target = func.substring_index(Record.content, " ", -1) == name
            query = select(*COLUMNS).where(*self._mine, Record.type.in_(POINTING), is_target)
            found = [(row.id, _entry(row)) for row in self._session.execute(query.limit(SAMPLE))]
        return [entry for record_id, entry in found[:SAMPLE] if record_id not in self._removed]

    def _at(self, owner: str) -> dict[object, Entry]:
        if owner not in self._entries:
            self._count()
            if owner not in self._entries:
                self._entries[owner] = {}
                if not self._is_whole:
                    self._read(Record.name == owner)
        return self._entries[owner]

    def _count(self) -> None:
        """Read the whole zone once there have been too many questions about parts of it."""
        self._questions += 1
        if self._is_whole or self._questions <= MOST_QUERIES:
            return
        self._is_whole = True
        known = set(self._entries)
        for row in self._session.execute(select(*COLUMNS).where(*self._mine)):
            entry = _entry(row)
            if row.name not in known:
                self._keep(row.id, entry)
            if row.type in POINTING:
                self._pointing_at[row.content.rpartition(" ")[2]].append((row.id, entry))
            for above in [*ancestors(row.name), ""] if row.name else ():
                if len(self._below[above]) < SAMPLE:
                    self._below[above][row.name] = None

    def _read(self, which: Any) -> None:
        for row in self._session.execute(select(*COLUMNS).where(*self._mine, which)):
            self._keep(row.id, _entry(row))

    def _keep(self, record_id: int, entry: Entry) -> None:
        if record_id not in self._removed:
            self._entries.setdefault(entry.owner, {})[record_id] = entry
            self._owners[record_id] = entry.owner


def _entry(row: Any) -> Entry:
    return Entry(row.name, row.type, row.ttl, row.content, row.priority)
