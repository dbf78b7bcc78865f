"""One enabled record as the rules of a zone see it, and as a master file holds it."""

from dataclasses import dataclass, field
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Entry:
    """A record that is, or is about to be, in the zone.

    Attributes:
        owner: relative owner name, `""` for the apex.
        type: upper-case mnemonic.
        ttl: seconds.
        content: canonical content.
        priority: canonical priority.
        comment: what its owner says of it.
    """

    owner: str
    type: str
    ttl: int
    content: str
    priority: int | None = None
    comment: str | None = field(default=None, compare=False)


class ZoneRow(NamedTuple):
    """An enabled record as a master file holds it.

    Attributes:
        owner: relative to the zone, empty for the apex.
        ttl: in seconds.
        type: mnemonic.
        rdata: presentation form with absolute names; of a clone, what it asks for.
        comment: what its owner says of it.
    """

    owner: str
    ttl: int
    type: str
    rdata: str
    comment: str | None = None
