"""What the paths for challenges answer."""

from typing_extensions import TypedDict

from api.records.answers import RecordObject
from api.status.answers import MayHaveStatus


class ChallengeChanged(MayHaveStatus):
    """The serial in force now, the records put there or removed under their full names, and the value asked about.

    acme.sh looks for the value in the answer, also when there was nothing to remove.
    """

    serial: int
    changed: list[RecordObject]
    value: str


class Echoed(TypedDict):
    """The challenge as it was sent, beside `response`: Caddy's module takes no answer without it."""

    fqdn: str
    value: str
