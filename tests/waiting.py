"""How tests wait: for a condition, with a deadline, never for a time."""

import time
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")


def until(question: Callable[[], Found | None], what: str, seconds: float = 30.0) -> Found:
    """Ask again until the answer is true; on the deadline fail with what was awaited and the last answer."""
    deadline = time.monotonic() + seconds
    while True:
        found = question()
        if found:
            return found
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {seconds} s: {what}; last answer {found!r}")
        time.sleep(0.02)
