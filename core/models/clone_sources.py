"""Where the records a clone asks for are: the statements both the API and the worker find them by."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, false, select
from sqlalchemy.orm import Session

from core.models.domains import Domain, DomainAccess, Record
from core.zone.clones import is_private
from core.zone.entry import Entry
from core.zone.names import ancestors, relative
from core.zone.rdata.clone import CLONE

# `Record.remote_domain_id` of a clone that finds nothing on the whole platform: whoever creates a zone that could
# hold its target finds it by this number, in the index of the column
NOWHERE = 0

# who may change records, and so decides what a zone says
WRITERS = ("write", "admin", "owner")

CHUNK = 1000


@dataclass(frozen=True, slots=True)
class Source:
    """The zone that holds a target: the one with the longest name.

    Attributes:
        domain_id: of its domain.
        name: stored.
        is_open: whether the clone may copy from it; an alias has no records of its own to copy.
    """

    domain_id: int
    name: str
    is_open: bool


def find_sources(connection: Connection | Session, domain_id: int, targets: Collection[str]) -> dict[str, Source]:
    """Return the other zones that hold targets, by target; a target no other zone holds is left out.

    Args:
        connection: of the database.
        domain_id: the domain with the clones.
        targets: absolute stored names that were not found in its own zone.
    """
    zones = _zones_above(connection, targets)
    found = {}
    for target in targets:
        zone = next((zones[name] for name in (target, *ancestors(target)) if name in zones), None)
        if zone is not None and zone.id != domain_id:
            found[target] = zone
    private = {zone.id for target, zone in found.items() if is_private(target)}
    writers = _writers(connection, {domain_id, *private}) if private else {}
    return {
        target: Source(
            zone.id,
            zone.live_name,
            zone.alias_of_id is None and (not is_private(target) or writers[zone.id] == writers[domain_id]),
        )
        for target, zone in found.items()
    }


def read_sources(
    connection: Connection | Session, sources: Mapping[str, Source], presentation: bool
) -> dict[str, list[Entry]]:
    """Return the enabled records at targets that may be copied, by target.

    Args:
        connection: of the database.
        sources: as `find_sources` gives them.
        presentation: whether the content is wanted in presentation form, with the priority in it.
    """
    by_zone: dict[Source, dict[str, str]] = defaultdict(dict)
    for target, source in sources.items():
        if source.is_open:
            by_zone[source][relative(target, source.name)] = target
    content = Record.rdata if presentation else Record.content
    columns = (Record.name, Record.type, Record.ttl, content.label("text"), Record.priority, Record.comment)
    found: dict[str, list[Entry]] = defaultdict(list)
    for source, targets in by_zone.items():
        for names in _chunks(targets):
            rows = connection.execute(
                select(*columns)
                .where(Record.domain_id == source.domain_id, Record.name.in_(names), Record.type != CLONE)
                .where(Record.disabled == false())
                .order_by(Record.id)
            )
            for row in rows:
                priority = None if presentation else row.priority
                found[targets[row.name]].append(Entry(row.name, row.type, row.ttl, row.text, priority, row.comment))
    return found


def _zones_above(connection: Connection | Session, targets: Iterable[str]) -> dict[str, Any]:
    names = {name for target in targets for name in (target, *ancestors(target))}
    zones: dict[str, Any] = {}
    for some in _chunks(names):
        query = select(Domain.id, Domain.live_name, Domain.alias_of_id).where(Domain.live_name.in_(some))
        zones |= {row.live_name: row for row in connection.execute(query)}
    return zones


def _writers(connection: Connection | Session, domain_ids: Iterable[int]) -> dict[int, set[int]]:
    writers: dict[int, set[int]] = {domain_id: set() for domain_id in domain_ids}
    for some in _chunks(writers):
        query = select(DomainAccess.domain_id, DomainAccess.user_id).where(
            DomainAccess.domain_id.in_(some), DomainAccess.level.in_(WRITERS)
        )
        for row in connection.execute(query):
            writers[row.domain_id].add(row.user_id)
    return writers


def _chunks(values: Iterable[Any]) -> Iterator[list[Any]]:
    whole = list(values)
    for start in range(0, len(whole), CHUNK):
        yield whole[start : start + CHUNK]
