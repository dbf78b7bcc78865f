"""The versions of a zone."""

from typing import Any

from web.api_client.wire import Answer, Wire, path_of


class History:
    """What a zone was, and how it becomes that again."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def page(self, zone: str, page: int = 1, per_page: int = 50) -> Answer:
        """Return a page of versions, the newest first, with the tag of the newest."""
        return self._wire.get(path_of("domains", zone, "history"), {"page": page, "per_page": per_page})

    def version(self, zone: str, serial: int, page: int = 1, per_page: int = 100) -> dict[str, Any]:
        """Return a version with a page of its difference and of the zone as it was.

        Raises:
            NotFound: there is none of this serial.
        """
        query = {"page": page, "per_page": per_page}
        found: dict[str, Any] = self._wire.get(path_of("domains", zone, "history", serial), query).response
        return found

    def restore(self, zone: str, serial: int, *, tag: str = "", dry_run: bool = False) -> Answer:
        """Bring back a zone as it was, as a version of its own.

        Args:
            zone: its name.
            serial: of the version that is wanted.
            tag: of the version this was decided on; anything else in force is a Conflict.
            dry_run: whether only to tell what would change.

        Raises:
            Conflict: the zone has changed meanwhile.
            NotFound: there is no such version.
        """
        wishes = {"dry_run": 1} if dry_run else {}
        return self._wire.post(path_of("domains", zone, "restore", serial), None, wishes, tag)
