"""What a client makes the outcome of its request depend on: the tags of the state it knows (RFC 9110 §13)."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


class NotModified(Exception):
    """The client has what it asks for already; `tag` is that of what it has."""

    def __init__(self, tag: str) -> None:
        super().__init__(tag)
        self.tag = tag


@dataclass(frozen=True, slots=True)
class Conditions:
    """The tags a request names; None where it names none.

    Attributes:
        expected: what the present state must be one of (`If-Match`); empty if the header holds no strong tag.
        known: what the client has kept (`If-None-Match`).
        accepts_any: whether any state will do (`If-Match: *`).
    """

    expected: frozenset[str] | None = None
    known: frozenset[str] | None = None
    accepts_any: bool = False

    def unless_known(self, tag: str) -> str:
        """Return the tag of what is about to be read, for the answer.

        Raises:
            NotModified: the client has it.
        """
        if self.known is not None and (tag in self.known or "*" in self.known):
            raise NotModified(tag)
        return tag

    def hold(self, *tags: str) -> bool:
        """Tell whether a state with these tags, each as good as the other, is one the client accepts."""
        return self.expected is None or self.accepts_any or not self.expected.isdisjoint(tags)


NONE = Conditions()


def digest(shown: Mapping[str, Any]) -> str:
    """Return the tag of something that has no version: a digest of what is shown of it."""
    text = json.dumps(shown, sort_keys=True, separators=(",", ":"))
    return hashlib.blake2b(text.encode(), digest_size=10).hexdigest()
