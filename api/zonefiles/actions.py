"""What is decided about zone files: a file is taken whole or not at all, and only what differs is changed."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, insert, select

from api.domains.finding import find_domain
from api.domains.objects import soa_of
from api.transaction import Transaction
from api.versions import new_version, record_state
from core.errors import Invalid
from core.models import Domain, Record
from core.zone.entry import Entry
from core.zone.rdata import RecordData
from core.zone.zone_check import check_zone
from core.zone.zonefile import ExportRecord, ParsedRecord, ParsedZone, export_zone, parse_zone_file

CHUNK = 5000

# what makes two records the same when a file is compared with what is stored
Identity = tuple[str, str, str, int | None, int, str | None, bool]


def export(transaction: Transaction, text: str, raw: bool) -> str:
    """Return the enabled records of a domain as a master file."""
    domain, _level = find_domain(transaction.session, transaction.actor, text, "read")
    rows = transaction.session.execute(
        select(Record.name, Record.type, Record.content, Record.priority, Record.rdata, Record.ttl, Record.comment)
        .where(Record.domain_id == domain.id, Record.disabled.is_(False))
        .order_by(Record.name, Record.type, Record.priority, Record.id)
    )
    records = [
        ExportRecord(row.name, row.ttl, RecordData(row.type, row.content, row.priority, row.rdata), row.comment)
        for row in rows
    ]
    written_at = datetime.datetime.fromtimestamp(transaction.now / 1000, datetime.UTC)
    return export_zone(domain.name, soa_of(domain), records, written_at, raw)


def read_file(transaction: Transaction, text: str, zone_text: str, name_servers: Sequence[str]) -> ParsedZone:
    """Read a file for a domain the actor may write to; nothing is locked while it is read.

    Raises:
        Invalid: the first thing wrong with the file, with its line.
    """
    domain, _level = find_domain(transaction.session, transaction.actor, text, "write")
    try:
        parsed = parse_zone_file(zone_text, domain.name, default_ns=name_servers)
    except Invalid as refusal:
        raise Invalid(f"Import Error: {refusal.message}", refusal.detail) from refusal
    errors = _zone_errors(domain, parsed.records)
    if errors:
        raise Invalid("Import Error: the zone could not be published.", errors)
    return parsed


def replace_zone(transaction: Transaction, text: str, parsed: ParsedZone) -> int:
    """Make a domain hold exactly what a file says, but for the serial; returns the serial in force then.

    Records that are the same stay as they are; a file that changes nothing makes no version.
    """
    domain, _level = find_domain(transaction.session, transaction.actor, text, "write", for_update=True)
    stored = list(transaction.session.scalars(select(Record).where(Record.domain_id == domain.id)))
    wanted = Counter(_identity_of_parsed(record) for record in parsed.records)
    superfluous = []
    for record in stored:
        identity = _identity_of_stored(record)
        if wanted[identity]:
            wanted[identity] -= 1
        else:
            superfluous.append(record)
    missing = []
    for parsed_record in parsed.records:
        identity = _identity_of_parsed(parsed_record)
        if wanted[identity]:
            wanted[identity] -= 1
            missing.append(_row(transaction, domain, parsed_record))
    soa = _take_soa(domain, parsed)
    if superfluous or missing or soa:
        _write(transaction, superfluous, missing)
        removed = [record_state(record) for record in superfluous]
        new_version(transaction, domain, "import", removed=removed, added=[_state(row) for row in missing], soa=soa)
    return domain.serial


def _zone_errors(domain: Domain, records: Sequence[ParsedRecord]) -> list[str]:
    entries: dict[str, list[Entry]] = defaultdict(list)
    for parsed in records:
        record = parsed.record
        entries[parsed.owner].append(Entry(parsed.owner, record.type, parsed.ttl, record.content, record.priority))
    return check_zone(domain.name, list(entries), lambda owner: entries.get(owner, [])).errors


def _identity_of_parsed(parsed: ParsedRecord) -> Identity:
    record = parsed.record
    return (parsed.owner, record.type, record.content, record.priority, parsed.ttl, parsed.comment, False)


def _identity_of_stored(record: Record) -> Identity:
    return (
        record.name,
        record.type,
        record.content,
        record.priority,
        record.ttl,
        record.comment,
        record.disabled,
    )


def _row(transaction: Transaction, domain: Domain, parsed: ParsedRecord) -> dict[str, Any]:
    record = parsed.record
    return {
        "domain_id": domain.id,
        "name": parsed.owner,
        "type": record.type,
        "content": record.content,
        "priority": record.priority,
        "ttl": parsed.ttl,
        "rdata": record.rdata,
        "comment": parsed.comment,
        "disabled": False,
        "changed_at": transaction.now,
        "changed_by": transaction.actor.user_id,
    }


def _state(row: dict[str, Any]) -> dict[str, Any]:
    """Return what the history keeps of a record that has no id yet; see `record_state`."""
    kept = ("name", "type", "content", "ttl", "priority", "comment", "disabled")
    return {"id": None} | {member: row[member] for member in kept}


def _take_soa(domain: Domain, parsed: ParsedZone) -> dict[str, Any] | None:
    """Give the domain the SOA of a file, but for its serial; returns what it is now, None if nothing changed."""
    before, wanted = soa_of(domain), parsed.soa
    fields = ("primary", "admin", "refresh", "retry", "expire", "minimum")
    if all(getattr(before, field) == getattr(wanted, field) for field in fields):
        return None
    for field in fields:
        setattr(domain, f"soa_{field}", getattr(wanted, field))
    return {field: getattr(wanted, field) for field in fields}


def _write(transaction: Transaction, superfluous: Sequence[Record], missing: Sequence[dict[str, Any]]) -> None:
    ids = [record.id for record in superfluous]
    for start in range(0, len(ids), CHUNK):
        transaction.session.execute(delete(Record).where(Record.id.in_(ids[start : start + CHUNK])))
    for start in range(0, len(missing), CHUNK):
        transaction.session.connection().execute(insert(Record), missing[start : start + CHUNK])
