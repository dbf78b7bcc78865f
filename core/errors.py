"""The kinds of refusal that may cross a border between layers; one file at each edge translates them."""

from collections.abc import Mapping, Sequence
from typing import Any

Detail = Mapping[str, Any] | Sequence[str]


class Refusal(Exception):
    """A request that is understood and not done, with a sentence for the person who asked.

    Args:
        message: what was wrong, with which value, and what would be right.
        detail: more of it: a list of reasons, or reasons keyed by the entry they belong to.
    """

    def __init__(self, message: str, detail: Detail | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.detail = detail


class NotFound(Refusal):
    """What was named does not exist, or may not be seen by who asks."""


class NotAllowed(Refusal):
    """Who asks is known and may not do this."""


class Invalid(Refusal):
    """The input cannot be accepted as it is."""


class Conflict(Refusal):
    """The input was decided on a state that is no longer the present one."""


class TryLater(Refusal):
    """A part this needs is away for the moment; the same request may succeed later."""
