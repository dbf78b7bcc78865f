"""What happens to clones when a zone appears, vanishes, or is opened or closed to them."""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence

from sqlalchemy import bindparam, false, select, union_all

from api.dependants import settle_clones
from api.links import CloneRow, clone_row, read_links, select_clones
from api.transaction import Transaction
from api.versions import new_version, versions_of_dependants
from core.models import Domain, Record
from core.models.clone_sources import NOWHERE
from core.zone.clones import is_private
from core.zone.names import ancestors, is_within, relative
from core.zone.rdata import CLONE

READ_IDS = select(Domain.id).where(Domain.live_name.in_(bindparam("names", expanding=True)))
READ_CLONES_OF = select_clones("dependant", Record.remote_domain_id.in_(bindparam("ids", expanding=True)))

READ_CLONES_BETWEEN = union_all(
    select_clones("own", Record.domain_id.in_(bindparam("ids", expanding=True))),
    select_clones("dependant", Record.remote_domain_id.in_(bindparam("ids", expanding=True))),
)


def zone_appeared(transaction: Transaction, domain: Domain, *, may_hold_clones: bool = True) -> None:
    """Let clones find their records in a zone that is new, or back; the domain is written to the database already.

    Its own clones are told where theirs are. It may hold the targets of clones that found nothing so far, or only a
    zone further up.

    Args:
        transaction: the unit of work.
        domain: whose zone it is.
        may_hold_clones: False if it is known to have none of its own.
    """
    session = transaction.session
    if may_hold_clones:
        settle_clones(session, domain.id, domain.name, read_links(session, domain.id).own)
    above = session.scalars(READ_IDS, {"names": ancestors(domain.name)}).all()
    rows = session.execute(READ_CLONES_OF, {"ids": [NOWHERE, *above]}).all()
    clones = [row for row in map(clone_row, rows) if is_within(row.clone.target, domain.name)]
    clones = [row for row in clones if row.domain_id != domain.id]
    if not clones:
        return
    names = {relative(row.clone.target, domain.name) for row in clones}
    held = set(
        session.scalars(
            select(Record.name).where(
                Record.domain_id == domain.id,
                Record.name.in_(names),
                Record.type != CLONE,
                Record.disabled == false(),
            )
        )
    )

    def is_changed(row: CloneRow) -> bool:
        return row.remote_domain_id != NOWHERE or relative(row.clone.target, domain.name) in held

    _settle_anew(transaction, domain, clones, is_changed)


def zone_vanished(transaction: Transaction, domain: Domain) -> None:
    """Let clones look for their records elsewhere when a zone is deleted; its name is free already."""
    _settle_anew(transaction, domain, read_links(transaction.session, domain.id).dependants, lambda _row: True)


def zone_is_other_to_clones(transaction: Transaction, domain: Domain) -> None:
    """Have zones with clones of a zone's records published anew: it began or ceased to be an alias."""
    dependants = read_links(transaction.session, domain.id).dependants
    versions_of_dependants(transaction, domain, {row.domain_id for row in dependants})


def writers_changed(transaction: Transaction, domain: Domain) -> None:
    """Have zones published anew that may begin or cease to copy private templates, now that others write to a zone."""
    links = read_links(transaction.session, domain.id)
    dependants = {row.domain_id for row in links.dependants if is_private(row.clone.target)}
    versions_of_dependants(transaction, domain, dependants)
    if any(row.remote_domain_id and is_private(row.clone.target) for row in links.own):
        new_version(transaction, domain, "access")


def writer_leaves(transaction: Transaction, domain_ids: Collection[int]) -> None:
    """Do what `writers_changed` does for all the zones somebody writes to who will be gone; their rows get locked."""
    if not domain_ids:
        return
    session = transaction.session
    rows = session.execute(READ_CLONES_BETWEEN, {"ids": list(domain_ids)}).all()
    private = [row for row in map(clone_row, rows) if row.remote_domain_id and is_private(row.clone.target)]
    linked = {domain_id for row in private for domain_id in (row.domain_id, row.remote_domain_id)}
    query = select(Domain).where(Domain.id.in_(linked.intersection(domain_ids)), Domain.live_name.is_not(None))
    for domain in session.scalars(query.order_by(Domain.id).with_for_update()).all():
        writers_changed(transaction, domain)


def _settle_anew(
    transaction: Transaction, cause: Domain, clones: Sequence[CloneRow], is_changed: Callable[[CloneRow], bool]
) -> None:
    session = transaction.session
    of_domain: dict[int, list[CloneRow]] = defaultdict(list)
    for row in clones:
        of_domain[row.domain_id].append(row)
    if not of_domain:
        return
    versions_of_dependants(transaction, cause, {row.domain_id for row in clones if is_changed(row)})
    names = select(Domain.id, Domain.name).where(Domain.id.in_(of_domain), Domain.live_name.is_not(None))
    for domain_id, name in session.execute(names.order_by(Domain.id)).all():
        settle_clones(session, domain_id, name, of_domain[domain_id])
