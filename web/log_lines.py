"""Lines of logs as people read them: our own services write JSON, the daemons text of their own."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

# the members of a line of ours that have a place of their own
NAMED = ("event", "level", "timestamp", "service")

KINDS = {"error": "bad", "critical": "bad", "exception": "bad", "warning": "busy"}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a log.

    Attributes:
        time: in UTC, as exact as the line has it, at most to the millisecond.
        level: such as `info`; empty for lines that are no JSON.
        kind: how it is to look: `bad`, `busy`, or nothing in particular.
        text: what happened, or the whole line.
        members: what else it says, by name.
    """

    time: str
    level: str
    kind: str
    text: str
    members: tuple[tuple[str, str], ...]


def read_line(message: str, timestamp: str) -> Line:
    """Return a line as it is shown.

    Args:
        message: the line.
        timestamp: when it was written, of the form of RFC 2822.
    """
    content = _content(message)
    if content is None:
        return Line(_time(timestamp), "", "", message, ())
    level = str(content.get("level", ""))
    members = tuple((name, _shown(value)) for name, value in content.items() if name not in NAMED)
    return Line(
        _time(str(content.get("timestamp") or timestamp)),
        level,
        KINDS.get(level, ""),
        _shown(content.get("event", "")),
        members,
    )


def _time(text: str) -> str:
    """Return a time of ISO 8601 or RFC 2822 as all lines show it; what is neither as it is."""
    try:
        found = datetime.fromisoformat(text) if text[:1].isdigit() else parsedate_to_datetime(text)
        found = found.astimezone(UTC)
    except (ValueError, OverflowError):
        return text
    shown = found.strftime("%Y-%m-%d %H:%M:%S")
    return f"{shown}.{found.microsecond // 1000:03}" if found.microsecond else shown


def _content(message: str) -> dict[str, Any] | None:
    if not message.startswith("{"):
        return None
    try:
        content = json.loads(message)
    except (ValueError, RecursionError):
        return None
    return content if isinstance(content, dict) else None


def _shown(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
