"""What the paths of zone files answer (API 1.0 §10.5)."""

from typing import NotRequired

from typing_extensions import TypedDict

from api.status.answers import MayHaveStatus


class ZoneFile(TypedDict):
    """A zone as a master file (RFC 1035 §5)."""

    zone: str


class ZoneImported(MayHaveStatus):
    """The serial in force after an import, and what was left out of the file or looks wrong in it."""

    serial: int
    warnings: NotRequired[list[str]]
