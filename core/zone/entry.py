"""One enabled record as the rules of a zone see it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """A record that is, or is about to be, in the zone.

    Attributes:
        owner: relative owner name, `""` for the apex.
        type: upper-case mnemonic.
        ttl: seconds.
        content: canonical content.
        priority: canonical priority.
    """

    owner: str
    type: str
    ttl: int
    content: str
    priority: int | None = None
