"""The platform as those see it who run it: its state, logs of services, the audit log (API 1.0 §10.11)."""

from collections.abc import Mapping
from typing import Any

from web.api_client.wire import Wire, path_of


class Platform:
    """What concerns everybody."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def state(self) -> dict[str, Any]:
        """Return how the platform is: `parts`, `backlog`, `servers`, `tasks`."""
        found: dict[str, Any] = self._wire.get("system/state").response
        return found

    def services(self) -> list[str]:
        """Return the names of the services that have a log.

        Raises:
            TryLater: their logs cannot be read.
        """
        found: list[str] = self._wire.get("system/service/list").response
        return found

    def log(self, service: str, page: int, search: str) -> dict[str, Any]:
        """Return a page of the log of a service: the newest lines are on the first, oldest line of each page first."""
        query = {"page": page, "search": search}
        found: dict[str, Any] = self._wire.get(path_of("system", "service", service, "logs"), query).response
        return found

    def events(self, page: int, filters: Mapping[str, str]) -> dict[str, Any]:
        """Return a page of the audit log, newest first.

        Args:
            page: its number.
            filters: by `type`, `actor` and `search`.
        """
        query = {f"filter[{name}]": value for name, value in filters.items()}
        found: dict[str, Any] = self._wire.get("system/audit/list", {"page": page, **query}).response
        return found

    def event(self, event_id: int) -> dict[str, Any]:
        """Return an entry of the audit log."""
        found: dict[str, Any] = self._wire.get(path_of("system", "audit", event_id)).response
        return found
