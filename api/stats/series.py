"""Counters over time: the total of all servers, in buckets (API 1.0 §10.9)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from api.stats.answers import Value
from core.metrics import Metrics

MINUTE, HOUR, DAY = 60, 3600, 86400

# the longest time, and the bucket up to it; beyond the last, so many days that there are 200 buckets
BUCKETS = (
    (HOUR, MINUTE),
    (12 * HOUR, 5 * MINUTE),
    (48 * HOUR, 15 * MINUTE),
    (7 * DAY, HOUR),
    (30 * DAY, 6 * HOUR),
    (60 * DAY, 12 * HOUR),
    (180 * DAY, DAY),
)
MOST_BUCKETS = 200
LONGEST_SECONDS = 20 * 366 * DAY

# names of zones in one statement
NAMES_AT_ONCE = 200

Kind = Literal["raw", "derivative"]
Tag = Literal["server", "type", "zone"]


@dataclass(frozen=True, slots=True)
class Span:
    """The time that is looked at: so many seconds up to `now` (Unix seconds), as counters or as their growth."""

    seconds: int
    kind: Kind
    now: int

    @property
    def bucket_seconds(self) -> int:
        """How long a bucket is."""
        for longest, bucket in BUCKETS:
            if self.seconds <= longest:
                return bucket
        return -(-self.seconds // (MOST_BUCKETS * DAY)) * DAY


@dataclass(frozen=True, slots=True)
class Counters:
    """What is asked for: a measurement by one of its tags, of all zones or of some of them."""

    measurement: str
    by: Tag
    zones: Sequence[str] | None = None


def read_series(metrics: Metrics, counters: Counters, span: Span) -> dict[str, list[Value]]:
    """Return the values by tag, in the order of time.

    A counter is of one server, and several share a bucket: the highest value of each in the bucket is taken, and these
    are added.

    Args:
        metrics: where they are.
        counters: which they are.
        span: of which time.

    Raises:
        TryLater: InfluxDB is away.
    """
    if counters.zones is None:
        return _read(metrics, counters, span, ())
    found: dict[str, list[Value]] = {}
    names = list(counters.zones)
    for start in range(0, len(names), NAMES_AT_ONCE):
        part = _read(metrics, counters, span, names[start : start + NAMES_AT_ONCE])
        for tag, values in part.items():
            found[tag] = values
    return found


def without_empty(series: Mapping[str, list[Value]]) -> dict[str, list[Value]]:
    """Return the series that do not add up to nothing."""
    return {tag: values for tag, values in series.items() if any(value["value"] for value in values)}


def statement(counters: Counters, span: Span, zones: int) -> str:
    """Return the InfluxQL for some counters; names of zones are its parameters `zone0`, `zone1`, …

    Args:
        counters: what is asked for.
        span: of which time.
        zones: how many zones are named.
    """
    bucket = f"{span.bucket_seconds}s"
    time = f"time > {span.now - span.seconds}s AND time <= {span.now}s"
    named = " OR ".join(f'"zone" = $zone{index}' for index in range(zones))
    where = f"({named}) AND {time}" if named else time
    highest = 'max("value")'
    value = highest if span.kind == "raw" else f"non_negative_derivative({highest}, {bucket})"
    # all tags of its measurement are what makes a counter one by itself
    inner = _select(f'{value} AS "value"', f'"{counters.measurement}"', where, bucket, "*")
    return _select('sum("value") AS "value"', f"({inner})", time, bucket, f'"{counters.by}"')


def _select(what: str, source: str, where: str, bucket: str, by: str) -> str:
    return " ".join(("SELECT", what, "FROM", source, "WHERE", where, f"GROUP BY time({bucket}),", by, "fill(none)"))


def _read(metrics: Metrics, counters: Counters, span: Span, zones: Sequence[str]) -> dict[str, list[Value]]:
    parameters = {f"zone{index}": zone for index, zone in enumerate(zones)}
    found = metrics.query(statement(counters, span, len(zones)), parameters)
    return {
        series.tags[counters.by]: [{"time": at, "value": round(value)} for at, value in series.values]
        for series in found
        if series.values
    }
