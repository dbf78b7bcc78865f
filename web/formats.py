"""How numbers, times and texts are written for people."""

import math
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

STEPS = ((60, "second"), (60, "minute"), (24, "hour"), (30, "day"), (12, "month"), (math.inf, "year"))
FOR_MOMENTS = 10


def number(value: float) -> str:
    """Write a number with thin spaces between thousands: 100 000."""
    return f"{value:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")


def plural(count: int, singular: str, other: str = "") -> str:
    """Write how many there are of something: `1 record`, `2 records`, `3 entries`."""
    return f"{number(count)} {singular if count == 1 else other or singular + 's'}"


def exact_time(seconds: float) -> str:
    """Write a Unix time in full: `2026-11-25 01:20:03 UTC`."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")


def machine_time(seconds: float) -> str:
    """Write a Unix time for the attribute `datetime`."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")


def distance(seconds: float, now: float) -> str:
    """Write how far away a Unix time is: `just now`, `3 minutes ago`, `in 2 days`."""
    value: float = abs(now - seconds)
    if value < FOR_MOMENTS:
        return "just now"
    steps = iter(STEPS)
    size, unit = next(steps)
    while value >= size:
        value /= size
        size, unit = next(steps)
    text = plural(int(value), unit)
    return f"{text} ago" if seconds <= now else f"in {text}"


def duration(seconds: float) -> str:
    """Write how long something took: `85 ms`, `1.2 s`, `3 min`."""
    if seconds < 1:
        return f"{seconds * 1000:.0f} ms"
    if seconds < 120:
        return f"{seconds:.1f} s"
    return plural(int(seconds // 60), "min", "min")


def ttl(seconds: int) -> str:
    """Write a TTL as people say it, where it comes out even: `1 hour`, `90 seconds`."""
    for size, unit in ((86400, "day"), (3600, "hour"), (60, "minute")):
        if seconds and seconds % size == 0:
            return plural(seconds // size, unit)
    return plural(seconds, "second")


def unpadded(text: str) -> str:
    """Write a line of a master file with single spaces, as forms of registrars take it."""
    return " ".join(text.split())


FILTERS: Mapping[str, Callable[..., Any]] = {
    "number": number,
    "plural": plural,
    "exact_time": exact_time,
    "machine_time": machine_time,
    "duration": duration,
    "ttl": ttl,
    "unpadded": unpadded,
}
