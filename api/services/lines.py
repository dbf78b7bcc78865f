"""What a line of a log says, and when: our own services write JSON, the daemons each a form of their own."""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from email.utils import format_datetime

# named (iso8601-utc), MariaDB, supervisord, gunicorn and gearmand begin with a time, Redis has it behind its process id
ISO = re.compile(r"\[?(\d{4}-\d\d-\d\d[T ] ?\d{1,2}:\d\d:\d\d(?:[.,]\d{1,6})?) ?(Z|[+-]\d\d:?\d\d)?\]?")
REDIS = re.compile(r"\d+:\w (\d\d \w{3} \d{4} \d\d:\d\d:\d\d)")

# what named writes before a message: the category and the severity
OF_NAMED = re.compile(r"(?:[\w-]+: )?(?:debug \d+|info|notice|warning|error|critical): ")


def with_times(lines: Iterable[str], written_at: float) -> Iterator[tuple[str, str]]:
    """Yield lines with the time of each as RFC 2822 has it; one without a time has that of the line before it.

    Args:
        lines: oldest first.
        written_at: when the log was written last, in Unix seconds: for lines before any that tells a time.
    """
    present = datetime.fromtimestamp(written_at, UTC)
    for line in lines:
        present = time_of(line) or present
        yield format_datetime(present), line


def time_of(line: str) -> datetime | None:
    """Return when a line was written, None if it does not say so; a time without a zone is that of this machine."""
    if line.startswith("{"):
        try:
            line = str(json.loads(line).get("timestamp", ""))
        except ValueError:
            return None
    match = ISO.match(line)
    try:
        if match:
            text = re.sub(r" +", " ", match[1]).replace(",", ".")
            day, _, clock = text.replace("T", " ").partition(" ")
            found = datetime.fromisoformat(f"{day} {clock.zfill(8)}{(match[2] or '').replace('Z', '+00:00')}")
        else:
            match = REDIS.match(line)
            if match is None:
                return None
            found = datetime.strptime(match[1], "%d %b %Y %H:%M:%S")  # noqa: DTZ007 - made so below
    except ValueError:
        return None
    return found.astimezone(UTC)


def message_of_named(line: str) -> str:
    """Return what named says in a line, without the time, category and severity before it."""
    match = ISO.match(line)
    rest = line[match.end() :].lstrip() if match else line
    return OF_NAMED.sub("", rest, count=1)


def naming(zone: str) -> re.Pattern[str]:
    """Return what finds a zone in a line: its name as a whole, and not a name below it or one it is below of.

    Args:
        zone: its name in ASCII, without the final dot.
    """
    return re.compile(rf"(?<![\w.-]){re.escape(zone)}\.?(?![\w-]|\.[\w-])", re.IGNORECASE | re.ASCII)
