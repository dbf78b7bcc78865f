"""What is decided about records."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, delete, select

from api.domains.objects import SOA_COLUMNS, soa_object
from api.domains.states import lock_zone, look_at_zone, zone_tag
from api.key_limits.enforcement import check_records
from api.records.answers import PageOfRecords, RecordObject, RecordsOfDomain, RecordsOfOwner
from api.records.batch import REFUSED, Edits, Outcome, apply_batch, named_ids
from api.records.cloned import apex_has_ns
from api.records.lists import RecordLists
from api.records.objects import record_object
from api.records.pages import ListWish, read_page
from api.transaction import Transaction
from api.versions import new_version, record_state
from core.errors import Invalid, NotFound
from core.models import Domain, Record
from core.zone.names import parse_owner, sort_key
from core.zone.rdata import CLONE, type_as_stored

# the columns of a list, without what only the name server needs
SHOWN = (
    Record.id,
    Record.remote_domain_id,
    Record.name,
    Record.type,
    Record.content,
    Record.ttl,
    Record.priority,
    Record.changed_at,
    Record.changed_by,
    Record.comment,
    Record.disabled,
)


# what a change of records needs to know of its domain
WRITE_COLUMNS = (
    Domain.id,
    Domain.name,
    Domain.alias_of_id,
    Domain.serial,
    Domain.default_ttl,
    Domain.disabled,
    Domain.has_hooks,
)


def list_records(transaction: Transaction, text: str, lists: RecordLists) -> RecordsOfDomain:
    """Return all records of a domain, with its SOA and whether the apex has an NS record."""
    domain = look_at_zone(transaction, text, SOA_COLUMNS)
    records = lists.get(domain.id, domain.serial, lambda: [record_object(row) for row in _rows(transaction, domain)])
    at_apex = [record for record in records if not record["name"] and not record["disabled"]]
    has_ns = any(record["type"] == "NS" for record in at_apex)
    if not has_ns and any(record["type"] == CLONE for record in at_apex):
        has_ns = apex_has_ns(transaction.session, domain)
    return {"records": records, "hasNS": has_ns, "soa": soa_object(domain)}


def list_page(transaction: Transaction, text: str, wish: ListWish) -> PageOfRecords:
    """Return some records of a domain, with its SOA, whether the apex has an NS record, and where they stand."""
    domain = look_at_zone(transaction, text, SOA_COLUMNS)
    rows, total = read_page(transaction.session, domain, wish, SHOWN)
    return {
        "records": [record_object(row) for row in rows],
        "hasNS": apex_has_ns(transaction.session, domain),
        "soa": soa_object(domain),
        "pagination": wish.page.pagination(total),
    }


def list_records_by_name(transaction: Transaction, text: str, name: str, record_type: str | None) -> RecordsOfOwner:
    """Return the records of one owner, and of one type if it is given."""
    domain = look_at_zone(transaction, text)
    records = _rows(transaction, domain, *_named(domain, name, record_type))
    return {"records": [record_object(row) for row in records], "hasNS": apex_has_ns(transaction.session, domain)}


def get_record(transaction: Transaction, text: str, record_id: int) -> RecordObject:
    """Return one record with its full name."""
    domain = look_at_zone(transaction, text)
    return record_object(_record(transaction, domain, record_id), domain.name)


def change_records(transaction: Transaction, text: str, edits: Edits) -> Outcome:
    """Carry out a batch."""
    domain = _for_writing(transaction, text, Record.id.in_(named_ids(edits.entries)))
    outcome = apply_batch(transaction, domain, edits, "update_records")
    transaction.tag = zone_tag(domain)
    return outcome


def change_record(transaction: Transaction, text: str, record_id: int, wanted: Mapping[str, Any]) -> RecordObject:
    """Change one record.

    Raises:
        Invalid: with the reasons as a list, where a batch has them by index.
    """
    domain = _for_writing(transaction, text, Record.id == record_id)
    record = _record(transaction, domain, record_id)
    try:
        apply_batch(transaction, domain, Edits([{**wanted, "id": record_id, "delete": False}]), "update_record")
    except Invalid as refusal:
        if refusal.message != REFUSED or not isinstance(refusal.detail, Mapping):
            raise
        reasons: list[str] = []
        for reason in refusal.detail.values():
            reasons += [reason] if isinstance(reason, str) else reason
        raise Invalid("Error updating record.", reasons) from refusal
    transaction.tag = zone_tag(domain)
    return record_object(record, domain.name)


def delete_record(transaction: Transaction, text: str, record_id: int) -> int:
    """Delete one record; returns the serial in force then."""
    domain = _for_writing(transaction, text, Record.id == record_id)
    record = _record(transaction, domain, record_id)
    _delete(transaction, domain, [record], "delete_record")
    return domain.serial


def delete_records(
    transaction: Transaction, text: str, name: str | None = None, record_type: str | None = None
) -> tuple[int, int]:
    """Delete all records of a domain, or those of one owner, or those of one owner and type.

    Returns:
        the serial in force then, and how many were deleted.
    """
    domain = _for_writing(transaction, text)
    chosen = _named(domain, name, record_type) if name is not None else ()
    records = list(transaction.session.scalars(select(Record).where(Record.domain_id == domain.id, *chosen)))
    _delete(transaction, domain, records, "delete_records")
    return domain.serial, len(records)


def _for_writing(transaction: Transaction, text: str, *concerned: ColumnElement[bool]) -> Domain:
    """Lock a zone; `concerned` chooses the records a client is shown that decided on others."""

    def as_they_are(domain: Domain) -> list[RecordObject]:
        return [record_object(row) for row in _rows(transaction, domain, *concerned)] if concerned else []

    return lock_zone(transaction, text, columns=WRITE_COLUMNS, concerned=as_they_are)


def _delete(transaction: Transaction, domain: Domain, records: Sequence[Record], reason: str) -> None:
    if not records:
        transaction.tag = zone_tag(domain)
        return
    check_records(transaction.actor, domain, [(record.type, record.name) for record in records])
    removed = [record_state(record) for record in records]
    ids = [record.id for record in records]
    for start in range(0, len(ids), 5000):
        transaction.session.execute(delete(Record).where(Record.id.in_(ids[start : start + 5000])))
    new_version(transaction, domain, reason, removed=removed)
    transaction.tag = zone_tag(domain)


def _named(domain: Domain, name: str, record_type: str | None) -> tuple[Any, ...]:
    chosen = (Record.name == parse_owner(name, domain.name),)
    return chosen if record_type is None else (*chosen, Record.type == type_as_stored(record_type))


def _rows(transaction: Transaction, domain: Domain, *chosen: Any) -> Sequence[Any]:
    query = select(*SHOWN).where(Record.domain_id == domain.id, *chosen)
    rows = transaction.session.execute(query.order_by(Record.name, Record.type, Record.priority, Record.id)).all()
    if domain.name.endswith(".arpa"):
        return sorted(rows, key=lambda row: sort_key(row.name, domain.name))
    return rows


def _record(transaction: Transaction, domain: Domain, record_id: int) -> Record:
    record = transaction.session.scalars(
        select(Record).where(Record.id == record_id, Record.domain_id == domain.id)
    ).one_or_none()
    if record is None:
        raise NotFound(f"Unknown record id: {record_id}")
    return record
