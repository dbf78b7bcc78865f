"""The enabled records around a change: what the rules of a zone need to see, read when they ask for it."""

from collections.abc import Iterable, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.models import Record
from core.zone.entry import Entry
from core.zone.zone_check import is_template

# what is looked at of names below a new delegation, and of records that point at a touched name
SAMPLE = 50


class Neighbours:
    """The enabled records of a domain with a change applied to them in memory.

    Args:
        session: of the database.
        domain_id: whose records.
        owners: the owners the change touches, read at once.
    """

    def __init__(self, session: Session, domain_id: int, owners: Iterable[str]) -> None:
        self._session = session
        self._domain_id = domain_id
        self._entries: dict[str, dict[object, Entry]] = {owner: {} for owner in owners}
        self._removed: set[object] = set()
        self._read(list(self._entries))

    def remove(self, record_id: int) -> None:
        """Take a record away."""
        self._removed.add(record_id)
        for entries in self._entries.values():
            entries.pop(record_id, None)

    def add(self, entry: Entry) -> None:
        """Put a record there."""
        self._at(entry.owner)[object()] = entry

    def lookup(self, owner: str) -> Sequence[Entry]:
        """Return the records at an owner."""
        return list(self._at(owner).values())

    def below(self, owner: str) -> Sequence[str]:
        """Return some owners below an owner (below the apex: some of the zone)."""
        query = select(Record.name).where(Record.domain_id == self._domain_id, Record.disabled.is_(False)).distinct()
        if owner:
            escaped = owner.replace("_", r"\_").replace("%", r"\%")
            query = query.where(Record.name.like(f"%.{escaped}"))
        else:
            query = query.where(Record.name != "")
        return [name for name in self._session.scalars(query.limit(SAMPLE)) if not is_template(name)]

    def pointing_at(self, name: str) -> Sequence[Entry]:
        """Return some NS, MX and SRV records whose target is this absolute name."""
        query = (
            select(Record.id, Record.name, Record.type, Record.ttl, Record.content, Record.priority)
            .where(
                Record.domain_id == self._domain_id,
                Record.disabled.is_(False),
                Record.type.in_(("NS", "MX", "SRV")),
                func.substring_index(Record.content, " ", -1) == name,
            )
            .limit(SAMPLE)
        )
        rows = self._session.execute(query)
        return [
            Entry(row.name, row.type, row.ttl, row.content, row.priority) for row in rows if row.id not in self._removed
        ]

    def _at(self, owner: str) -> dict[object, Entry]:
        if owner not in self._entries:
            self._entries[owner] = {}
            self._read([owner])
        return self._entries[owner]

    def _read(self, owners: list[str]) -> None:
        query = select(Record.id, Record.name, Record.type, Record.ttl, Record.content, Record.priority).where(
            Record.domain_id == self._domain_id, Record.name.in_(owners), Record.disabled.is_(False)
        )
        for row in self._session.execute(query):
            if row.id not in self._removed:
                self._entries[row.name][row.id] = Entry(row.name, row.type, row.ttl, row.content, row.priority)
