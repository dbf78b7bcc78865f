"""A zone as it was: the present state with one version after another undone."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from api.history.difference import Difference, RecordState
from core.errors import NotFound

# what makes two states of records equal, whatever their ids
Identity = tuple[str, str, str, int | None, int, str | None, bool]


def identity_of(record: Mapping[str, Any]) -> Identity:
    """Return everything a client decides about a record."""
    return (
        record["name"],
        record["type"],
        record["content"],
        record["priority"],
        record["ttl"],
        record["comment"],
        record["disabled"],
    )


@dataclass(slots=True)
class ZoneState:
    """The records of a zone at some version, by id, and its SOA; None where the history does not tell that.

    A record that was imported when ids were not kept and is gone has a negative id of its own here.
    """

    records: dict[int, RecordState]
    soa: Mapping[str, Any] | None
    _unknown: int = field(default=0)

    def undo(self, difference: Difference) -> None:
        """Go back by one version.

        Raises:
            NotFound: the version does not fit what came of it, so that what was before cannot be told.
        """
        without_id = []
        for record in difference.added:
            if record["id"] is None:
                without_id.append(record)
            elif self.records.pop(record["id"], None) is None:
                raise _misfit(record)
        if without_id:
            self._take_out(without_id)
        for record in difference.removed:
            self._put_back(record)
        if difference.soa:
            self.soa = difference.soa_before

    def _take_out(self, records: Iterable[Mapping[str, Any]]) -> None:
        """Take out records whose ids were not kept: the newest ones that are equal to them."""
        there: dict[Identity, list[int]] = defaultdict(list)
        for record_id, record in sorted(self.records.items()):
            there[identity_of(record)].append(record_id)
        for gone in records:
            ids = there[identity_of(gone)]
            if not ids:
                raise _misfit(gone)
            del self.records[ids.pop()]

    def _put_back(self, record: Mapping[str, Any]) -> None:
        record_id = record["id"]
        if record_id is None:
            self._unknown -= 1
            record_id = self._unknown
        elif record_id in self.records:
            raise _misfit(record)
        self.records[record_id] = {**record, "id": record_id}


def without_made_up_id(record: RecordState) -> RecordState:
    """Return a record of a `ZoneState` with no id if it has a negative one there."""
    return record if record["id"] > 0 else {**record, "id": None}


@dataclass(frozen=True, slots=True)
class Restoration:
    """How the records that are there become those that were.

    Attributes:
        superfluous: ids of records to delete.
        changed: ids of records to change, with what they become.
        missing: records to write under the ids they had; a negative one had none that was kept.
    """

    superfluous: list[int]
    changed: dict[int, RecordState]
    missing: list[RecordState]

    @property
    def is_empty(self) -> bool:
        """Whether everything is as it was."""
        return not (self.superfluous or self.changed or self.missing)


def restoration(present: Mapping[int, RecordState], wanted: Mapping[int, RecordState]) -> Restoration:
    """Compare the records that are there with those that were, both by id; what is equal stays as it is."""
    changed, candidates = {}, {}
    for record_id, record in wanted.items():
        stored = present.get(record_id)
        if stored is None:
            candidates[record_id] = record
        elif identity_of(stored) != identity_of(record):
            changed[record_id] = record
    # what was deleted and made again has another id, and is the same for everybody but us
    again = Counter(identity_of(record) for record in candidates.values())
    superfluous = []
    kept: Counter[Identity] = Counter()
    for record_id, record in present.items():
        if record_id not in wanted:
            identity = identity_of(record)
            if kept[identity] < again[identity]:
                kept[identity] += 1
            else:
                superfluous.append(record_id)
    missing = []
    for record in candidates.values():
        identity = identity_of(record)
        if kept[identity]:
            kept[identity] -= 1
        else:
            missing.append(record)
    return Restoration(superfluous, changed, missing)


def _misfit(record: Mapping[str, Any]) -> NotFound:
    name = f"{record['name'] or '@'} {record['type']}"
    return NotFound(
        f"The records of that time cannot be told: what the history says of {name} does not fit what came of it."
    )
