"""The way of a change from the form it was typed into to the public servers, as steps to look at."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from core.errors import Refusal

Progress = Literal["done", "under way", "waiting", "failed"]

# a change that takes longer than this is late, and the page says what may be the matter
LATE_SECONDS = 15.0

# seconds until the browser asks again
WHILE_UNDER_WAY = 1
WHEN_LIVE = 20


@dataclass(frozen=True, slots=True)
class Step:
    """A place a change passes.

    Attributes:
        name: of the place.
        progress: whether it has passed.
        text: what happens there.
        at: when it passed, as a Unix time; None before that.
        took: seconds since it was saved.
    """

    name: str
    progress: Progress
    text: str
    at: float | None = None
    took: float | None = None


def way(status: Mapping[str, Any]) -> list[Step]:
    """Return the steps of the last change of a zone, in the order they are taken.

    Args:
        status: of the zone, as the API tells it.
    """
    saved_at: float | None = status["saved_at"]
    is_signed = status["published_serial"] == status["serial"]
    saved = Step("Saved", "done", "in the database", saved_at)
    if is_signed:
        primary = _passed("Signed", "on the primary", status["published_at"], saved_at)
    else:
        primary = Step("Signed", *_AT_THE_PRIMARY.get(status["state"], ("waiting", "waits")))
    servers = [_server(server, saved_at, is_signed=is_signed) for server in status["servers"]]
    return [saved, primary, *servers]


_AT_THE_PRIMARY: Mapping[str, tuple[Progress, str]] = {
    "publishing": ("under way", "on its way to the primary"),
    "signing": ("under way", "being signed"),
    "problem": ("failed", "refused by the primary"),
}


def _server(server: Mapping[str, Any], saved_at: float | None, *, is_signed: bool) -> Step:
    if server["current"]:
        return _passed(server["name"], "serves it", server["seen_at"], saved_at)
    if not is_signed:
        return Step(server["name"], "waiting", "waits" if server["serial"] is None else "serves the version before")
    return Step(server["name"], "under way", "fetches it")


def _passed(name: str, text: str, at: float | None, saved_at: float | None) -> Step:
    took = at - saved_at if at is not None and saved_at is not None and at >= saved_at else None
    return Step(name, "done", text, at, took)


def is_late(status: Mapping[str, Any], now: float) -> bool:
    """Return whether a change takes longer than it should.

    Args:
        status: of the zone, as the API tells it.
        now: the present Unix time.
    """
    is_under_way = status["state"] in {"publishing", "signing", "spreading"}
    return is_under_way and now - (status["saved_at"] or now) > LATE_SECONDS


def shown_status(status: Any) -> dict[str, Any]:
    """Return what the part of a page that tells the status needs (`zone/status.html`).

    Args:
        status: of the zone, as the API tells it, or why it does not.
    """
    if isinstance(status, Refusal):
        return {"status": status, "steps": [], "late": False, "again": WHEN_LIVE}
    settled = status["state"] in {"live", "disabled"}
    return {
        "status": status,
        "steps": way(status),
        "late": is_late(status, time.time()),
        "again": WHEN_LIVE if settled else WHILE_UNDER_WAY,
    }
