"""What the paths of the history answer."""

from typing_extensions import TypedDict

from api.history.difference import Counts, ShownDifference, ShownRecord, ShownSoa
from api.paging import Pagination
from api.status.answers import MayHaveStatus


class Version(TypedDict):
    """A version of a zone: who made it, when (Unix seconds with milliseconds), through what, from where, and why."""

    serial: int
    changed_at: float
    actor: str
    through: str
    key_description: str | None
    impersonator: str | None
    address: str | None
    reason: str
    request_id: str
    counts: Counts
    summary: str


class Versions(TypedDict):
    """Some versions of a zone, the newest first."""

    history: list[Version]
    pagination: Pagination


class VersionOfZone(TypedDict):
    """A version with its difference to the one before, and the zone as it was then.

    A page is the same part of the records and of both lists of the difference. `soa` is null where the history does
    not tell it.
    """

    version: Version
    difference: ShownDifference
    records: list[ShownRecord]
    soa: ShownSoa | None
    pagination: Pagination


class Restored(MayHaveStatus):
    """The serial in force after a version was brought back, what changed by it, and what looks wrong in the zone."""

    serial: int
    counts: Counts
    summary: str
    warnings: list[str]
