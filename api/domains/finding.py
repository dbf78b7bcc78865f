"""How a domain is found, and how it is made sure that the actor may do what they ask."""

from functools import cache
from typing import Any, Literal, cast, get_args

from sqlalchemy import ColumnElement, Select, bindparam, literal, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, load_only

from api.actor import Actor
from api.key_limits.denials import ZoneDenied
from core.errors import Invalid, NotFound
from core.models import Domain, DomainAccess
from core.zone.names import parse_zone_name, to_unicode

Columns = tuple[InstrumentedAttribute[Any], ...]

AccessLevel = Literal["none", "read", "write", "admin", "owner"]
LEVELS: tuple[AccessLevel, ...] = get_args(AccessLevel)


def reaches(level: AccessLevel, least: AccessLevel) -> bool:
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


@cache
def _statement(by_access: bool, for_update: bool, columns: Columns) -> Select[Domain, str]:
    # made once: SQLAlchemy takes longer to recognise an equal statement than to run it
    level: ColumnElement[str] = DomainAccess.level.expression if by_access else literal("owner").label("level")
    query: Select[Domain, str] = select(Domain, level)
    if by_access:
        query = query.join(DomainAccess, DomainAccess.domain_id == Domain.id)
        query = query.where(DomainAccess.user_id == bindparam("user_id"))
    query = query.where(Domain.live_name == bindparam("name")).execution_options(populate_existing=True)
    if for_update:
        query = query.with_for_update()
    return query.options(load_only(*columns)) if columns else query


def find_domain(
    session: Session,
    actor: Actor,
    text: str,
    least: AccessLevel,
    *,
    for_update: bool = False,
    columns: Columns = (),
) -> tuple[Domain, AccessLevel]:
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
        NotFound: there is none of this name that the actor can see, by themselves and by their key.
        Invalid: their level is too low (API 1.0 answers this like a bad request).
    """
    name = zone_name(text)
    by_access = not actor.owns_everything and actor.only_domain_id is None
    wanted = {"user_id": actor.user_id, "name": name} if by_access else {"name": name}
    row = session.execute(_statement(by_access, for_update, columns), wanted).one_or_none()
    if row is None or actor.only_domain_id not in {None, row.Domain.id}:
        raise NotFound(f"Unknown domain: {to_unicode(name)}")
    domain: Domain = row.Domain
    if actor.limits is not None and not actor.limits.allow_zone(domain.name):
        unknown = f"Unknown domain: {to_unicode(name)}"
        if for_update or least != "read":
            raise ZoneDenied(actor, f"use {to_unicode(name)}", domain.id, unknown)
        raise NotFound(unknown)
    level = cast(AccessLevel, row.level)
    if actor.only_domain_id is not None:
        level = "write" if "domains_write" in actor.access else "read"
    if not reaches(level, least):
        raise Invalid(f"You do not have the required access to the domain: {to_unicode(name)}")
    return domain, level


def zones_of_key(actor: Actor, name: InstrumentedAttribute[Any] = Domain.live_name) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that leave out what the key of the actor must not see; every list of domains has them.

    Args:
        actor: who asks.
        name: the column that is looked at; a deleted domain has no `live_name`.
    """
    zones = actor.limits.zones if actor.limits is not None else None
    if zones is None:
        return ()
    names = [zone.name for zone in zones if not zone.is_below]
    below = [name.endswith(f".{zone.name}", autoescape=True) for zone in zones if zone.is_below]
    return (or_(name.in_(names), *below),)


def refuse_alias(domain: Domain) -> None:
    """Make sure a domain has records of its own in use.

    Raises:
        Invalid: it is an alias, published with the records of another domain.
    """
    if domain.alias_of_id is not None:
        raise Invalid("This endpoint is unavailable for aliased domains.")
