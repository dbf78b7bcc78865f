"""What is decided about the history: versions are listed and looked at, and a zone as it was is told."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import case, func, null, select
from sqlalchemy.orm import defer

from api.domains.finding import find_domain
from api.domains.objects import soa_of
from api.domains.states import look_at_zone
from api.history.answers import Version, VersionOfZone, Versions
from api.history.difference import Counts, Difference, shown_record, shown_soa
from api.history.reconstruction import ZoneState, without_made_up_id
from api.paging import Page
from api.transaction import Transaction
from api.versions import record_state, soa_state
from core.errors import NotFound
from core.models import Domain, Record, ZoneChange
from core.zone.names import sort_key, to_unicode

# versions read at once while going back: each may hold the difference of a large import
VERSIONS_AT_ONCE = 20


def list_versions(transaction: Transaction, text: str, page: Page) -> Versions:
    """Return a page of the versions of a zone, the newest first."""
    domain = look_at_zone(transaction, text, takes_aliases=True)
    mine = ZoneChange.domain_id == domain.id
    total = transaction.session.scalar(select(func.count()).select_from(ZoneChange).where(mine)) or 0
    difference = case((ZoneChange.summary.is_(None), ZoneChange.difference), else_=null())
    rows = transaction.session.execute(
        select(ZoneChange, difference)
        .options(defer(ZoneChange.difference))
        .where(mine)
        .order_by(ZoneChange.id.desc())
        .limit(page.size)
        .offset(page.offset)
    )
    versions = [_version(change, stored and Difference.unpack(stored)) for change, stored in rows]
    return {"history": versions, "pagination": page.pagination(total)}


def get_version(transaction: Transaction, text: str, serial: int, page: Page) -> VersionOfZone:
    """Return a version with its difference, and the zone as it was then; the transaction is of one moment.

    Raises:
        NotFound: there is no such version, or the zone of that time cannot be told.
    """
    domain, _level = find_domain(transaction.session, transaction.actor, text, "read")
    change = find_version(transaction, domain, serial)
    difference = Difference.unpack(change.difference)
    state = state_at(transaction, domain, change)
    records = sorted(
        state.records.values(),
        key=lambda record: (*sort_key(record["name"], domain.name), record["type"], record["priority"] or 0),
    )
    longest = max(len(records), len(difference.added), len(difference.removed))
    return {
        "version": _version(change, difference),
        "difference": difference.shown(page.window),
        "records": [shown_record(without_made_up_id(record)) for record in records[page.window]],
        "soa": shown_soa(state.soa) if state.soa else None,
        "pagination": page.pagination(longest),
    }


def find_version(transaction: Transaction, domain: Domain, serial: int) -> ZoneChange:
    """Return a version of a zone.

    Raises:
        NotFound: there is none of this serial.
    """
    query = select(ZoneChange).where(ZoneChange.domain_id == domain.id, ZoneChange.serial == serial)
    change = transaction.session.scalars(query).one_or_none()
    if change is None:
        raise NotFound(f"{to_unicode(domain.name)} has no version {serial}.")
    return change


def state_at(transaction: Transaction, domain: Domain, version: ZoneChange) -> ZoneState:
    """Return a zone as it was when a version was made, by undoing every later one.

    The caller has locked the domain's row, or reads everything as of one moment.

    Raises:
        NotFound: a version does not fit what came of it.
    """
    state = ZoneState(present_records(transaction, domain), soa_state(soa_of(domain)))
    for difference in _later(transaction, version):
        state.undo(difference)
    return state


def present_records(transaction: Transaction, domain: Domain) -> dict[int, dict[str, Any]]:
    """Return what the history would keep of the records that are there, by id."""
    columns = (
        *(Record.id, Record.name, Record.type, Record.content),
        *(Record.ttl, Record.priority, Record.comment, Record.disabled),
    )
    # in one order, so that a plan and what is made of it tell the same in the same order
    query = select(*columns).where(Record.domain_id == domain.id).order_by(Record.id)
    rows: Iterable[Any] = transaction.session.execute(query)
    return {row.id: record_state(row) for row in rows}


def _later(transaction: Transaction, version: ZoneChange) -> Iterator[Difference]:
    """Give the differences of all later versions, the newest first."""
    before = None
    while True:
        query = select(ZoneChange.id, ZoneChange.difference).where(
            ZoneChange.domain_id == version.domain_id, ZoneChange.id > version.id
        )
        if before is not None:
            query = query.where(ZoneChange.id < before)
        rows = transaction.session.execute(query.order_by(ZoneChange.id.desc()).limit(VERSIONS_AT_ONCE)).all()
        for row in rows:
            yield Difference.unpack(row.difference)
        if len(rows) < VERSIONS_AT_ONCE:
            return
        before = rows[-1].id


def _version(change: ZoneChange, difference: Difference | None) -> Version:
    """Return a version on the wire; the difference is needed where a version is older than the columns beside it."""
    counts: Counts
    if difference is None:
        counts = {"added": change.added or 0, "removed": change.removed or 0, "changed": change.changed or 0}
        summary = change.summary or ""
    else:
        counts, summary = difference.counts(), difference.summary()
    return {
        "serial": change.serial,
        "changed_at": change.changed_at / 1000,
        "actor": change.actor,
        "through": change.through,
        "key_description": change.key_description,
        "impersonator": change.impersonator,
        "address": change.address,
        "reason": change.reason,
        "request_id": change.request_id,
        "counts": counts,
        "summary": summary,
    }
