"""Serial numbers of the SOA: how they grow, and which of two is the newer one (RFC 1982)."""

import datetime

_SPACE = 2**32
_HALF = 2**31


def serial_gt(a: int, b: int) -> bool:
    """Tell whether `a` is newer than `b` (RFC 1982 §3.2).

    Args:
        a: a serial, 0..4294967295.
        b: a serial, 0..4294967295.

    Returns:
        True when `a` follows `b` by less than half the number space. Two serials exactly half
        of it apart are not ordered by the RFC; neither is newer then.
    """
    return 0 < (a - b) % _SPACE < _HALF


def serial_max(a: int, b: int) -> int:
    """Return the newer one of two serials in the sense of `serial_gt`; `a` when they are not ordered."""
    return b if serial_gt(b, a) else a


def next_serial(current: int, today: datetime.date) -> int:
    """Return the serial that follows `current` after a change made on `today`.

    The first change of a day starts at YYYYMMDD00. A serial already beyond that counts on by one, so the
    101st change of a day runs on into the numbers of the next and a larger one set by hand is followed.

    Args:
        current: the serial in force, 0..4294967295.
        today: the day of the change, in the time zone the operator counts in.

    Returns:
        A serial that is newer than `current` in the sense of RFC 1982 and never 0, which some software
        takes for "none".

    Raises:
        ValueError: `current` is no 32-bit number.
    """
    if not 0 <= current < _SPACE:
        raise ValueError(f"a serial is a number from 0 to {_SPACE - 1}, not {current}")
    start = _start_of(today)
    if current < start < _SPACE and serial_gt(start, current):
        return start
    return (current + 1) % _SPACE or 1


def first_serial(today: datetime.date, floor: int | None) -> int:
    """Return the first serial of a new zone.

    Args:
        today: the day of creation, in the time zone the operator counts in.
        floor: the highest serial ever served under this name, None for a name never served. A zone deleted
            and created again must go on above it, or secondaries keep the old contents.

    Returns:
        YYYYMMDD00 of `today`, or a serial newer than `floor`.
    """
    return next_serial(0 if floor is None else floor, today)


def _start_of(day: datetime.date) -> int:
    return ((day.year * 100 + day.month) * 100 + day.day) * 100
