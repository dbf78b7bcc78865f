"""TTLs as people write them, and the one TTL an RRset is served with."""

import re
from collections.abc import Iterable

from core.errors import Invalid

# RFC 2181 §8: the highest bit stays clear.
LONGEST_TTL = 2**31 - 1
# What API 1.0 gives a record that says nothing, whatever its domain's own default.
USUAL_TTL = 86400

_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
_WITH_UNITS = re.compile(r"(?:[0-9]{1,10}[smhdw])+")
_PART = re.compile(r"([0-9]+)([smhdw])")
_DIGITS = re.compile(r"[0-9]{1,10}")


def parse_ttl(value: object, default: int, least: int = 1) -> int:
    """Read a TTL from JSON.

    Args:
        value: a number, digits, digits with units as in master files (`1h30m`, any case), or nothing:
            None and 0 stand for 86400, `""` for the default of the domain.
        default: TTL of the domain in seconds.
        least: 0 where a stated 0 has a meaning of its own: a clone with the TTLs of what it copies.

    Returns:
        Seconds, `least`..2147483647.

    Raises:
        Invalid: negative, too large, or no TTL.
    """
    if value is None:
        return USUAL_TTL
    if isinstance(value, str):
        text = value.strip().lower()
        seconds = _seconds_of(text) if text else default
    elif isinstance(value, int) and not isinstance(value, bool):
        seconds = value
    else:
        raise Invalid("TTL must be numeric.")
    if seconds < 0:
        raise Invalid("TTL must be numeric.")
    if seconds > LONGEST_TTL:
        raise Invalid(f"TTL must not be greater than {LONGEST_TTL}.")
    return seconds if seconds >= least else USUAL_TTL


def rrset_ttl(ttls: Iterable[int]) -> int:
    """Return the one TTL an RRset is served with (RFC 2181 §5.2): the smallest of its records'.

    Args:
        ttls: seconds, at least one.
    """
    return min(ttls)


def _seconds_of(text: str) -> int:
    if _DIGITS.fullmatch(text):
        return int(text)
    if _WITH_UNITS.fullmatch(text):
        return sum(int(number) * _SECONDS[unit] for number, unit in _PART.findall(text))
    raise Invalid("TTL must be numeric.")
