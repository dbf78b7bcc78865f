"""What the paths of sessions answer (API 1.0 §6.3, §6.4)."""

from typing import Literal

from typing_extensions import TypedDict


class SessionStarted(TypedDict):
    """The id to send as `X-Session-ID`; empty after the session was ended."""

    session: str


class SteppedUp(TypedDict):
    """A token to send as `X-Admin-Token` until `expires` (Unix seconds)."""

    admintoken: str
    expires: int


class ImpersonationNoted(TypedDict):
    """That it stands in the log of a user that somebody acts for them."""

    noted: Literal[True]


class PushKeyKnown(TypedDict):
    """Whether a second factor can be asked for by push; none can."""

    hasPushKey: bool


class TokenMade(TypedDict):
    """A token (JWT) to send as `Authorization: Bearer …`."""

    token: str
