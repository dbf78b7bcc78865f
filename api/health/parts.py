"""The parts the API stands on, and whether each answers."""

from collections.abc import Callable, Mapping
from typing import Literal

from typing_extensions import TypedDict

from core.errors import TryLater

State = Literal["ready", "degraded", "unavailable"]

# asks a part something; raises TryLater when it does not answer
Check = Callable[[], None]

# without these nothing can be read or saved; without another part the API goes on with less
NEEDED = frozenset({"database"})


class Alive(TypedDict):
    """That a process answers."""

    state: Literal["alive"]


class Readiness(TypedDict):
    """The state of the whole, and of each part: `ok`, or what is wrong with it."""

    state: State
    parts: dict[str, str]


def ask_parts(checks: Mapping[str, Check]) -> Readiness:
    """Ask every part.

    Args:
        checks: by the name of the part.
    """
    parts = {name: _outcome(check) for name, check in checks.items()}
    away = {name for name, outcome in parts.items() if outcome != "ok"}
    state: State = "unavailable" if away & NEEDED else "degraded" if away else "ready"
    return {"state": state, "parts": parts}


def _outcome(check: Check) -> str:
    try:
        check()
    except TryLater as refusal:
        return refusal.message
    return "ok"
