"""The audit log read from its two tables: events, and versions of zones, which are not repeated there."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, false, func, literal, null, or_, select, true, union_all
from sqlalchemy.orm import Session

from api.audit.answers import Entry, EntryPage
from api.audit.sentences import Names, differences, summary
from api.domains.finding import find_domain
from api.numbered_pages import page_of
from api.transaction import Transaction
from api.users.finding import find_user
from core.errors import Invalid, NotFound
from core.models import AuditEntry, Domain, User, ZoneChange
from core.zone.names import to_ascii, to_unicode

PAGE_SIZE = 50
# Entries are read in the order of their ids, and sorted by time: that of the transaction, which may be before that of
# one that was quicker. So many are read besides that nothing is lost between two pages.
OUT_OF_ORDER = 50

# what a version of a zone is as an event
CHANGED, SYNC = "domain.records.changed", "domain.sync"
# its creation is an event of its own, which stays when the domain and its history are gone
NOT_SHOWN = "create"

Condition = ColumnElement[bool]
EntryRow = Row[*tuple[Any, ...]]


def list_entries(transaction: Transaction, page: int, filters: Mapping[str, str]) -> EntryPage:
    """Return a page of the audit log, newest first.

    Args:
        transaction: the unit of work.
        page: its number.
        filters: by `type` (the whole), `actor` and `search` (a part).

    Raises:
        Invalid: a filter is unknown.
    """
    return _page(transaction.session, page, filters, true(), true())


def list_entries_of_user(transaction: Transaction, user: str, page: int, filters: Mapping[str, str]) -> EntryPage:
    """Return a page of what happened to a user, and of what was denied to their keys; see `list_entries`."""
    return _page(transaction.session, page, filters, AuditEntry.user_id == find_user(transaction, user).id, false())


def list_entries_of_domain(transaction: Transaction, text: str, page: int, filters: Mapping[str, str]) -> EntryPage:
    """Return a page of what happened to a domain, and of what was denied to keys there; see `list_entries`."""
    domain, _level = find_domain(transaction.session, transaction.actor, text, "owner")
    return _page(
        transaction.session, page, filters, AuditEntry.domain_id == domain.id, ZoneChange.domain_id == domain.id
    )


def _page(
    session: Session, page: int, filters: Mapping[str, str], whose_events: Condition, whose_versions: Condition
) -> EntryPage:
    unknown = filters.keys() - {"type", "actor", "search"}
    if unknown:
        raise Invalid(f"The audit log cannot be filtered by {min(unknown)}; it can by type, actor and search.")
    of_events, of_versions = _conditions(filters)
    of_events, of_versions = and_(whose_events, of_events), and_(whose_versions, of_versions)
    total = _count(session, AuditEntry, of_events) + _count(session, ZoneChange, of_versions)
    shown = page_of(page, PAGE_SIZE, total)
    wanted = shown.offset + shown.size + OUT_OF_ORDER
    events = _events().where(of_events).order_by(AuditEntry.id.desc()).limit(wanted).subquery()
    versions = _versions().where(of_versions).order_by(ZoneChange.id.desc()).limit(wanted).subquery()
    both = union_all(select(events), select(versions)).subquery()
    rows = session.execute(
        select(both).order_by(both.c.happened_at.desc(), both.c.number.desc()).offset(shown.offset).limit(shown.size)
    ).all()
    return {"entries": _entries(session, rows), "pagination": shown.numbers}


def get_entry(transaction: Transaction, number: int) -> Entry:
    """Return an entry of the audit log.

    Raises:
        NotFound: there is none of this id.
    """
    identifier, is_version = divmod(number, 2)
    chosen = (
        _versions().where(ZoneChange.id == identifier) if is_version else _events().where(AuditEntry.id == identifier)
    )
    row = transaction.session.execute(chosen).one_or_none()
    if row is None:
        raise NotFound(f"Error loading audit entry. There is none with the id {number}.")
    return _entries(transaction.session, [row])[0]


def _events() -> "Select[*tuple[Any, ...]]":
    # even numbers are events, odd ones are versions: one list needs ids that are not the same
    return select(
        (AuditEntry.id * 2).label("number"),
        AuditEntry.happened_at,
        AuditEntry.type,
        AuditEntry.actor,
        AuditEntry.through,
        AuditEntry.key_description,
        AuditEntry.impersonator,
        AuditEntry.address,
        AuditEntry.request_id,
        AuditEntry.user_id,
        AuditEntry.domain_id,
        AuditEntry.args,
        null().label("serial"),
        null().label("reason"),
        null().label("summary"),
    )


def _versions() -> "Select[*tuple[Any, ...]]":
    return select(
        (ZoneChange.id * 2 + 1).label("number"),
        ZoneChange.changed_at.label("happened_at"),
        func.if_(ZoneChange.reason == "sync", SYNC, CHANGED).label("type"),
        ZoneChange.actor,
        ZoneChange.through,
        ZoneChange.key_description,
        ZoneChange.impersonator,
        ZoneChange.address,
        ZoneChange.request_id,
        ZoneChange.user_id,
        ZoneChange.domain_id,
        null().label("args"),
        ZoneChange.serial,
        ZoneChange.reason,
        ZoneChange.summary,
    )


def _conditions(filters: Mapping[str, str]) -> tuple[Condition, Condition]:
    """Return what events and what versions have to fulfil."""
    events: list[Condition] = [true()]
    versions: list[Condition] = [ZoneChange.reason != NOT_SHOWN]
    if "type" in filters:
        events.append(AuditEntry.type == filters["type"])
        is_sync = ZoneChange.reason == "sync"
        versions.append({CHANGED: ~is_sync, SYNC: is_sync}.get(filters["type"], literal(0) == 1))
    if "actor" in filters:
        events.append(AuditEntry.actor.contains(filters["actor"], autoescape=True))
        versions.append(ZoneChange.actor.contains(filters["actor"], autoescape=True))
    if "search" in filters:
        text = filters["search"]
        domains = select(Domain.id).where(Domain.name.contains(_ascii(text), autoescape=True))
        users = select(User.id).where(User.email.contains(text, autoescape=True))
        events.append(
            or_(
                AuditEntry.args.contains(text, autoescape=True),
                AuditEntry.type.contains(text, autoescape=True),
                AuditEntry.domain_id.in_(domains),
                AuditEntry.user_id.in_(users),
            )
        )
        versions.append(
            or_(
                ZoneChange.summary.contains(text, autoescape=True),
                ZoneChange.reason.contains(text, autoescape=True),
                ZoneChange.domain_id.in_(domains),
            )
        )
    return and_(*events), and_(*versions)


def _ascii(text: str) -> str:
    try:
        return to_ascii(text)
    except Invalid:
        # no name of a domain; it is looked for as it is, and a column of ASCII has nothing like it
        return text.lower().encode("ascii", "replace").decode()


def _count(session: Session, table: type[AuditEntry] | type[ZoneChange], chosen: Condition) -> int:
    return session.scalar(select(func.count()).select_from(table).where(chosen)) or 0


def _entries(session: Session, rows: Sequence[EntryRow]) -> list[Entry]:
    names = _names(session, rows)
    return [_entry(row, names) for row in rows]


def _names(session: Session, rows: Sequence[EntryRow]) -> Names:
    domain_ids = {row.domain_id for row in rows if row.domain_id is not None}
    user_ids = {row.user_id for row in rows if row.user_id is not None}
    domains = session.execute(select(Domain.id, Domain.name).where(Domain.id.in_(domain_ids))).all()
    users = session.execute(select(User.id, User.email).where(User.id.in_(user_ids))).all()
    return Names({row.id: to_unicode(row.name) for row in domains}, {row.id: row.email for row in users})


def _entry(row: EntryRow, names: Names) -> Entry:
    args = [row.domain_id, row.serial, row.reason] if row.args is None else json.loads(row.args)
    sentence = summary(row.type, args, names.domain(row.domain_id), names.user(row.user_id))
    more = [row.summary] if row.summary else differences(args)
    return {
        "id": row.number,
        "time": row.happened_at // 1000,
        "actor": row.actor,
        "type": row.type,
        "args": json.dumps(args),
        "summary": sentence,
        "extendedsummary": f"{sentence}: {'; '.join(more)}" if more else sentence,
        "through": row.through,
        "key": row.key_description,
        "impersonator": row.impersonator,
        "address": row.address,
        "request": row.request_id,
    }
