"""Values added and removed without ids: what is there already is not added again, what is not there is not missed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from api.body import is_true
from api.records.edits import RecordValues, read_values
from api.transaction import Transaction
from core.errors import Invalid
from core.models import Domain, Record
from core.zone.rdata.record_data import PRIORITY_TYPES

Value = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class ValueEdit:
    """One value to add or remove.

    Attributes:
        label: where it stands in the batch, such as `add.0`.
        values: the record it would be.
        says_ttl: whether its TTL was asked for; otherwise it takes that of the values beside it.
        says_priority: whether its priority was given; one to remove may leave it open.
    """

    label: str
    values: RecordValues
    says_ttl: bool
    says_priority: bool

    @property
    def value(self) -> Value:
        """What is compared."""
        return self.values.name, self.values.type, self.values.content

    def is_held_by(self, holder: Record | RecordValues) -> bool:
        """Tell whether a record with this owner, type and content holds it."""
        return not self.says_priority or holder.priority == self.values.priority


def read_addition(label: str, entry: object, domain: Domain) -> ValueEdit:
    """Read an entry of `add`.

    Raises:
        Invalid: the first thing wrong with it.
    """
    members = _members(entry)
    if is_true(members.get("disabled")):
        raise Invalid("A value that is added is enabled; a disabled record is created without `add`.")
    return ValueEdit(label, read_values(members, domain, None), "ttl" in members, says_priority=True)


def read_removal(label: str, entry: object, domain: Domain) -> ValueEdit:
    """Read an entry of `remove`, which names a value; TTL and comment do not matter.

    Raises:
        Invalid: the first thing wrong with it.
    """
    members = _members(entry)
    wanted: dict[str, Any] = {name: members.get(name) for name in ("name", "type", "content")}
    says_priority = members.get("priority") not in (None, "")
    record_type = str(wanted["type"] or "").strip().upper()
    if says_priority or record_type in PRIORITY_TYPES:
        wanted["priority"] = members["priority"] if says_priority else 0
    return ValueEdit(label, read_values(wanted, domain, None), says_ttl=False, says_priority=says_priority)


class PresentValues:
    """The enabled records at the owners of some edits, with what a batch has decided so far applied to them.

    Args:
        transaction: the unit of work.
        domain: whose records.
        edits: what will be asked about.
        without: ids of records the batch deletes or changes already.
        saved: the records it makes of them, and new ones.
    """

    def __init__(
        self,
        transaction: Transaction,
        domain: Domain,
        edits: Sequence[ValueEdit],
        without: set[int],
        saved: Sequence[RecordValues],
    ) -> None:
        owners = {edit.values.name for edit in edits}
        query = select(Record).where(Record.domain_id == domain.id, Record.name.in_(owners), Record.disabled.is_(False))
        self._stored: dict[Value, dict[int, Record]] = {}
        self._ttls: dict[tuple[str, str], int] = {}
        self._saved: dict[Value, list[RecordValues]] = {}
        for record in transaction.session.scalars(query) if owners else ():
            if record.id not in without:
                self._stored.setdefault((record.name, record.type, record.content), {})[record.id] = record
                self._ttls.setdefault((record.name, record.type), record.ttl)
        for values in saved:
            if not values.disabled:
                self._note_saved(values)

    def remove(self, edit: ValueEdit) -> list[Record]:
        """Return the records that hold a value, which are there no more.

        Raises:
            Invalid: the same batch puts it there.
        """
        if any(edit.is_held_by(values) for values in self._saved.get(edit.value, ())):
            raise Invalid("This value is removed and put there by the same batch.")
        stored = self._stored.get(edit.value, {})
        held = [record for record in stored.values() if edit.is_held_by(record)]
        for record in held:
            del stored[record.id]
        return held

    def add(self, edit: ValueEdit) -> RecordValues | None:
        """Return the record a value becomes, None if it is there already."""
        there: list[Record | RecordValues] = [
            *self._stored.get(edit.value, {}).values(),
            *self._saved.get(edit.value, ()),
        ]
        if any(edit.is_held_by(holder) for holder in there):
            return None
        beside = self._ttls.get((edit.values.name, edit.values.type))
        values = edit.values if edit.says_ttl or beside is None else replace(edit.values, ttl=beside)
        self._note_saved(values)
        return values

    def _note_saved(self, values: RecordValues) -> None:
        self._saved.setdefault((values.name, values.type, values.content), []).append(values)
        self._ttls.setdefault((values.name, values.type), values.ttl)


def _members(entry: object) -> Mapping[str, Any]:
    if not isinstance(entry, Mapping):
        raise Invalid("Each entry must be an object.")
    if entry.get("id") not in (None, ""):
        raise Invalid("A value has no id; records are changed by their id in `records`.")
    return entry
