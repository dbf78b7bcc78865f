"""Short messages that are shown once, on the next page."""

from typing import Literal

from flask import session

Kind = Literal["done", "warning", "problem"]


def notice(text: str, kind: Kind = "done") -> None:
    """Have the next page say something."""
    session["notices"] = [*session.get("notices", []), {"text": text, "kind": kind}]
