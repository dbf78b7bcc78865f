"""Statistics of queries (API 1.0 §10.9): by how much the counters grew in each bucket of time."""

from typing import Any, Literal

from web.api_client.wire import Wire, path_of


class Statistics:
    """What was asked of the public name servers.

    Every method returns `stats`, lists of `time` and `value` by name, and `bucket`, how many seconds a value is of. All
    raise TryLater when statistics are not set up, or not available at the moment.
    """

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def of_zone(self, zone: str, seconds: int, by: Literal["type", "server"]) -> dict[str, Any]:
        """Return the queries for a zone in the last so many seconds."""
        return self._read(path_of("domains", zone, "stats"), seconds, by=by)

    def of_own_zones(self, seconds: int) -> dict[str, Any]:
        """Return the queries for each zone of the visitor that was asked for in the last so many seconds."""
        return self._read("users/self/stats/domains", seconds)

    def of_platform(self, seconds: int, by: Literal["server", "rrtype", "zone"]) -> dict[str, Any]:
        """Return the queries for the whole platform in the last so many seconds."""
        return self._read(f"system/stats/queries-per-{by}", seconds)

    def _read(self, path: str, seconds: int, **query: str) -> dict[str, Any]:
        found: dict[str, Any] = self._wire.get(path, {"type": "derivative", "time": seconds, **query}).response
        return found
