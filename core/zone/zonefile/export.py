"""A zone as the master file a user downloads (API 1.0 §11.1)."""

import email.utils
import re
import zlib
from collections.abc import Iterable
from datetime import datetime

from core.errors import Invalid
from core.zone.entry import ZoneRow
from core.zone.rdata import CLONE, PRIORITY_TYPES
from core.zone.soa import Soa
from core.zone.ttls import USUAL_TTL
from core.zone.zonefile.render import escape_owner, is_template, stays_on_its_line

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029]")
_BASE36 = "0123456789abcdefghijklmnopqrstuvwxyz"


def export_zone(zone: str, soa: Soa, records: Iterable[ZoneRow], written_at: datetime, raw: bool = False) -> str:
    """Return the file in the layout of the original service, grouped by type.

    Args:
        zone: name of the zone, ASCII, without the final dot.
        soa: its start of authority.
        records: the enabled records; clones expanded unless `raw`.
        written_at: when, with its time zone.
        raw: also write template records and clones as they are stored. Such a file is for importing here
            again: no name server knows either.

    Raises:
        Invalid: a record would not stay on its own line.
    """
    groups: dict[str, list[str]] = {}
    for entry in records:
        if raw or not (is_template(entry.owner) or entry.type == CLONE):
            groups.setdefault(entry.type, []).extend(_lines(zone, entry))
    written = [line for group in groups.values() for line in group]
    body = "\n".join([f"$TTL {USUAL_TTL}", f"$ORIGIN {zone}.", *_soa_lines(zone, soa), "", *written, ""])
    checksum = _base36(zlib.crc32(body.encode()))
    return f"; Written at {email.utils.format_datetime(written_at)}\n; Zone Hash: {checksum}\n{body}"


def _soa_lines(zone: str, soa: Soa) -> list[str]:
    numbers = [str(n) for n in (soa.serial, soa.refresh, soa.retry, soa.expire, soa.minimum)]
    numbers[-1] += " )"
    return [f"{zone + '.':<30} IN    SOA {soa.primary} {soa.admin} (", *(" " * 41 + n for n in numbers)]


def _lines(zone: str, row: ZoneRow) -> list[str]:
    ttl = "" if row.ttl == USUAL_TTL else row.ttl
    priority, rdata = row.rdata.split(" ", 1) if row.type in PRIORITY_TYPES else ("", row.rdata)
    line = f"{_owner(zone, row.owner):<30} {ttl:>7}    IN {row.type:>7}   {priority:<6} {rdata}"
    if row.type != CLONE and not stays_on_its_line(line):
        raise Invalid(f"a record of {zone} would not stay on its own line: {line[:120]!r}")
    return [*_comment_lines(row.comment), line]


def _owner(zone: str, owner: str) -> str:
    # The first $ stays bare, as users know their template records; behind it comes a full name, so it is
    # never taken for a directive.
    mark, rest = ("$", owner[1:]) if owner.startswith("$") else ("", owner)
    return f"{mark}{escape_owner(rest)}.{zone}." if owner else f"{zone}."


def _comment_lines(comment: str | None) -> list[str]:
    if comment is None:
        return []
    return [f"; {_CONTROL.sub(' ', line)}".rstrip() for line in comment.replace("\r\n", "\n").split("\n")]


def _base36(number: int) -> str:
    digits = ""
    while number or not digits:
        number, digit = divmod(number, 36)
        digits = _BASE36[digit] + digits
    return digits
