"""The zones of everybody, which an administrator may do with as their owners do (API 1.0 §10.8)."""

from collections.abc import Mapping
from typing import Any

from web.api_client.wire import Answer, Wire, path_of


class AllZones:
    """All zones; for who has the permission `manage_domains`."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def page(self, query: Mapping[str, Any]) -> dict[str, Any]:
        """Return a page of zones with its `pagination`, and how many there are in each state (`counts`).

        Args:
            query: `page`, `per_page`, `search`, `user`, `state`, `sort`.
        """
        found: dict[str, Any] = self._wire.get("admin/domains", {"page": 1, **query}).response
        return found

    def get(self, zone: str) -> Answer:
        """Return a zone, with its tag."""
        return self._wire.get(path_of("admin", "domains", zone))

    def status(self, zone: str) -> dict[str, Any]:
        """Return where the last change of a zone is."""
        found: dict[str, Any] = self._wire.get(path_of("admin", "domains", zone, "status")).response
        return found

    def access(self, zone: str) -> dict[str, str]:
        """Return who may do what, by mail address."""
        found: dict[str, str] = self._wire.get(path_of("admin", "domains", zone, "access")).response["access"]
        return found

    def create(self, zone: str, owner: str) -> Answer:
        """Make a zone for somebody.

        Args:
            zone: its name.
            owner: their mail address; empty for nobody.

        Raises:
            Invalid: the name cannot be, or is taken.
            NotFound: there is nobody of this address.
        """
        return self._wire.post("admin/domains", {"domain": zone, "owner": owner})

    def change_access(self, zone: str, email: str, level: str) -> None:
        """Give somebody a level on a zone, or `none`."""
        self._wire.post(path_of("admin", "domains", zone, "access"), {"access": {email: level}})

    def switch(self, zone: str, *, disabled: bool) -> None:
        """Take a zone off the name servers, or bring it back."""
        self._wire.post(path_of("admin", "domains", zone), {"disabled": disabled})

    def publish(self, zone: str) -> None:
        """Publish a zone anew, under a new serial."""
        self._wire.post(path_of("admin", "domains", zone, "sync"))

    def delete(self, zone: str) -> None:
        """Delete a zone."""
        self._wire.delete(path_of("admin", "domains", zone))
