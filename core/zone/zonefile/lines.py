"""Master file text as logical lines: words, with parentheses, quotes, comments and line numbers resolved."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from core.errors import Invalid
from core.zone.zonefile.values import ImportLimits

# Words end at blanks and parentheses. A quoted part belongs to the word it touches, as in alpn="h2".
_PIECE = re.compile(
    r'[ \t]+|(?P<word>(?:[^ \t();"\\]++|\\.|"(?:[^"\\]++|\\.)*+")++)|(?P<comment>;.*)|(?P<bracket>[()])'
)
_LONGEST_MESSAGE = 500
_BLANKS = (" ", "\t")
_SYNTAX = re.compile(r'[();"\\]|[^\x00-\x7f]')
# Control characters other than tab and line ends; halves of surrogate pairs and U+FFFD, which both mean that
# somebody decoded the file wrongly before us.
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffd]")


@dataclass(frozen=True, slots=True)
class Line:
    """One record or directive.

    Args:
        number: physical line it starts on, from 1.
        words: its words as written, quotes and escapes included; never empty.
        blank_start: whether it starts with a blank, which stands for the previous owner.
        comment: the comment lines directly above it, then the comment at its end.
    """

    number: int
    words: list[str]
    blank_start: bool
    comment: str | None = None


def at_line(number: int, message: str) -> Invalid:
    """Return the refusal of a file because of one of its lines, short even if it quotes a very long name."""
    return Invalid(f"line {number}: {message[:_LONGEST_MESSAGE]}")


def shorten(word: str) -> str:
    """Return a word of the file as a refusal may quote it."""
    return repr(word if len(word) <= 60 else word[:57] + "...")


def check_text(text: str, limits: ImportLimits) -> None:
    """Refuse text that is too large or was not decoded well, before any of it is parsed.

    Raises:
        Invalid: naming the line where there is one.
    """
    if len(text) > limits.max_bytes or len(text.encode("utf-8", "replace")) > limits.max_bytes:
        raise Invalid(f"the file is larger than {limits.max_bytes} bytes")
    if max(text.count("\n"), text.count("\r")) > limits.max_lines:
        raise Invalid(f"the file has more than {limits.max_lines} lines")
    found = _UNREADABLE.search(text)
    if found:
        number = text.count("\n", 0, found.start()) + 1
        raise at_line(number, f"the character U+{ord(found.group()):04X} cannot stand in a zone file")


def logical_lines(text: str, limits: ImportLimits) -> Iterator[Line]:
    r"""Yield the records and directives of a file (RFC 1035 §5.1).

    A comment that fills the line directly above a record, or stands at the end of its only line, belongs
    to the record. A blank line between, or a second semicolon as in headings, means that it does not.

    Args:
        text: checked by `check_text`; lines may end in ``\n``, ``\r\n`` or ``\r``.
        limits: of which `max_record_chars` and `max_comment_chars` count here.

    Raises:
        Invalid: a parenthesis or quote is not closed, or a record is too long.
    """
    comments = _Comments(limits.max_comment_chars)
    collected: _Open | None = None
    for number, physical in enumerate(io.StringIO(text.removeprefix("\ufeff"), newline=None), 1):
        if collected is None and physical.startswith(";"):
            comments.add(physical[1:])
        elif collected is None and not _SYNTAX.search(physical):
            if len(physical) > limits.max_record_chars:
                raise _too_long(number, limits.max_record_chars)
            words = physical.split()
            comment = comments.take()
            if words:
                yield Line(number, words, physical.startswith(_BLANKS), comment)
        else:
            collected = collected or _Open(number, physical.startswith(_BLANKS), limits.max_record_chars)
            collected.take(physical.rstrip("\n"), number)
            if not collected.opened:
                comments.add_own(collected)
                if collected.words:
                    yield Line(collected.number, collected.words, collected.blank_start, comments.take())
                collected = None
    if collected is not None:
        raise at_line(collected.opened[-1], "a parenthesis is opened here and never closed")


class _Comments:
    """The comment lines directly above the next record, as far as they are kept."""

    def __init__(self, max_chars: int) -> None:
        self._max_chars = max_chars
        self._lines: list[str] = []
        self._chars = 0

    def add(self, text: str) -> None:
        """Add what follows the semicolon of a comment line; with a second semicolon it is a heading."""
        if self._chars < self._max_chars and not text.startswith(";"):
            self._lines.append(text.rstrip().removeprefix(" "))
            self._chars += len(self._lines[-1]) + 1

    def add_own(self, collected: "_Open") -> None:
        """Add the comment at the end of a record, or of a line that has nothing else but blanks before."""
        if collected.comment is None or collected.spans_lines:
            # Inside parentheses comments speak of single fields.
            return
        text = collected.comment[1:]
        self.add(text.strip(" \t;") if collected.words else text)

    def take(self) -> str | None:
        """Return the comment so far and start anew."""
        if not self._lines:
            return None
        comment = "\n".join(self._lines).strip()[: self._max_chars]
        self._lines.clear()
        self._chars = 0
        return comment or None


@dataclass(slots=True)
class _Open:
    """A record that is being collected, over as many lines as its parentheses span."""

    number: int
    blank_start: bool
    max_chars: int
    words: list[str] = field(default_factory=list)
    opened: list[int] = field(default_factory=list)
    comment: str | None = None
    chars: int = 0
    spans_lines: bool = False

    def take(self, text: str, number: int) -> None:
        position = 0
        self.spans_lines = number != self.number
        self.chars += len(text)
        if self.chars > self.max_chars:
            raise _too_long(self.number, self.max_chars)
        while position < len(text):
            piece = _PIECE.match(text, position)
            if piece is None:
                raise at_line(number, _unreadable(text[position]))
            if piece["word"]:
                self.words.append(piece["word"])
            elif piece["bracket"]:
                self._bracket(piece["bracket"], number)
            else:
                self.comment = piece["comment"]
            position = piece.end()

    def _bracket(self, bracket: str, number: int) -> None:
        if bracket == "(":
            self.opened.append(number)
        elif self.opened:
            self.opened.pop()
        else:
            raise at_line(number, "a parenthesis is closed that was never opened")


def _too_long(number: int, max_chars: int) -> Invalid:
    return at_line(number, f"a record of more than {max_chars} characters")


def _unreadable(character: str) -> str:
    if character == '"':
        return "a quoted string does not end on its line"
    return "a backslash at the end of the line escapes nothing"
