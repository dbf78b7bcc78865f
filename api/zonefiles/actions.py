"""What is decided about zone files: a file is taken whole or not at all, and only what differs is changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import delete, insert, select

from api.domains.finding import find_domain, refuse_alias
from api.domains.objects import soa_of
from api.domains.states import lock_zone, zone_tag
from api.history.difference import Difference, RecordState
from api.records.cloned import with_copies
from api.transaction import Transaction
from api.versions import new_version, record_state, soa_state
from api.zonefiles.comparison import Mode, check_entries, compare, entries_by_owner
from core.errors import Invalid
from core.models import Domain, Record
from core.zone.zone_check import ZoneCheck
from core.zone.zonefile import ParsedRecord, ParsedZone, parse_tinydns, parse_zone_file

CHUNK = 5000


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: the serial in force now, the difference, and what was left out or looks wrong."""

    serial: int
    difference: Difference
    warnings: list[str]


def read_file(
    transaction: Transaction, text: str, zone_text: str, *, form: str, name_servers: Sequence[str], mode: Mode
) -> ParsedZone:
    """Read a file for a domain the actor may write to; nothing is locked while it is read.

    Args:
        transaction: the unit of work.
        text: name of the domain.
        zone_text: the file.
        form: `bind` or `tinydns`.
        name_servers: names of the platform's servers.
        mode: what is to become of it.

    Raises:
        Invalid: the first thing wrong with the file, with its line.
    """
    domain, _level = find_domain(transaction.session, transaction.actor, text, "write")
    refuse_alias(domain)
    parsed = _parsed(zone_text, form, domain, name_servers)
    if mode == "replace":
        expanded = partial(with_copies, transaction.session, domain)
        _refuse_errors(check_entries(entries_by_owner(parsed.records), domain.name, expanded))
    return parsed


def _parsed(zone_text: str, form: str, domain: Domain, name_servers: Sequence[str]) -> ParsedZone:
    if form == "tinydns":
        try:
            return parse_tinydns(zone_text, domain.name)
        except Invalid as refusal:
            raise Invalid(f"Unable to import zone. ({refusal.message})", refusal.detail) from refusal
    try:
        return parse_zone_file(zone_text, domain.name, default_ns=name_servers)
    except Invalid as refusal:
        raise Invalid(f"Import Error: {refusal.message}", refusal.detail) from refusal


def take_file(transaction: Transaction, text: str, parsed: ParsedZone, mode: Mode) -> Imported:
    """Make a domain hold what a file says; only what differs is changed, and a file that changes nothing no version.

    Args:
        transaction: the unit of work; a rehearsal finds out everything and writes nothing.
        text: name of the domain.
        parsed: the file.
        mode: whether records that are not in the file go (`replace`: the SOA is taken too, but for the serial), or
            only make way for its RRsets (`merge`).

    Raises:
        Invalid: what would result could not be published.
    """
    domain = lock_zone(transaction, text)
    stored = list(transaction.session.scalars(select(Record).where(Record.domain_id == domain.id)))
    comparison = compare(stored, parsed.records, mode)
    warnings = list(parsed.warnings)
    if mode == "merge":
        check = comparison.check(domain.name, partial(with_copies, transaction.session, domain))
        _refuse_errors(check)
        warnings += check.warnings
    before = soa_state(soa_of(domain))
    soa = _take_soa(domain, parsed) if mode == "replace" else None
    difference = Difference()
    if comparison.superfluous or comparison.missing or soa:
        removed = [record_state(record) for record in comparison.superfluous]
        rows = [_row(transaction, domain, record) for record in comparison.missing]
        last = max((record.id for record in stored), default=0)
        ids = _write(transaction, domain, comparison.superfluous, rows, last)
        added = [_state(row, record_id) for row, record_id in zip(rows, ids, strict=True)]
        difference = new_version(
            transaction, domain, "import", removed=removed, added=added, soa=soa, soa_before=before
        )
    transaction.tag = zone_tag(domain)
    return Imported(domain.serial, difference, warnings)


def _refuse_errors(check: ZoneCheck) -> None:
    if check.errors:
        raise Invalid("Import Error: the zone could not be published.", check.errors)


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


def _state(row: dict[str, Any], record_id: int | None) -> RecordState:
    """Return what the history keeps of a record that was written as a row; see `record_state`."""
    kept = ("name", "type", "content", "ttl", "priority", "comment", "disabled")
    return {"id": record_id} | {member: row[member] for member in kept}


def _take_soa(domain: Domain, parsed: ParsedZone) -> dict[str, Any] | None:
    """Give the domain the SOA of a file, but for its serial; returns what it is now, None if nothing changed."""
    wanted = soa_state(parsed.soa)
    if soa_state(soa_of(domain)) == wanted:
        return None
    for member, value in wanted.items():
        setattr(domain, f"soa_{member}", value)
    return wanted


def _write(
    transaction: Transaction,
    domain: Domain,
    superfluous: Sequence[Record],
    rows: Sequence[dict[str, Any]],
    last: int,
) -> Sequence[int | None]:
    """Delete and insert, and return the ids of the new records, all above `last`; a rehearsal does neither."""
    if transaction.is_rehearsal:
        return [None] * len(rows)
    session = transaction.session
    ids = [record.id for record in superfluous]
    for start in range(0, len(ids), CHUNK):
        session.execute(delete(Record).where(Record.id.in_(ids[start : start + CHUNK])))
    if not rows:
        return []
    for start in range(0, len(rows), CHUNK):
        session.connection().execute(insert(Record), rows[start : start + CHUNK])
    # the database counts up in the order of the rows, and nobody else writes to this zone meanwhile
    return list(
        session.scalars(select(Record.id).where(Record.domain_id == domain.id, Record.id > last).order_by(Record.id))
    )
