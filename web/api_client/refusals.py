"""What an answer of the API means when it is no success."""

from typing import Any

from core.errors import Conflict, Invalid, NotAllowed, NotFound, Refusal, TryLater

A_MINUTE = 60


class SignedOut(Refusal):
    """The API does not know who asks: their session is over, or a sign-in was refused.

    Attributes:
        login_error: what is wrong with the second factor, if that is it: `2fa_required` or `2fa_invalid`.
        methods: what a second factor may be: `code`, `passkey`.
    """

    def __init__(self, message: str, detail: Any, login_error: str, methods: list[str]) -> None:
        super().__init__(message, detail)
        self.login_error = login_error
        self.methods = methods


class ElevationRequired(NotAllowed):
    """An administrator has to prove anew who they are before they change something."""


class TooMany(TryLater):
    """There were too many requests, or failed sign-ins.

    Attributes:
        seconds: after which it may be tried again.
    """

    def __init__(self, message: str, detail: Any, seconds: int) -> None:
        super().__init__(message, detail)
        self.seconds = seconds


class Unsure(TryLater):
    """A change was sent and no answer came: it may have been saved."""


def refusal_of(status: int, body: dict[str, Any], retry_after: str | None) -> Refusal:
    """Return what an answer that is no success means (API 1.0 §4).

    Args:
        status: of HTTP.
        body: the envelope.
        retry_after: the header of this name.
    """
    message, detail = str(body.get("error", "The service gave no reason.")), body.get("errorData")
    if isinstance(detail, str):
        detail = [detail]
    if status == 401:
        return SignedOut(message, detail, str(body.get("login_error", "")), body.get("2fa_methods", []))
    if status == 429:
        return TooMany(message, detail, int(retry_after) if retry_after and retry_after.isdigit() else A_MINUTE)
    if body.get("admin_elevation"):
        return ElevationRequired(message, detail)
    # API 1.0 answers so what is not there or not to be seen; 404 is for paths
    if status == 400 and message.startswith("Unknown domain: "):
        return NotFound(message, detail)
    kinds: dict[int, type[Refusal]] = {403: NotAllowed, 404: NotFound, 412: Conflict}
    kind = kinds.get(status, TryLater if status >= 500 else Invalid)
    return kind(message, detail)
