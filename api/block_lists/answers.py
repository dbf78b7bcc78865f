"""What is blocked, as it is answered."""

from typing import Literal, NotRequired

from typing_extensions import TypedDict


class PatternObject(TypedDict):
    """A pattern, and what may not match it."""

    id: int
    comment: str
    regex: str
    created: int
    signup_name: bool
    signup_email: bool
    domain_name: bool
    updated: NotRequired[Literal[True]]


class PatternTried(TypedDict):
    """Whether a pattern matches, so that what it was tried with would be blocked."""

    matches: bool


class PatternDeleted(TypedDict):
    """That a pattern was deleted."""

    deleted: Literal[True]
