"""BIND's ``$GENERATE``: one line of a master file that stands for many (BIND 9 reference manual, "Zone File")."""

import re
from collections.abc import Iterator

from core.errors import Invalid
from core.zone.zonefile.lines import shorten

_RANGE = re.compile(r"([0-9]{1,10})-([0-9]{1,10})(?:/([0-9]{1,10}))?")
_PLACE = re.compile(
    r"\\.|\$\$|\$\{(?P<offset>[+-]?[0-9]{1,10})(?:,(?P<width>[0-9]{1,3})(?:,(?P<base>[doxXnN]))?)?\}"
    r"|\$(?P<wrong>\{)?"
)
_MAX_NUMBER = 2**31 - 1
# BIND formats a number into a buffer of 128 bytes.
_MAX_WIDTH = 127


def expand(words: list[str], limit: int) -> Iterator[list[str]]:
    r"""Yield the words of each record that a directive stands for.

    ``$`` becomes the number, ``${offset,width,base}`` a changed one (bases ``d o x X``, and ``n N`` for
    reversed hexadecimal digits with dots), ``$$`` a dollar sign; ``\$`` stays as it is.

    Args:
        words: after ``$GENERATE``: the range ``start-stop`` or ``start-stop/step``, the owner, and the rest.
        limit: how many records it may make.

    Raises:
        Invalid: it is malformed or makes more records than that.
    """
    if len(words) < 3:
        raise Invalid("$GENERATE needs a range, an owner, a type and a content")
    numbers = _numbers(words[0])
    if len(numbers) > limit:
        raise Invalid(f"$GENERATE makes {len(numbers)} records, at most {limit} are allowed")
    for number in numbers:
        yield [_fill(word, number) for word in words[1:]]


def _numbers(word: str) -> range:
    found = _RANGE.fullmatch(word)
    if not found:
        raise Invalid(f"$GENERATE needs a range such as 1-10 or 0-30/2, not {shorten(word)}")
    start, stop, step = int(found[1]), int(found[2]), int(found[3] or 1)
    if not (start <= stop <= _MAX_NUMBER and 1 <= step <= _MAX_NUMBER):
        raise Invalid(f"the $GENERATE range {shorten(word)} is empty or too large")
    return range(start, stop + 1, step)


def _fill(word: str, number: int) -> str:
    return _PLACE.sub(lambda place: _text(place, number), word)


def _text(place: re.Match[str], number: int) -> str:
    if place.group().startswith("\\"):
        return place.group()
    if place.group() == "$$":
        return "$"
    if place["wrong"]:
        raise Invalid("a $GENERATE modifier has the form ${offset,width,base}")
    value, width, base = number + int(place["offset"] or 0), int(place["width"] or 0), place["base"] or "d"
    if width > _MAX_WIDTH:
        raise Invalid(f"a $GENERATE width is at most {_MAX_WIDTH}")
    if value < 0 and base != "d":
        raise Invalid("a $GENERATE offset makes the number negative")
    if base in "nN":
        return _nibbles(value, width, base)
    return format(value, base).zfill(width)


def _nibbles(value: int, width: int, base: str) -> str:
    """Return hexadecimal digits, lowest first, dots between; the width counts the dots too."""
    digits = format(value, "x" if base == "n" else "X")
    text = ".".join(reversed(digits))
    return text + (".0" * width)[: max(0, width - len(text))]
