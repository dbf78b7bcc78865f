"""The account of who is signed in (API 1.0 §10.2)."""

from typing import Any

from web.api_client.wire import Wire


class Account:
    """One's own account."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def who(self) -> dict[str, Any]:
        """Return who is signed in (`user`), and what they may do (`access`)."""
        known: dict[str, Any] = self._wire.get("userdata").response
        return known
