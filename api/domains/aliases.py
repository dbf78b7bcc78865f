"""Alias domains (API 1.0 §12): who is whose alias, and the names shown of them."""

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from core.models import Domain
from core.zone.aliases import LONGEST_CHAIN

READ_ALIASES = (
    select(Domain.id, Domain.live_name)
    .where(Domain.alias_of_id.in_(bindparam("ids", expanding=True)), Domain.live_name.is_not(None))
    .order_by(Domain.live_name)
)


def chain_of(session: Session, domain: Domain, *, for_update: bool = False) -> list[Domain]:
    """Return the domains from the one this is an alias of to the top; empty if it is no alias.

    Args:
        session: of the database.
        domain: where it starts.
        for_update: lock the rows until the end of the transaction, and read them anew.
    """
    chain: list[Domain] = []
    current = domain
    while current.alias_of_id is not None and len(chain) <= LONGEST_CHAIN:
        if for_update:
            query = select(Domain).where(Domain.id == current.alias_of_id).with_for_update()
            current = session.scalars(query.execution_options(populate_existing=True)).one()
        else:
            current = session.get_one(Domain, current.alias_of_id)
        chain.append(current)
    return chain


def top_of_chain(session: Session, domain: Domain) -> Domain:
    """Return the domain whose records this one is published with: itself, unless it is an alias."""
    return (chain_of(session, domain) or [domain])[-1]


def names_of_aliases(session: Session, domain: Domain) -> tuple[list[str], list[str]]:
    """Return the stored names of the aliases of a domain: direct ones, and aliases of these."""
    levels = levels_of_aliases(session, domain)
    return (levels[0] if levels else []), sorted(name for level in levels[1:] for name in level)


def levels_of_aliases(session: Session, domain: Domain) -> list[list[str]]:
    """Return the stored names of the aliases of a domain, by their distance from it."""
    levels: list[list[str]] = []
    ids = [domain.id]
    while ids and len(levels) <= LONGEST_CHAIN:
        rows = session.execute(READ_ALIASES, {"ids": ids}).all()
        if rows:
            levels.append([str(row.live_name) for row in rows])
        ids = [row.id for row in rows]
    return levels
