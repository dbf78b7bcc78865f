"""How a domain is found, and how it is made sure that the actor may do what they ask."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, load_only

from api.actor import Actor
from core.errors import Invalid, NotFound
from core.models import Domain, DomainAccess
from core.zone.names import parse_zone_name, to_unicode

LEVELS = ("none", "read", "write", "admin", "owner")


def reaches(level: str, least: str) -> bool:
    """Tell whether one access level includes another."""
    return LEVELS.index(level) >= LEVELS.index(least)


def zone_name(text: str) -> str:
    """Return the stored form of a domain name as it was sent.

    Raises:
        Invalid: it is not a domain name.
    """
    try:
        return parse_zone_name(text)
    except Invalid as refusal:
        raise Invalid(f"Invalid domain: {text}", [refusal.message]) from refusal


def find_domain(
    session: Session,
    actor: Actor,
    text: str,
    least: str,
    *,
    for_update: bool = False,
    columns: Sequence[InstrumentedAttribute[Any]] = (),
) -> tuple[Domain, str]:
    """Return a living domain and the actor's level on it.

    Args:
        session: of the database.
        actor: who asks.
        text: the name as it was sent.
        least: the level that is needed.
        for_update: lock the row until the end of the transaction.
        columns: read only these at first, if any are given; the others are read when they are looked at.

    Raises:
        Invalid: it is not a domain name.
        NotFound: there is none of this name that the actor can see.
        Invalid: their level is too low (API 1.0 answers this like a bad request).
    """
    name = zone_name(text)
    query = (
        select(Domain, DomainAccess.level)
        .join(DomainAccess, and_(DomainAccess.domain_id == Domain.id, DomainAccess.user_id == actor.user_id))
        .where(Domain.live_name == name)
    )
    if for_update:
        query = query.with_for_update()
    if columns:
        query = query.options(load_only(*columns))
    row = session.execute(query.execution_options(populate_existing=True)).one_or_none()
    if row is None:
        raise NotFound(f"Unknown domain: {to_unicode(name)}")
    domain, level = row
    if not reaches(level, least):
        raise Invalid(f"You do not have the required access to the domain: {to_unicode(name)}")
    return domain, level
