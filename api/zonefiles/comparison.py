"""What a zone file changes of the records that are there: only what differs, and none twice."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from core.models import Record
from core.zone.entry import Entry
from core.zone.rules import coexistence_error
from core.zone.zone_check import ZoneCheck, check_zone
from core.zone.zonefile import ParsedRecord

# replace: the zone holds what the file holds. merge: the RRsets of the file take the place of those of the same owner
# and type; everything else, disabled records and the SOA stay as they are.
Mode = Literal["replace", "merge"]
MODES: tuple[Mode, ...] = get_args(Mode)

# takes the records of a zone by owner, and looks them up with clones replaced by their copies
Expansion = Callable[[Mapping[str, Sequence[Entry]]], Callable[[str], Sequence[Entry]]]

# what makes two records the same when a file is compared with what is stored
Identity = tuple[str, str, str, int | None, int, str | None, bool]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The stored records to remove, the records of the file to add, and the stored ones that stay."""

    superfluous: list[Record]
    missing: list[ParsedRecord]
    staying: list[Record]

    def check(self, zone: str, expanded: Expansion) -> ZoneCheck:
        """Check the zone that results.

        Args:
            zone: its stored name.
            expanded: gives its records with clones replaced by their copies.
        """
        entries = entries_by_owner(self.missing)
        touched = list(entries)
        for record in self.staying:
            if not record.disabled:
                entry = Entry(record.name, record.type, record.ttl, record.content, record.priority)
                entries.setdefault(record.name, []).append(entry)
        errors = [error for owner in touched for error in _coexistence_errors(entries[owner], zone)]
        return ZoneCheck(errors) if errors else check_entries(entries, zone, expanded)


def compare(stored: Iterable[Record], parsed: Sequence[ParsedRecord], mode: Mode) -> Comparison:
    """Compare what is stored with a file; records that are the same in both stay as they are."""
    wanted = Counter(_identity_of_parsed(record) for record in parsed)
    rrsets = {(record.owner, record.record.type) for record in parsed}
    superfluous, staying = [], []
    for record in stored:
        identity = _identity_of_stored(record)
        if wanted[identity]:
            wanted[identity] -= 1
            staying.append(record)
        elif mode == "merge" and (record.disabled or (record.name, record.type) not in rrsets):
            staying.append(record)
        else:
            superfluous.append(record)
    missing = []
    for parsed_record in parsed:
        identity = _identity_of_parsed(parsed_record)
        if wanted[identity]:
            wanted[identity] -= 1
            missing.append(parsed_record)
    return Comparison(superfluous, missing, staying)


def check_entries(entries: Mapping[str, list[Entry]], zone: str, expanded: Expansion) -> ZoneCheck:
    """Check a whole zone.

    Args:
        entries: its enabled records by owner.
        zone: its stored name.
        expanded: gives them with clones replaced by their copies.
    """
    return check_zone(zone, list(entries), expanded(entries))


def entries_by_owner(records: Iterable[ParsedRecord]) -> dict[str, list[Entry]]:
    """Return the records of a file as the rules of a zone see them."""
    entries: dict[str, list[Entry]] = defaultdict(list)
    for parsed in records:
        record = parsed.record
        entries[parsed.owner].append(Entry(parsed.owner, record.type, parsed.ttl, record.content, record.priority))
    return dict(entries)


def _coexistence_errors(entries: Sequence[Entry], zone: str) -> list[str]:
    """Return the first reason why the records of an owner cannot stand together, if there is one."""
    for number, entry in enumerate(entries):
        reason = coexistence_error(entry, entries[:number], zone)
        if reason is not None:
            return [reason]
    return []


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
