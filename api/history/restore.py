"""An earlier state of a zone brought back, as a version of its own."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert, update

from api.domains.objects import soa_of
from api.domains.states import lock_zone, zone_tag
from api.history.actions import find_version, present_records, state_at
from api.history.difference import Difference, RecordState
from api.history.reconstruction import Restoration, restoration, without_made_up_id
from api.transaction import Transaction
from api.versions import new_version, soa_state
from core.models import Domain, Record
from core.zone.entry import Entry
from core.zone.rdata import canonical
from core.zone.zone_check import check_zone

CHUNK = 5000

UNKNOWN_SOA = "The history does not tell the SOA of that time; it was left as it is."


@dataclass(frozen=True, slots=True)
class Restored:
    """What it came to: the serial in force now, what changed by it, and what looks wrong in the zone."""

    serial: int
    difference: Difference
    warnings: list[str]


def restore_version(transaction: Transaction, text: str, serial: int) -> Restored:
    """Bring back the records and the SOA, but for its serial, of an earlier version.

    What is equal stays as it is, what was deleted gets its id back, and a state that is the present one makes no
    version. A state that is no longer fit to be published is brought back too, because it was one once: the reasons
    are among the warnings.

    Args:
        transaction: the unit of work; a rehearsal finds out everything and writes nothing.
        text: name of the domain.
        serial: of the version whose state is wanted.

    Raises:
        NotFound: there is no such version, or the zone of that time cannot be told.
        Conflict: the zone is no longer as the client knows it.
    """
    domain = lock_zone(transaction, text)
    wanted = state_at(transaction, domain, find_version(transaction, domain, serial))
    present = present_records(transaction, domain)
    plan = restoration(present, wanted.records)
    before = soa_state(soa_of(domain))
    soa = dict(wanted.soa) if wanted.soa and dict(wanted.soa) != before else None
    warnings = _findings(domain, list(wanted.records.values()))
    if wanted.soa is None:
        warnings.append(UNKNOWN_SOA)
    difference = Difference()
    if not plan.is_empty or soa:
        for member, value in (soa or {}).items():
            setattr(domain, f"soa_{member}", value)
        removed = [present[record_id] for record_id in [*plan.superfluous, *plan.changed]]
        added = [*plan.changed.values(), *_write(transaction, domain, plan)]
        difference = new_version(
            transaction, domain, "restore", removed=removed, added=added, soa=soa, soa_before=before
        )
    transaction.tag = zone_tag(domain)
    return Restored(domain.serial, difference, warnings)


def _write(transaction: Transaction, domain: Domain, plan: Restoration) -> list[RecordState]:
    """Write what has to be written, and return the records that were missing, with their ids."""
    if transaction.is_rehearsal:
        return [without_made_up_id(record) for record in plan.missing]
    session = transaction.session
    for start in range(0, len(plan.superfluous), CHUNK):
        session.execute(delete(Record).where(Record.id.in_(plan.superfluous[start : start + CHUNK])))
    changed = [_row(transaction, record) | {"id": record_id} for record_id, record in plan.changed.items()]
    if changed:
        session.execute(update(Record), changed)
    kept = [record for record in plan.missing if record["id"] > 0]
    rows = [{"id": record["id"], "domain_id": domain.id} | _row(transaction, record) for record in kept]
    for start in range(0, len(rows), CHUNK):
        session.connection().execute(insert(Record), rows[start : start + CHUNK])
    unknown = [record for record in plan.missing if record["id"] < 0]
    return [*kept, *(_insert_anew(transaction, domain, record) for record in unknown)]


def _insert_anew(transaction: Transaction, domain: Domain, record: RecordState) -> RecordState:
    row = insert(Record).values(domain_id=domain.id, **_row(transaction, record))
    inserted = transaction.session.connection().execute(row)
    (record_id,) = inserted.inserted_primary_key or (None,)
    return {**record, "id": record_id}


def _row(transaction: Transaction, record: Mapping[str, Any]) -> dict[str, Any]:
    kept = ("name", "type", "content", "ttl", "priority", "comment", "disabled")
    return {member: record[member] for member in kept} | {
        "rdata": canonical(record["type"], record["content"], record["priority"]).rdata,
        "changed_at": transaction.now,
        "changed_by": transaction.actor.user_id,
    }


def _findings(domain: Domain, records: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return what a check of the zone as it was finds, errors first."""
    entries: dict[str, list[Entry]] = defaultdict(list)
    for record in records:
        if not record["disabled"]:
            entry = Entry(record["name"], record["type"], record["ttl"], record["content"], record["priority"])
            entries[record["name"]].append(entry)
    check = check_zone(domain.name, list(entries), lambda owner: entries.get(owner, []))
    return [*check.errors, *check.warnings]
