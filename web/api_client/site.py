"""What everybody may know of the platform."""

from typing import Any

from web.api_client.wire import Wire


class Site:
    """What needs no sign-in."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def ping(self) -> None:
        """Make sure the API answers.

        Raises:
            TryLater: it does not.
        """
        self._wire.get("ping")

    def platform(self) -> dict[str, Any]:
        """Return what is known of the platform before a sign-in: its rules for accounts, name servers, types."""
        known: dict[str, Any] = self._wire.get("system/platform").response
        return known

    def articles(self) -> list[dict[str, Any]]:
        """Return the articles to be seen now, newest first."""
        found: dict[str, dict[str, Any]] = self._wire.get("articles").response
        return list(found.values())
