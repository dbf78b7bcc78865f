"""Lists of domains (API 1.0 §10.5, §10.8): one statement each, however many domains there are."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import ColumnElement, and_, func, select

from api.domains.answers import (
    DomainForAdministrators,
    DomainListed,
    DomainsWithRecords,
    FoundRecord,
    RecordsFound,
)
from api.domains.finding import AccessLevel, zones_of_key
from api.domains.visible import own_domains, visible_domains
from api.transaction import Transaction
from core.errors import Invalid
from core.models import Domain, DomainAccess, DomainValue, Record, User
from core.zone.names import absolute, ancestors, to_ascii, to_unicode
from core.zone.rdata import display, type_as_stored


@dataclass(frozen=True, slots=True)
class ListWish:
    """What a list of domains is to be.

    Attributes:
        contains: only the longest domain that holds this name.
        is_extended: with states, not only levels (`extra`).
        value_key: the key of the user's own value that is to be shown of each (`type=userdata`).
        is_search: only domains with records of a content, and these.
        content: that content.
        record_type: only records of this type.
    """

    contains: str | None = None
    is_extended: bool = False
    value_key: str | None = None
    is_search: bool = False
    content: str | None = None
    record_type: str | None = None


DomainList = dict[str, AccessLevel] | dict[str, str] | dict[str, DomainListed] | dict[str, DomainForAdministrators]


def list_domains(transaction: Transaction, wish: ListWish) -> DomainList | DomainsWithRecords:
    """Return domains in the order of their ASCII names: the actor's, or all for an administrator.

    Raises:
        Invalid: what was wished cannot be.
    """
    actor = transaction.actor
    if wish.is_search:
        return _search(transaction, wish)
    if actor.owns_everything:
        if wish.contains is not None:
            raise Invalid("Invalid Request.", ["contains goes with search here."])
        return _all_domains(transaction)
    value: ColumnElement[Any] = func.coalesce(DomainValue.value, "")
    query = own_domains(actor, Domain.live_name)
    if wish.value_key is not None:
        mine = and_(
            DomainValue.domain_id == Domain.id,
            DomainValue.user_id == actor.user_id,
            DomainValue.key == wish.value_key,
        )
        query = query.add_columns(value.label("value")).outerjoin(DomainValue, mine)
    names = _around(wish.contains)
    if names is None:
        query = query.order_by(Domain.live_name)
    else:
        query = query.where(Domain.live_name.in_(names)).order_by(func.length(Domain.live_name).desc()).limit(1)
    rows = transaction.session.execute(query).all()
    if wish.is_extended:
        return {to_unicode(row.live_name): _extended(row, wish.value_key is not None) for row in rows}
    if wish.value_key is not None:
        return {to_unicode(row.live_name): str(row.value) for row in rows}
    return {to_unicode(row.live_name): cast(AccessLevel, row.level) for row in rows}


def _around(contains: str | None) -> list[str] | None:
    """Return the names of the zones that could hold a name; None for no such wish."""
    if contains is None:
        return None
    try:
        name = to_ascii(contains).rstrip(".")
    except Invalid:
        return []
    return [name, *ancestors(name)]


def _extended(row: Any, with_value: bool) -> DomainListed:
    listed: DomainListed = {
        "access": row.level,
        "verification": {"state": "unknown", "time": 0},
        "dnssec": {"state": "unknown"},
    }
    if with_value:
        listed["userdata"] = row.value
    return listed


def _search(transaction: Transaction, wish: ListWish) -> DomainsWithRecords:
    """Return the domains that hold records of exactly this content, with them."""
    if not wish.content:
        raise Invalid("No data provided for search content.")
    columns = (Record.id, Record.name, Record.type, Record.content, Record.ttl, Record.priority, Record.disabled)
    # what is stored of a name has no final dot and no capitals, however it was typed
    query = visible_domains(transaction.actor, Domain.live_name, *columns).join(Record, Record.domain_id == Domain.id)
    query = query.where(Record.content.in_({wish.content, _as_stored(wish.content)}))
    if wish.record_type:
        query = query.where(Record.type == type_as_stored(wish.record_type))
    names = _around(wish.contains)
    if names is not None:
        query = query.where(Domain.live_name == _longest(transaction, names))
    rows = transaction.session.execute(query.order_by(Domain.live_name, Record.name, Record.type, Record.id)).all()
    found: dict[str, RecordsFound] = {}
    for row in rows:
        found.setdefault(to_unicode(row.live_name), {"records": []})["records"].append(_found(row))
    return found


def _longest(transaction: Transaction, names: Sequence[str]) -> str | None:
    """Return the longest of some names that is a domain the actor can see."""
    query = visible_domains(transaction.actor, Domain.live_name)
    query = query.where(Domain.live_name.in_(names)).order_by(func.length(Domain.live_name).desc()).limit(1)
    found: str | None = transaction.session.scalar(query)
    return found


def _as_stored(content: str) -> str:
    try:
        return to_ascii(content).removesuffix(".")
    except Invalid:
        return content


def _found(row: Any) -> FoundRecord:
    return {
        "id": row.id,
        "name": absolute(row.name, row.live_name),
        "type": row.type,
        "content": display(row.type, row.content),
        "ttl": row.ttl,
        "priority": row.priority,
        "disabled": row.disabled,
    }


def _all_domains(transaction: Transaction) -> dict[str, DomainForAdministrators]:
    rows = transaction.session.execute(
        select(Domain.live_name, Domain.disabled, User.email, User.avatar, DomainAccess.level)
        .outerjoin(DomainAccess, DomainAccess.domain_id == Domain.id)
        .outerjoin(User, User.id == DomainAccess.user_id)
        .where(Domain.live_name.is_not(None), *zones_of_key(transaction.actor))
        .order_by(Domain.live_name, User.email)
    )
    users: Mapping[tuple[str, bool], dict[str, Any]] = defaultdict(dict)
    for row in rows:
        people = users[row.live_name, row.disabled]
        if row.email is not None:
            people[row.email] = row
    return {
        to_unicode(name): {
            # text here, as API 1.0 has it
            "disabled": "true" if disabled else "false",
            "users": {email: row.level for email, row in people.items()},
            "userinfo": {email: {"avatar": row.avatar} for email, row in people.items()},
            "verification": {"state": "unknown", "time": 0},
            "dnssec": {"state": "unknown"},
        }
        for (name, disabled), people in users.items()
    }
