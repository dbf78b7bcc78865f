"""What the paths of sessions answer (API 1.0 §6.3, §6.4)."""

from typing_extensions import TypedDict


class SessionStarted(TypedDict):
    """The id to send as `X-Session-ID`; empty after the session was ended."""

    session: str


class TokenMade(TypedDict):
    """A token (JWT) to send as `Authorization: Bearer …`."""

    token: str
