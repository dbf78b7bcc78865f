"""Records of a zone (API 1.0 §10.6)."""

from collections.abc import Mapping, Sequence
from typing import Any

from web.api_client.wire import Answer, Wire, path_of


class Records:
    """The records of the zones of a visitor."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def page(self, zone: str, query: Mapping[str, Any]) -> Answer:
        """Return a page of records, with the tag of the version it is of.

        Args:
            zone: its name.
            query: `page`, `per_page`, `search`, `name`, `type`, `sort`.
        """
        return self._wire.get(path_of("domains", zone, "records"), {"page": 1, **query})

    def get(self, zone: str, record_id: int) -> Answer:
        """Return a record with its full name, and the tag of the version it is of.

        Raises:
            NotFound: there is none of this id.
        """
        return self._wire.get(path_of("domains", zone, "records", record_id))

    def save(self, zone: str, records: Sequence[Mapping[str, Any]], *, tag: str = "", dry_run: bool = False) -> Answer:
        """Save a batch, all or none.

        Args:
            zone: its name.
            records: without `id` they are added, with one they are changed, with `delete` deleted.
            tag: of the version they were decided on; anything else in force is a Conflict.
            dry_run: whether only to tell what would change.

        Raises:
            Invalid: `detail` has the reasons, keyed by the place in the batch.
            Conflict: the zone has changed meanwhile.
        """
        wishes = {"dry_run": 1} if dry_run else {}
        return self._wire.post(path_of("domains", zone, "records"), {"records": list(records)}, wishes, tag)

    def find(self, query: Mapping[str, Any]) -> dict[str, Any]:
        """Return a page of records of all zones: `records`, `pagination`, and whether that is all (`is_complete`).

        Args:
            query: `search`, `type`, `page`, `per_page`.
        """
        found: dict[str, Any] = self._wire.get("records", {"page": 1, **query}).response
        return found
