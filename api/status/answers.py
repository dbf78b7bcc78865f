"""What the path of a zone's status answers, and every change that waits for its publication."""

from typing import Literal, NotRequired

from typing_extensions import TypedDict

State = Literal["publishing", "problem", "signing", "spreading", "live", "disabled"]


class ServerStatus(TypedDict):
    """What a public server was last seen to serve; its serial is that of the signed zone."""

    name: str
    serial: int | None
    seen_at: float | None
    current: bool


class ZoneStatus(TypedDict):
    """Where the last change of a zone is; times are Unix seconds with milliseconds."""

    domain: str
    state: State
    serial: int
    published_serial: int | None
    signed_serial: int | None
    visible_serial: int | None
    saved_at: float | None
    published_at: float | None
    visible_at: float | None
    last_error: str | None
    servers: list[ServerStatus]


class MayHaveStatus(TypedDict):
    """What a change answers: `status` is there when the request has `wait`."""

    status: NotRequired[ZoneStatus]
