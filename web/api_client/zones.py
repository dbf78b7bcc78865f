"""Zones, which API 1.0 calls domains (§10.5)."""

from typing import Any

from web.api_client.wire import Answer, Wire, path_of


class Zones:
    """The zones of a visitor."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def list(self) -> dict[str, Any]:
        """Return what is told of each zone in the list, by name."""
        found: dict[str, Any] = self._wire.get("domains", {"extra": 1}).response
        return found

    def get(self, zone: str) -> Answer:
        """Return a zone, with its tag."""
        return self._wire.get(path_of("domains", zone))

    def status(self, zone: str) -> dict[str, Any]:
        """Return where the last change of a zone is."""
        found: dict[str, Any] = self._wire.get(path_of("domains", zone, "status")).response
        return found

    def create(self, zone: str) -> Answer:
        """Make a zone with the records every zone begins with."""
        return self._wire.post("domains", {"domain": zone})
