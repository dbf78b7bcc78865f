"""Reads the regular expressions of keys (API 1.0 §6.2) into trees.

Only what a set of states can follow is taken: literals, classes, groups, alternatives and repetitions. Look-around and
references to groups need backtracking, whose time grows exponentially with the text, so they are refused.
"""

import re
from dataclasses import dataclass

from core.errors import Invalid

DEEPEST_GROUPS = 50
MOST_REPETITIONS = 255

_COUNTS = re.compile(r"\{(\d{1,4})(,(\d{0,4}))?\}", re.ASCII)
_KINDS = {"d": str.isdecimal, "w": lambda char: char.isalnum() or char == "_", "s": str.isspace}


@dataclass(frozen=True, slots=True)
class Chars:
    """One character: in one of the ranges, or of one of the kinds (`d w s`, in capitals for their opposites)."""

    ranges: tuple[tuple[str, str], ...] = ()
    kinds: str = ""
    is_negated: bool = False

    def accepts(self, char: str) -> bool:
        """Tell whether a character is meant, in either case."""
        variants = {char, char.lower(), char.upper()}
        found = any(low <= variant <= high for low, high in self.ranges for variant in variants)
        return (found or any(_is_of_kind(char, kind) for kind in self.kinds)) is not self.is_negated


@dataclass(frozen=True, slots=True)
class Sequence:
    """One after the other."""

    items: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several."""

    items: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """The same thing, from `least` to `most` times; None for without end."""

    item: "Node"
    least: int
    most: int | None


Node = Chars | Sequence | Choice | Repeat

# "." of a regular expression
ANYTHING = Chars(ranges=(("\n", "\n"),), is_negated=True)


def parse(text: str) -> Node:
    """Return the tree of an expression.

    Raises:
        Invalid: it is none, or uses what is not taken; the message is the reason.
    """
    reader = _Reader(text)
    node = reader.choice()
    if not reader.is_at_end():
        raise Invalid(f"a closing bracket without an opening one, at character {reader.place + 1}")
    return node


def _is_of_kind(char: str, kind: str) -> bool:
    return _KINDS[kind.lower()](char) is kind.islower()


class _Reader:
    def __init__(self, text: str) -> None:
        self.place = 0
        self._text = text
        self._depth = 0

    def is_at_end(self) -> bool:
        return self.place == len(self._text)

    def choice(self) -> Node:
        items = [self._sequence()]
        while self._take("|"):
            items.append(self._sequence())
        return items[0] if len(items) == 1 else Choice(tuple(items))

    def _sequence(self) -> Node:
        items: list[Node] = []
        while not self.is_at_end() and self._text[self.place] not in "|)":
            items.append(self._repeated(self._atom()))
        return Sequence(tuple(items))

    def _repeated(self, item: Node) -> Node:
        counts = self._counts()
        if counts is None:
            return item
        if self._take("+"):
            raise Invalid("repetitions that give nothing back (such as *+) are not supported")
        self._take("?")  # the shortest match is the same one when the whole has to match
        if self._counts() is not None:
            raise Invalid(f"a repetition of a repetition, at character {self.place}: put the first into brackets")
        return Repeat(item, *counts)

    def _counts(self) -> tuple[int, int | None] | None:
        for sign, counts in (("*", (0, None)), ("+", (1, None)), ("?", (0, 1))):
            if self._take(sign):
                return counts
        found = _COUNTS.match(self._text, self.place)
        if found is None:
            return None
        self.place = found.end()
        least = int(found[1])
        most = least if found[2] is None else int(found[3]) if found[3] else None
        if max(least, most or 0) > MOST_REPETITIONS or (most is not None and most < least):
            raise Invalid(f"{found[0]} is no repetition of at most {MOST_REPETITIONS} times")
        return least, most

    def _atom(self) -> Node:
        char = self._next()
        if char == "(":
            return self._group()
        if char == "[":
            return self._class()
        if char == ".":
            return ANYTHING
        if char == "\\":
            return self._escape()
        if char in "^$":
            raise Invalid(f"{char} inside: the expression stands for the whole of type and name anyway")
        if char in "*+?":
            raise Invalid(f"there is nothing to repeat before the {char} at character {self.place}")
        return Chars(ranges=((char, char),))

    def _group(self) -> Node:
        if self._take("?") and not self._take(":"):
            raise Invalid("groups that begin with (? are not supported, except (?:")
        self._depth += 1
        if self._depth > DEEPEST_GROUPS:
            raise Invalid(f"groups stand more than {DEEPEST_GROUPS} deep in each other")
        node = self.choice()
        self._depth -= 1
        if not self._take(")"):
            raise Invalid("a bracket is not closed")
        return node

    def _class(self) -> Node:
        is_negated = self._take("^")
        ranges: list[tuple[str, str]] = []
        kinds = ""
        is_first = True
        while is_first or not self._take("]"):
            is_first = False
            low = self._member()
            if low.kinds:
                kinds += low.kinds
            elif self._text[self.place : self.place + 1] == "-" and self._text[self.place + 1 : self.place + 2] != "]":
                self.place += 1
                ranges.append(self._range(low))
            else:
                ranges += low.ranges
        return Chars(tuple(ranges), kinds, is_negated)

    def _range(self, low: Chars) -> tuple[str, str]:
        high = self._member()
        if high.kinds or high.ranges[0][0] < low.ranges[0][0]:
            raise Invalid(f"a range of characters ends before it begins, at character {self.place}")
        return low.ranges[0][0], high.ranges[0][0]

    def _member(self) -> Chars:
        char = self._next()
        if char == "[" and self._text[self.place : self.place + 1] in {":", ".", "="}:
            raise Invalid(f"classes such as [[:alpha:]] are not supported, at character {self.place}")
        return self._escape() if char == "\\" else Chars(ranges=((char, char),))

    def _escape(self) -> Chars:
        char = self._next()
        if char in "dwsDWS":
            return Chars(kinds=char)
        if char.isalnum():
            raise Invalid(f"\\{char} is not supported; there are \\d \\w \\s \\D \\W \\S and a backslash before signs")
        return Chars(ranges=((char, char),))

    def _next(self) -> str:
        if self.is_at_end():
            raise Invalid("it ends too early")
        self.place += 1
        return self._text[self.place - 1]

    def _take(self, char: str) -> bool:
        found = self._text.startswith(char, self.place)
        self.place += len(char) * found
        return found
