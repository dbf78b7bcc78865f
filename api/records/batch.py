"""The batch: many edits of one zone, all of them or none (API 1.0 §10.6)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete, select

from api.body import is_true
from api.history.difference import Difference
from api.key_limits.enforcement import check_records
from api.records.answers import RecordObject
from api.records.cloned import ClonedRecords
from api.records.edits import RecordValues, put_values, read_values, values_of
from api.records.neighbours import Neighbours
from api.records.objects import record_object
from api.records.value_edits import PresentValues, ValueEdit, read_addition, read_removal
from api.transaction import Transaction
from api.versions import new_version, record_state
from core.errors import Invalid
from core.models import Domain, Record
from core.zone.rules import coexistence_error
from core.zone.zone_check import ZoneCheck, check_zone, is_template

LARGEST_BATCH = 20_000

REFUSED = "There was errors with the records provided."


@dataclass(frozen=True, slots=True)
class Edits:
    """What a client asks for: `entries` with or without ids, then values to `remove`, then values to `add`."""

    entries: Sequence[object] = ()
    remove: Sequence[object] = ()
    add: Sequence[object] = ()

    def __len__(self) -> int:
        return len(self.entries) + len(self.remove) + len(self.add)


@dataclass(slots=True)
class Batch:
    """What the edits of a batch come to.

    `saves` holds the label of the entry, the record there is (None for a new one) and its new values; `updated`
    the ids of those records; `errors` what is wrong by the label of the entry: its index, or `add.0`, `remove.0`.
    """

    deletes: dict[int, Record] = field(default_factory=dict)
    saves: list[tuple[str, Record | None, RecordValues]] = field(default_factory=list)
    updated: set[int] = field(default_factory=set)
    errors: dict[str, str] = field(default_factory=dict)

    def touched(self) -> set[str]:
        """Return the owners before and after."""
        owners = {record.name for record in self.deletes.values()}
        owners |= {record.name for _label, record, _values in self.saves if record is not None}
        return owners | {values.name for _label, _record, values in self.saves}

    def records(self) -> Iterator[tuple[str, str]]:
        """Return type and owner of what is deleted or saved, before and after."""
        for record in self.deletes.values():
            yield record.type, record.name
        for _label, before, values in self.saves:
            if before is not None:
                yield before.type, before.name
            yield values.type, values.name


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a change of records did: the serial in force now, the records changed, and what the zone check says."""

    serial: int
    changed: list[RecordObject]
    warnings: list[str]
    difference: Difference


def apply_batch(transaction: Transaction, domain: Domain, edits: Edits, reason: str) -> Outcome:
    """Carry out a batch on a domain whose row is locked; a rehearsal finds out everything and writes nothing.

    Args:
        transaction: the unit of work.
        domain: whose zone it is.
        edits: as they came from the client.
        reason: for the history.

    Raises:
        ChangeDenied: the actor's key does not let them change one of the records; nothing is saved.
        Invalid: nothing is saved; the detail tells what is wrong by the label of the entry, or for the whole zone
            under `checkzone`.
    """
    if len(edits) > LARGEST_BATCH:
        raise Invalid(f"A batch may have at most {LARGEST_BATCH} entries; this one has {len(edits)}.")
    batch = _read(transaction, domain, edits.entries)
    _read_value_edits(transaction, domain, batch, edits)
    check_records(transaction.actor, domain, batch.records())
    check = _check(transaction, domain, batch)
    if batch.errors:
        raise Invalid(REFUSED, batch.errors)
    if check.errors:
        raise Invalid(REFUSED, {"checkzone": check.errors})
    changed, difference = _save(transaction, domain, batch, reason)
    return Outcome(domain.serial, changed, check.warnings, difference)


def _read(transaction: Transaction, domain: Domain, entries: Sequence[object]) -> Batch:
    """Read every entry; an update that changes nothing is left out."""
    batch = Batch()
    present = _present_records(transaction, domain, entries)
    for index, entry in enumerate(entries):
        try:
            _read_entry(batch, str(index), entry, domain, present)
        except Invalid as refusal:
            batch.errors[str(index)] = refusal.message
    return batch


def _read_entry(batch: Batch, label: str, entry: object, domain: Domain, present: Mapping[int, Record]) -> None:
    if not isinstance(entry, Mapping):
        raise Invalid("Each entry must be an object.")
    record_id = _id_of(entry)
    if record_id is None:
        if not is_true(entry.get("delete")):
            batch.saves.append((label, None, _values(entry, domain, None)))
        return
    record = present.get(record_id)
    if record is None or record_id in batch.deletes:
        raise Invalid(f"No such record ID: {record_id}")
    if is_true(entry.get("delete")):
        batch.deletes[record_id] = record
        if record_id in batch.updated:
            batch.saves = [save for save in batch.saves if save[1] is not record]
        return
    before = values_of(record)
    values = _values(entry, domain, before)
    if record_id in batch.updated:
        raise Invalid(f"Record {record_id} stands twice in this batch.")
    if values != before:
        batch.updated.add(record_id)
        batch.saves.append((label, record, values))


def _read_value_edits(transaction: Transaction, domain: Domain, batch: Batch, edits: Edits) -> None:
    """Find out which values there are to remove and which are missing, beside what the other entries do."""
    removals = _read_each(batch, "remove", edits.remove, domain, read_removal)
    additions = _read_each(batch, "add", edits.add, domain, read_addition)
    without = batch.updated | batch.deletes.keys()
    saved = [values for _label, _record, values in batch.saves]
    present = PresentValues(transaction, domain, [*removals, *additions], without, saved)
    for removal in removals:
        try:
            batch.deletes |= {record.id: record for record in present.remove(removal)}
        except Invalid as refusal:
            batch.errors[removal.label] = refusal.message
    for addition in additions:
        values = present.add(addition)
        if values is not None:
            batch.saves.append((addition.label, None, values))


def _read_each(
    batch: Batch,
    member: str,
    entries: Sequence[object],
    domain: Domain,
    read: Callable[[str, object, Domain], ValueEdit],
) -> list[ValueEdit]:
    found = []
    for index, entry in enumerate(entries):
        label = f"{member}.{index}"
        try:
            found.append(read(label, entry, domain))
        except Invalid as refusal:
            batch.errors[label] = f"Unable to validate record: {refusal.message}"
    return found


def _values(entry: Mapping[str, Any], domain: Domain, before: RecordValues | None) -> RecordValues:
    try:
        return read_values(entry, domain, before)
    except Invalid as refusal:
        raise Invalid(f"Unable to validate record: {refusal.message}") from refusal


def _id_of(entry: Mapping[str, Any]) -> int | None:
    record_id = entry.get("id")
    if record_id is None or record_id == "":
        return None
    if isinstance(record_id, int) and not isinstance(record_id, bool):
        return record_id
    if isinstance(record_id, str) and record_id.isascii() and record_id.isdigit() and len(record_id) < 19:
        return int(record_id)
    raise Invalid(f"No such record ID: {record_id}")


def named_ids(entries: Sequence[object]) -> list[int]:
    """Return the ids of records that entries name."""
    ids = []
    for entry in entries:
        try:
            record_id = _id_of(entry) if isinstance(entry, Mapping) else None
        except Invalid:
            continue
        if record_id is not None and 0 < record_id < 2**63:
            ids.append(record_id)
    return ids


def _present_records(transaction: Transaction, domain: Domain, entries: Sequence[object]) -> dict[int, Record]:
    ids = named_ids(entries)
    if not ids:
        return {}
    query = select(Record).where(Record.domain_id == domain.id, Record.id.in_(ids))
    return {record.id: record for record in transaction.session.scalars(query)}


def _check(transaction: Transaction, domain: Domain, batch: Batch) -> ZoneCheck:
    """Check each record beside its neighbours, in the order of the batch, then the zone around them."""
    # the apex, because every check of a zone looks at it
    neighbours = Neighbours(transaction.session, domain.id, {"", *batch.touched()})
    for record_id in batch.deletes:
        neighbours.remove(record_id)
    for _label, record, _values in batch.saves:
        if record is not None:
            neighbours.remove(record.id)
    for label, _record, values in batch.saves:
        if values.disabled:
            continue
        beside = neighbours.lookup(values.name)
        reason = coexistence_error(values.entry(), beside, domain.name)
        if reason is not None:
            batch.errors[label] = f"Unable to validate record: {reason}"
        neighbours.add(values.entry())
    if batch.errors:
        return ZoneCheck()
    return _check_around(domain, batch, neighbours, ClonedRecords(transaction.session, domain, neighbours.lookup))


def _check_around(domain: Domain, batch: Batch, neighbours: Neighbours, records: ClonedRecords) -> ZoneCheck:
    """Check the zone around the owners that are touched, and those that copy from a template that is."""
    touched = batch.touched()
    templates = {owner for owner in touched if is_template(owner)}
    owners = touched - templates
    if templates:
        owners |= records.owners_copying(templates)
    check = check_zone(
        domain.name,
        owners,
        records.lookup,
        below=neighbours.below if _adds_a_cut(batch) else None,
        pointing_at=neighbours.pointing_at if _takes_addresses_away(batch) else None,
    )
    return ZoneCheck(check.errors, check.warnings + records.warnings(sorted({"", *owners})))


def _adds_a_cut(batch: Batch) -> bool:
    return any(
        values.type == "DNAME" or (values.type == "NS" and values.name) for _label, _record, values in batch.saves
    )


def _takes_addresses_away(batch: Batch) -> bool:
    replaced = [record for _label, record, _values in batch.saves if record is not None]
    return any(record.type in {"A", "AAAA"} for record in [*batch.deletes.values(), *replaced])


def _save(transaction: Transaction, domain: Domain, batch: Batch, reason: str) -> tuple[list[RecordObject], Difference]:
    """Write the records and, if there is anything to write, the next version of the zone."""
    if not batch.deletes and not batch.saves:
        return [], Difference()
    session = transaction.session
    replaced = [record for _label, record, _values in batch.saves if record is not None]
    removed = [record_state(record) for record in [*batch.deletes.values(), *replaced]]
    changed = [record_object(record, marked="deleted") for record in batch.deletes.values()]
    if batch.deletes and not transaction.is_rehearsal:
        session.execute(delete(Record).where(Record.id.in_(batch.deletes)))
    saved = [_saved(transaction, domain, record, values) for _label, record, values in batch.saves]
    if not transaction.is_rehearsal:
        session.add_all(saved)
        session.flush()
    added = [record_state(record) for record in saved]
    difference = new_version(transaction, domain, reason, removed=removed, added=added)
    return changed + [record_object(record, marked="updated") for record in saved], difference


def _saved(transaction: Transaction, domain: Domain, record: Record | None, values: RecordValues) -> Record:
    record = Record(domain_id=domain.id) if record is None else record
    return put_values(record, values, transaction.now, transaction.actor.user_id)
