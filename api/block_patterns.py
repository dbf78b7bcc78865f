"""What administrators have blocked (API 1.0 §10.10): regular expressions of PCRE, with delimiters and flags.

MariaDB matches them: it has PCRE itself, and a limit to the steps of one match, so that a pattern that takes for ever
ends after a fraction of a second and counts as one that does not match.
"""

import re
from typing import Literal, get_args

from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from core.errors import Invalid
from core.models import BlockPattern

Place = Literal["signup_name", "signup_email", "domain_name"]

CLOSING = {"(": ")", "[": "]", "{": "}", "<": ">"}
# flags that can be said inside a pattern; U is none of them, but has a word of its own
INLINE = frozenset("imsxJ")
# what makes no difference here: UTF-8 is always on, nothing that is matched ends with a newline, speed is MariaDB's
WITHOUT_EFFECT = frozenset("uDSX")
UNGREEDY, ANCHORED = "U", "A"

MATCH = text("SELECT :subject REGEXP :pattern")
REGEX_ERROR = 1139

# made once: every creation of a domain asks
PATTERNS_FOR = {
    place: select(BlockPattern.regex).where(getattr(BlockPattern, place)).order_by(BlockPattern.id)
    for place in get_args(Place)
}


def is_blocked(session: Session, place: Place, subject: str) -> bool:
    """Tell whether a name or address is blocked; a pattern that cannot be used blocks nothing.

    Args:
        session: of the database.
        place: what the pattern has to be meant for.
        subject: what is looked at; at most a few hundred characters, on one line.
    """
    patterns = session.scalars(PATTERNS_FOR[place])
    return any(_matches_if_usable(session, pattern, subject) for pattern in patterns.all())


def check_pattern(session: Session, pattern: str) -> None:
    """Make sure a pattern can be used.

    Raises:
        Invalid: it cannot; the message says what is wrong with it.
    """
    matches(session, pattern, "")


def matches(session: Session, pattern: str, subject: str) -> bool:
    """Tell whether a pattern matches somewhere in a subject.

    Raises:
        Invalid: the pattern cannot be used.
    """
    try:
        return bool(session.scalar(MATCH, {"subject": subject, "pattern": inner_pattern(pattern)}))
    except DBAPIError as error:
        arguments = getattr(error.orig, "args", ())
        if arguments and arguments[0] == REGEX_ERROR:
            raise Invalid(f"This is not a regular expression: {pattern}", [str(arguments[1])]) from error
        raise


def inner_pattern(pattern: str) -> str:
    """Return what stands between the delimiters, with the flags behind them said inside.

    Raises:
        Invalid: there are no delimiters, or a flag is unknown.
    """
    wanted = "It must be like /spam/i: delimiters around it, flags behind."
    opening = pattern[:1]
    if not opening or opening.isalnum() or opening.isspace() or opening == "\\":
        raise Invalid(f"This is not a regular expression: {pattern}", [wanted])
    inner, closing, flags = pattern[1:].rpartition(CLOSING.get(opening, opening))
    unknown = set(flags) - INLINE - WITHOUT_EFFECT - {UNGREEDY, ANCHORED}
    if not closing or unknown:
        raise Invalid(f"This is not a regular expression: {pattern}", [wanted])
    # without a flag MariaDB would go by the collation, which tells no upper from lower case
    said = "(?i)" if "i" in flags else "(?-i)"
    said += "".join(f"(?{flag})" for flag in sorted(INLINE.intersection(flags) - {"i"}))
    said += "(?U)" if UNGREEDY in flags else ""
    if opening not in CLOSING:
        # a delimiter inside was escaped to be one, and is itself again without delimiters
        inner = re.sub(rf"\\({re.escape(opening)})", _unescaped, inner)
    return f"{said}\\G(?:{inner})" if ANCHORED in flags else said + inner


def _unescaped(match: re.Match[str]) -> str:
    # still escaped where it would mean something
    return match[1] if match[1] in "/#~@%!,;:'\"`&=_" else match[0]


def _matches_if_usable(session: Session, pattern: str, subject: str) -> bool:
    try:
        return matches(session, pattern, subject)
    except Invalid:
        return False
