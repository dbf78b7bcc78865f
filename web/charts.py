"""Values over time as a page shows them: lines of a graph, and the rows of the table with the same numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from web.formats import ttl

HOUR, DAY = 3600, 86400

# more lines than this are not told apart by anybody
MOST_LINES = 10


@dataclass(frozen=True, slots=True)
class Range:
    """A time that can be looked at: its name in addresses, what people read, and how many seconds it is."""

    name: str
    text: str
    seconds: int


RANGES = (
    Range("1h", "1 hour", HOUR),
    Range("6h", "6 hours", 6 * HOUR),
    Range("24h", "24 hours", DAY),
    Range("7d", "7 days", 7 * DAY),
    Range("30d", "30 days", 30 * DAY),
    Range("1y", "1 year", 365 * DAY),
)
USUAL = RANGES[2]


@dataclass(frozen=True, slots=True)
class Line:
    """What was counted of one thing: a value for each time of the chart, None where nothing was measured."""

    name: str
    values: Sequence[int | None]

    @property
    def total(self) -> int:
        """All of it."""
        return sum(value or 0 for value in self.values)

    @property
    def most(self) -> int:
        """The highest value."""
        return max((value or 0 for value in self.values), default=0)


@dataclass(frozen=True, slots=True)
class Chart:
    """Lines over the same times (Unix seconds), each the begin of a bucket of so many seconds."""

    times: Sequence[int]
    lines: Sequence[Line]
    bucket_seconds: int

    @property
    def bucket(self) -> str:
        """How long a bucket is, behind `per`: `minute`, `15 minutes`."""
        return ttl(self.bucket_seconds).removeprefix("1 ")

    @property
    def total(self) -> int:
        """All of all lines."""
        return sum(line.total for line in self.lines)


def range_of(name: str | None) -> Range:
    """Return the range of a name, the usual one if there is none of it."""
    return next((found for found in RANGES if found.name == name), USUAL)


def chart_of(found: Mapping[str, Any], others: str) -> Chart:
    """Return the chart of some statistics, the largest line first.

    Args:
        found: what the API answers: `stats` by name, and `bucket` in seconds.
        others: what to call the sum of the lines that are too many to be shown.
    """
    stats: Mapping[str, Sequence[Mapping[str, int]]] = found["stats"]
    times = sorted({value["time"] for values in stats.values() for value in values})
    lines = []
    for name, values in stats.items():
        by_time = {value["time"]: value["value"] for value in values}
        lines.append(Line(name, [by_time.get(time) for time in times]))
    lines.sort(key=lambda line: (-line.total, line.name))
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], _sum(others, lines[MOST_LINES - 1 :])]
    return Chart(times, lines, found["bucket"])


def _sum(name: str, lines: Sequence[Line]) -> Line:
    values = []
    for of_one_time in zip(*(line.values for line in lines), strict=True):
        measured = [value for value in of_one_time if value is not None]
        values.append(sum(measured) if measured else None)
    return Line(name, values)
