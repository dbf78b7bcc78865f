"""The records around a change with the copies that clones make, as the check of a zone sees them."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from sqlalchemy import false, select
from sqlalchemy.orm import Session

from core.models import Domain, Record
from core.models.clone_sources import find_sources, read_sources
from core.zone.clones import Clone, expand_clones, nothing_inherited, own_records, read_clone
from core.zone.entry import Entry
from core.zone.names import is_within, relative
from core.zone.rdata import CLONE

Lookup = Callable[[str], Sequence[Entry]]


class ClonedRecords:
    """Looks records up with clones replaced by their copies.

    Args:
        session: of the database.
        domain: whose zone it is.
        lookup: gives the enabled records of a relative owner, clones as they are stored.
    """

    def __init__(self, session: Session, domain: Domain, lookup: Lookup) -> None:
        self._session = session
        self._domain = domain
        self._lookup = lookup

    def lookup(self, owner: str) -> Sequence[Entry]:
        """Return the records of an owner as they are published."""
        entries = self._lookup(owner)
        clones = _clones_among(entries)
        if not clones:
            return entries
        kept = [entry for entry in entries if entry.type != CLONE]
        return kept + [copy for copies in self.copies(clones).values() for copy in copies]

    def warnings(self, owners: Iterable[str]) -> list[str]:
        """Return a warning for each clone at some owners that finds nothing to copy."""
        clones = [clone for owner in dict.fromkeys(owners) for clone in _clones_among(self._lookup(owner))]
        copies = self.copies(clones) if clones else {}
        return [nothing_inherited(clone, self._domain.name) for clone, made in copies.items() if not made]

    def owners_copying(self, owners: Iterable[str]) -> set[str]:
        """Return the owners in the zone with stored clones of the records at some owners."""
        targets = set(owners)
        query = select(Record.name, Record.ttl, Record.content).where(
            Record.domain_id == self._domain.id, Record.type == CLONE, Record.disabled == false()
        )
        clones = (read_clone(row.name, row.ttl, row.content) for row in self._session.execute(query))
        zone = self._domain.name
        return {
            clone.owner for clone in clones if is_within(clone.target, zone) and relative(clone.target, zone) in targets
        }

    def copies(self, clones: Sequence[Clone]) -> dict[Clone, list[Entry]]:
        """Return the copies each of some stored clones makes."""
        zone = self._domain.name
        targets = {clone.target for clone in clones if not own_records(clone, zone, self._lookup)}
        sources = find_sources(self._session, self._domain.id, targets)
        elsewhere = read_sources(self._session, sources, presentation=False)
        return expand_clones(zone, clones, self._lookup, elsewhere)


def with_copies(session: Session, domain: Domain, entries: Mapping[str, Sequence[Entry]]) -> Lookup:
    """Return a look-up into the records of a whole zone, its clones replaced by their copies, all of them at once."""
    records = ClonedRecords(session, domain, lambda owner: entries.get(owner, ()))
    copies = records.copies([clone for at_owner in entries.values() for clone in _clones_among(at_owner)])
    published = {owner: [entry for entry in at_owner if entry.type != CLONE] for owner, at_owner in entries.items()}
    for clone, made in copies.items():
        published[clone.owner] += made
    return lambda owner: published.get(owner, ())


def apex_has_ns(session: Session, domain: Domain) -> bool:
    """Tell whether there is an NS record at the apex, of its own or copied there by a clone."""

    def lookup(owner: str) -> list[Entry]:
        query = select(Record.type, Record.ttl, Record.content, Record.priority).where(
            Record.domain_id == domain.id, Record.name == owner, Record.disabled == false()
        )
        return [Entry(owner, *row) for row in session.execute(query)]

    return any(entry.type == "NS" for entry in ClonedRecords(session, domain, lookup).lookup(""))


def _clones_among(entries: Sequence[Entry]) -> list[Clone]:
    return [read_clone(entry.owner, entry.ttl, entry.content) for entry in entries if entry.type == CLONE]
