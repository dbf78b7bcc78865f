"""What a zone is linked with: its clones, the clones of its records in other zones, and its aliases."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, bindparam, false, literal_column, select, union_all
from sqlalchemy.orm import Session

from core.models import Domain, Record
from core.zone.clones import Clone, expansion_changes, read_clone
from core.zone.entry import Entry
from core.zone.names import is_within, relative
from core.zone.rdata import CLONE

# a record as the history keeps it, see `record_state`
State = Mapping[str, Any]

_NOTHING: ColumnElement[str] = literal_column("''")


def select_clones(kind: str, *chosen: Any) -> Any:
    """Return a query for enabled clones; `kind` is a word of the code."""
    columns = (Record.id, Record.domain_id, Record.name, Record.ttl, Record.content, Record.remote_domain_id)
    return select(literal_column(f"'{kind}'").label("kind"), *columns).where(
        Record.type == CLONE, Record.disabled == false(), *chosen
    )


# Asked with every change of a zone, so it is one statement, and made once.
READ_LINKS = union_all(
    select_clones("own", Record.domain_id == bindparam("domain_id")),
    select_clones("dependant", Record.remote_domain_id == bindparam("domain_id")),
    select(literal_column("'alias'"), Domain.id, Domain.id, _NOTHING, literal_column("0"), _NOTHING, Domain.id).where(
        Domain.alias_of_id == bindparam("domain_id"), Domain.live_name.is_not(None)
    ),
)


@dataclass(frozen=True, slots=True)
class CloneRow:
    """A stored, enabled RRCLONE record, with the other zone its target was found in."""

    id: int
    domain_id: int
    clone: Clone
    remote_domain_id: int | None


@dataclass(slots=True)
class Links:
    """The zone's own clones, the clones of its records elsewhere, and the ids of its direct aliases."""

    own: list[CloneRow] = field(default_factory=list)
    dependants: list[CloneRow] = field(default_factory=list)
    aliases: list[int] = field(default_factory=list)


def read_links(session: Session, domain_id: int) -> Links:
    """Return what a zone is linked with, as it is in the database now."""
    links = Links()
    for row in session.execute(READ_LINKS, {"domain_id": domain_id}):
        if row.kind == "alias":
            links.aliases.append(row.id)
        else:
            (links.own if row.kind == "own" else links.dependants).append(clone_row(row))
    return links


def clone_row(row: Any) -> CloneRow:
    """Return what a row of `select_clones` says."""
    return CloneRow(row.id, row.domain_id, read_clone(row.name, row.ttl, row.content), row.remote_domain_id)


def zones_with_other_copies(
    clones: Sequence[CloneRow], zone: str, removed: Iterable[State], added: Iterable[State]
) -> set[int]:
    """Return the ids of the domains whose copies are other ones after a change of the zone they are copied from.

    Args:
        clones: the clones that look into that zone.
        zone: its stored name.
        removed: records that are no longer there, or not like this.
        added: records that are there now.
    """
    if not clones:
        return set()
    gone, new = _by_owner(removed), _by_owner(added)
    changed = set()
    for row in clones:
        if is_within(row.clone.target, zone):
            owner = relative(row.clone.target, zone)
            if expansion_changes(row.clone, owner, gone[owner], new[owner]):
                changed.add(row.domain_id)
    return changed


def clones_to_settle(
    clones: Sequence[CloneRow], zone: str, removed: Collection[State], added: Collection[State]
) -> list[CloneRow]:
    """Return those of a zone's own clones that may find their records elsewhere after a change of its records."""
    if not clones:
        return []
    states = [*removed, *added]
    names = {state["name"] for state in states}
    changed = {state["name"] for state in states if state["type"] == CLONE}
    return [
        row
        for row in clones
        if row.clone.owner in changed
        or (is_within(row.clone.target, zone) and relative(row.clone.target, zone) in names)
    ]


def _by_owner(states: Iterable[State]) -> defaultdict[str, list[Entry]]:
    owners: defaultdict[str, list[Entry]] = defaultdict(list)
    for state in states:
        if not state["disabled"]:
            entry = Entry(state["name"], state["type"], state["ttl"], state["content"], state["priority"])
            owners[entry.owner].append(entry)
    return owners
