"""What an import gives and what bounds it."""

from dataclasses import dataclass

from core.zone.rdata import RecordData
from core.zone.soa import Soa


@dataclass(frozen=True, slots=True)
class ImportLimits:
    """How much one master file may ask for.

    Args:
        max_bytes: size of the file in UTF-8.
        max_lines: lines of the file; a record of a signed zone takes several.
        max_records: records kept of it, generated ones included, duplicates too.
        max_generate: records one ``$GENERATE`` may make.
        max_record_chars: characters of one record, over all its lines. The longest rdata is 65 535 bytes,
            and an escaped byte takes four characters.
        max_comment_chars: characters kept of a record's comment.
    """

    max_bytes: int = 20_000_000
    max_lines: int = 1_000_000
    max_records: int = 200_000
    max_generate: int = 1_000
    max_record_chars: int = 300_000
    max_comment_chars: int = 2_000


@dataclass(frozen=True, slots=True)
class ParsedRecord:
    """One record of an imported file.

    Args:
        owner: relative to the zone, ASCII, empty for the apex.
        ttl: in seconds.
        record: its type and content.
        comment: what the file says about it, lines separated by newlines.
        line: where it starts in the file, from 1.
    """

    owner: str
    ttl: int
    record: RecordData
    comment: str | None
    line: int


@dataclass(frozen=True, slots=True)
class ParsedZone:
    """An imported file that holds a whole zone.

    Args:
        soa: its start of authority, with the serial of the file.
        records: everything else, in the order of the file, without duplicates.
        warnings: what was left out or changed, one sentence each.
    """

    soa: Soa
    records: list[ParsedRecord]
    warnings: list[str]
