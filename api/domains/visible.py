"""The domains somebody can see, as the queries of all lists begin."""

from typing import Any

from sqlalchemy import literal, select

from api.actor import Actor
from api.domains.finding import zones_of_key
from core.models import Domain, DomainAccess


def own_domains(actor: Actor, *columns: Any) -> Any:
    """Return a query (its type grows with its columns) for the domains an actor has a level on, with `level`."""
    if actor.only_domain_id is not None:
        level = literal("write" if "domains_write" in actor.access else "read").label("level")
        query: Any = select(*columns, level).where(Domain.id == actor.only_domain_id)
    else:
        query = select(*columns, DomainAccess.level).join(DomainAccess, DomainAccess.domain_id == Domain.id)
        query = query.where(DomainAccess.user_id == actor.user_id)
    return query.where(Domain.live_name.is_not(None), *zones_of_key(actor))


def visible_domains(actor: Actor, *columns: Any) -> Any:
    """Return a query for all domains for an administrator, otherwise that of `own_domains`."""
    if not actor.owns_everything:
        return own_domains(actor, *columns)
    return select(*columns).where(Domain.live_name.is_not(None), *zones_of_key(actor))
