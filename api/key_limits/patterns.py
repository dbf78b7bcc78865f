"""Matches the regular expressions of keys in a time that grows with the text and not with its powers.

A Python or PCRE expression such as `(a+)+b` keeps a processor busy for years by an innocent name. Here the states an
expression may be in are followed all together (Glushkov's automaton, the states as bits of one number), so no text
takes more than its length times the size of the expression.
"""

from dataclasses import dataclass
from typing import TypeVar

from api.key_limits.syntax import Chars, Choice, Node, Repeat, Sequence, parse
from core.errors import Invalid

LONGEST = 1000
# characters an expression stands for, its repetitions written out
MOST_POSITIONS = 500
# of states and characters that are remembered; beyond it they are found anew
MOST_REMEMBERED = 4096

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class _Part:
    """What can begin and end a part of an expression, as bits of positions, and whether it may be empty."""

    is_optional: bool
    first: int
    last: int


_NOTHING = _Part(is_optional=True, first=0, last=0)


class Pattern:
    """A regular expression that has to match the whole of a text, in any case.

    Args:
        text: the expression.

    Raises:
        Invalid: it is none that is supported, or too large; the message is the reason.
    """

    def __init__(self, text: str) -> None:
        if len(text) > LONGEST:
            raise Invalid(f"it has {len(text)} characters; at most {LONGEST} are allowed")
        self._chars: list[Chars] = []
        self._follow: list[int] = []
        whole = self._build(parse(text))
        self._is_optional, self._first, self._last = whole.is_optional, whole.first, whole.last
        self._accepting: dict[str, int] = {}
        self._following: dict[int, int] = {}

    def matches(self, text: str) -> bool:
        """Tell whether it matches the whole of a text."""
        possible, states = self._first, 0
        if not text:
            return self._is_optional
        for char in text:
            states = possible & self._positions_of(char)
            if not states:
                return False
            possible = self._after(states)
        return bool(states & self._last)

    def _positions_of(self, char: str) -> int:
        known = self._accepting.get(char)
        if known is None:
            known = sum(1 << place for place, chars in enumerate(self._chars) if chars.accepts(char))
            _remember(self._accepting, char, known)
        return known

    def _after(self, states: int) -> int:
        known = self._following.get(states)
        if known is None:
            known = 0
            for place in _bits(states):
                known |= self._follow[place]
            _remember(self._following, states, known)
        return known

    def _build(self, node: Node) -> _Part:
        match node:
            case Chars():
                return self._position(node)
            case Sequence(items):
                part = _NOTHING
                for item in items:
                    part = self._join(part, self._build(item))
                return part
            case Choice(items):
                parts = [self._build(item) for item in items]
                first = last = 0
                for part in parts:
                    first, last = first | part.first, last | part.last
                return _Part(any(part.is_optional for part in parts), first, last)
            case Repeat():
                return self._repeat(node)

    def _position(self, chars: Chars) -> _Part:
        if len(self._chars) == MOST_POSITIONS:
            raise Invalid(f"it stands for more than {MOST_POSITIONS} characters, its repetitions written out")
        bit = 1 << len(self._chars)
        self._chars.append(chars)
        self._follow.append(0)
        return _Part(is_optional=False, first=bit, last=bit)

    def _join(self, left: _Part, right: _Part) -> _Part:
        for place in _bits(left.last):
            self._follow[place] |= right.first
        return _Part(
            left.is_optional and right.is_optional,
            left.first | (right.first if left.is_optional else 0),
            right.last | (left.last if right.is_optional else 0),
        )

    def _repeat(self, node: Repeat) -> _Part:
        copies = max(node.least, node.most if node.most is not None else 1)
        part = _NOTHING
        for number in range(copies):
            size = len(self._chars)
            copy = self._build(node.item)
            if len(self._chars) == size:
                return _NOTHING  # nothing, however often
            if number >= node.least:
                copy = _Part(is_optional=True, first=copy.first, last=copy.last)
            if node.most is None and number == copies - 1:
                for place in _bits(copy.last):
                    self._follow[place] |= copy.first
            part = self._join(part, copy)
        return part


def _bits(number: int) -> list[int]:
    places = []
    while number:
        lowest = number & -number
        places.append(lowest.bit_length() - 1)
        number ^= lowest
    return places


def _remember(known: dict[Key, int], key: Key, value: int) -> None:
    if len(known) >= MOST_REMEMBERED:
        known.clear()
    known[key] = value
