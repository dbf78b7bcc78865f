"""Webhooks of zones (API 1.0 §10.7)."""

from collections.abc import Mapping, Sequence
from typing import Any

from web.api_client.wire import Wire, path_of


class Hooks:
    """The webhooks of the zones of a visitor. Everything here raises Invalid for a zone that is an alias."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def list(self, zone: str) -> dict[str, Any]:
        """Return the webhooks of a zone, by id."""
        found: dict[str, Any] = self._wire.get(path_of("domains", zone, "hooks")).response
        return found

    def get(self, zone: str, hook: int) -> dict[str, Any]:
        """Return one."""
        found: dict[str, Any] = self._wire.get(path_of("domains", zone, "hooks", hook)).response
        return found

    def calls(self, zone: str, hook: int) -> Sequence[dict[str, Any]]:
        """Return its last calls and what came of them, newest first."""
        found: Sequence[dict[str, Any]] = self._wire.get(path_of("domains", zone, "hooks", hook, "calls")).response
        return found

    def create(self, zone: str, url: str, password: str) -> None:
        """Add a webhook.

        Args:
            zone: its name.
            url: what is called.
            password: signs the calls; empty for no signature.

        Raises:
            Invalid: the URL must not be called, or there are too many.
        """
        self._wire.post(path_of("domains", zone, "hooks"), {"url": url, "password": password})

    def change(self, zone: str, hook: int, wanted: Mapping[str, Any]) -> None:
        """Change what is named of a webhook: `url`, `password`, `disabled`.

        Raises:
            Invalid: the URL must not be called.
        """
        self._wire.post(path_of("domains", zone, "hooks", hook), wanted)

    def delete(self, zone: str, hook: int) -> None:
        """Delete a webhook, with the calls that are owed."""
        self._wire.delete(path_of("domains", zone, "hooks", hook))
