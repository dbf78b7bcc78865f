"""The zones that get a version because another one changes: found by their links, and locked."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from sqlalchemy import false, select, update
from sqlalchemy.orm import Session

from api.links import CloneRow
from core.models import Domain, Record
from core.models.clone_sources import NOWHERE, find_sources
from core.zone.clones import own_records
from core.zone.entry import Entry
from core.zone.names import is_within, relative
from core.zone.rdata import CLONE

# a zone with all its aliases, direct and indirect
Family = tuple[Domain, list[Domain]]


def lock_families(session: Session, domain: Domain, others: Collection[int]) -> tuple[list[Domain], list[Family]]:
    """Lock the aliases of a zone, and other zones with theirs.

    Args:
        session: of the database.
        domain: the zone that changes; its row is locked already.
        others: ids of the zones that follow it. Those that are aliases are left out: their own records are not used.

    Returns:
        the aliases of `domain`, and the others with their aliases. Rows are locked in the order of their ids, so that
        two changes which meet do not often wait for each other; should they nevertheless, the database ends one of
        them and it is made again.
    """
    members = _alias_trees(session, [domain.id, *others])
    ids = {*others, *(alias for tree in members.values() for alias in tree)} - {domain.id}
    query = select(Domain).where(Domain.id.in_(ids), Domain.live_name.is_not(None)).order_by(Domain.id)
    locked = {
        found.id: found for found in session.scalars(query.with_for_update().execution_options(populate_existing=True))
    }

    def tree(root: int) -> list[Domain]:
        return [locked[alias] for alias in sorted(members[root]) if alias in locked]

    followers = [locked[other] for other in sorted(others) if other in locked]
    return tree(domain.id), [(other, tree(other.id)) for other in followers if other.alias_of_id is None]


def settle_clones(session: Session, domain_id: int, zone: str, clones: Sequence[CloneRow]) -> None:
    """Note with clones of one zone which other zone holds what they ask for.

    That zone is locked for sharing until the end of the transaction: a change of it that goes on at the same time
    either is seen by whoever publishes this zone, or sees the clone and makes another version of it.
    """
    if not clones:
        return
    at = _records_at(session, domain_id, zone, clones)
    elsewhere = [row for row in clones if not own_records(row.clone, zone, lambda owner: at[owner])]
    sources = find_sources(session, domain_id, {row.clone.target for row in elsewhere})
    wanted: dict[int, int | None] = dict.fromkeys((row.id for row in clones), None)
    for row in elsewhere:
        source = sources.get(row.clone.target)
        wanted[row.id] = NOWHERE if source is None else source.domain_id
    ids = {source.domain_id for source in sources.values()}
    if ids:
        session.execute(select(Domain.id).where(Domain.id.in_(ids)).order_by(Domain.id).with_for_update(read=True))
    changed: dict[int | None, list[int]] = defaultdict(list)
    for row in clones:
        if wanted[row.id] != row.remote_domain_id:
            changed[wanted[row.id]].append(row.id)
    for remote_domain_id, record_ids in changed.items():
        session.execute(update(Record).where(Record.id.in_(record_ids)).values(remote_domain_id=remote_domain_id))


def _records_at(
    session: Session, domain_id: int, zone: str, clones: Sequence[CloneRow]
) -> defaultdict[str, list[Entry]]:
    owners = {relative(row.clone.target, zone) for row in clones if is_within(row.clone.target, zone)}
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    if owners:
        query = select(Record.name, Record.type, Record.ttl).where(
            Record.domain_id == domain_id,
            Record.name.in_(owners),
            Record.disabled == false(),
            Record.type != CLONE,
        )
        for row in session.execute(query):
            found[row.name].append(Entry(row.name, row.type, row.ttl, ""))
    return found


def _alias_trees(session: Session, roots: Sequence[int]) -> dict[int, set[int]]:
    """Return the direct and indirect aliases of some zones; a chain is at most a few steps long."""
    trees: dict[int, set[int]] = {root: set() for root in roots}
    roots_of: dict[int, set[int]] = {root: {root} for root in roots}
    level = set(roots)
    while level:
        query = select(Domain.id, Domain.alias_of_id).where(
            Domain.alias_of_id.in_(level), Domain.live_name.is_not(None)
        )
        level = set()
        for alias, target in session.execute(query).tuples():
            assert target is not None  # noqa: S101 - it was asked for by value
            new = roots_of[target] - roots_of.get(alias, set())
            if new:
                roots_of.setdefault(alias, set()).update(new)
                level.add(alias)
                for root in new:
                    trees[root].add(alias)
    return trees
