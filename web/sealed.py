"""What a page hands itself by way of the browser, where nobody can read or change it: from one step to the next."""

import json
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

from flask import session
from flask_wtf.csrf import generate_csrf

from core.sealing import Sealer, Unreadable


class SealedSteps:
    """Seals what one step leaves to the next; it is good for some minutes, and in this session alone.

    Args:
        secret: of the dashboard.
        purpose: what the steps are for.
        seconds: within which the next one has to be taken.
    """

    def __init__(self, secret: str, purpose: str, seconds: int) -> None:
        self._sealer = Sealer(secret)
        self._purpose = purpose
        self._seconds = seconds

    def seal(self, content: dict[str, Any]) -> str:
        """Return the content for a hidden field."""
        # a session that has just begun has none yet
        generate_csrf()
        text = json.dumps({"until": time.time() + self._seconds, "content": content})
        return urlsafe_b64encode(self._sealer.seal(text.encode(), self._bound_purpose())).decode()

    def open(self, text: str) -> dict[str, Any] | None:
        """Return what was sealed; None when its time is over, or it was not sealed here."""
        try:
            opened = json.loads(self._sealer.open(urlsafe_b64decode(text), self._bound_purpose()))
        except (Unreadable, ValueError):
            return None
        content: dict[str, Any] = opened["content"]
        return content if opened["until"] > time.time() else None

    def _bound_purpose(self) -> str:
        # the token of its forms is what a session has of its own before somebody has signed in
        return f"{self._purpose} {session.get('csrf_token', '')}"
