"""What must hold for the records of an imported file together."""

from collections.abc import Iterable

from core.zone.rules import Entry, coexistence_error
from core.zone.zonefile.lines import at_line
from core.zone.zonefile.values import ParsedRecord


def without_duplicates(records: Iterable[ParsedRecord]) -> tuple[list[ParsedRecord], int]:
    """Return the records with the first of equal ones only, and how many were dropped.

    Records are equal whatever their TTL and comment (RFC 2181 §5).
    """
    unique: dict[tuple[str, str, str], ParsedRecord] = {}
    total = 0
    for record in records:
        total += 1
        unique.setdefault((record.owner, record.record.type, record.record.rdata), record)
    return list(unique.values()), total - len(unique)


def check_coexistence(records: Iterable[ParsedRecord], zone: str) -> None:
    """Refuse owners with records that exclude each other (RFC 1034 §3.6.2).

    Args:
        records: of the whole file, without duplicates.
        zone: name of the zone, ASCII, without the final dot.

    Raises:
        Invalid: naming the line of the first record that cannot stay.
    """
    # Two records of each type tell all there is to know, and keep an owner with very many records cheap.
    owners: dict[str, dict[str, list[ParsedRecord]]] = {}
    for record in records:
        same_type = owners.setdefault(record.owner, {}).setdefault(record.record.type, [])
        if len(same_type) < 2:
            same_type.append(record)
    for types in owners.values():
        _check_owner([record for same_type in types.values() for record in same_type], zone)


def _check_owner(records: list[ParsedRecord], zone: str) -> None:
    accepted: list[Entry] = []
    for record in sorted(records, key=lambda r: r.line):
        entry = _entry(record)
        problem = coexistence_error(entry, accepted, zone)
        if problem:
            raise at_line(record.line, problem)
        accepted.append(entry)


def _entry(record: ParsedRecord) -> Entry:
    content = record.record
    return Entry(record.owner, content.type, record.ttl, content.content, content.priority)
