"""The InfluxDB 1.x wire; the only file that knows its client, and the place where measurements are described."""

import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import requests
from influxdb import InfluxDBClient
from influxdb.exceptions import InfluxDBClientError, InfluxDBServerError

from core.errors import TryLater
from core.settings import MetricsSettings

# Queries a public server answered for a zone, counted from its start on. Tags: `server` (its name, as in
# PUBLIC_SERVERS), `zone` (its name in ASCII, without the final dot), `type` (of the records asked for). Field: `value`,
# an integer.
ZONE_QUERIES = "zone_queries"
# Queries a public server answered, of whatever zone. Tags: `server`, `type`. Field: `value`, an integer.
SERVER_QUERIES = "server_queries"

TIMEOUT_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a counter: `at` is Unix seconds."""

    measurement: str
    tags: Mapping[str, str]
    value: int
    at: int


@dataclass(frozen=True, slots=True)
class Series:
    """The values of one group: its tags, and pairs of Unix seconds and value."""

    tags: Mapping[str, str]
    values: Sequence[tuple[int, float]]


class Metrics:
    """Asks and tells InfluxDB; one connection per thread.

    Args:
        settings: where it is.
    """

    def __init__(self, settings: MetricsSettings) -> None:
        self._settings = settings
        self._per_thread = threading.local()

    def query(self, statement: str, parameters: Mapping[str, str]) -> list[Series]:
        """Return what an InfluxQL statement answers, without empty values.

        Args:
            statement: one SELECT of `value`, with `$name` for parameters.
            parameters: their values.

        Raises:
            TryLater: there is no InfluxDB, or it does not answer.
        """
        client = self._client()
        try:
            # by POST, because a statement may name more zones than fit into a URL
            found = client.query(statement, bind_params=dict(parameters), epoch="s", method="POST")
        except (InfluxDBClientError, InfluxDBServerError, requests.RequestException, ValueError) as error:
            raise TryLater(
                "Statistics are not available at the moment: InfluxDB does not answer.", [str(error)]
            ) from error
        return [Series(tags or {}, list(_values(points))) for (_name, tags), points in found.items()]

    def write(self, points: Sequence[Point]) -> None:
        """Store values.

        Raises:
            TryLater: there is no InfluxDB, or it does not take them.
        """
        client = self._client()
        body = [
            {
                "measurement": point.measurement,
                "tags": dict(point.tags),
                "time": point.at,
                "fields": {"value": point.value},
            }
            for point in points
        ]
        try:
            client.write_points(body, time_precision="s", batch_size=5000)
        except (InfluxDBClientError, InfluxDBServerError, requests.RequestException) as error:
            raise TryLater("Statistics cannot be stored at the moment.", [str(error)]) from error

    def _client(self) -> Any:
        settings = self._settings
        if not settings.url:
            raise TryLater("Statistics are not set up here: this platform has no InfluxDB (INFLUXDB_URL is not set).")
        client = getattr(self._per_thread, "client", None)
        if client is None:
            parts = urlsplit(settings.url)
            client = self._per_thread.client = InfluxDBClient(
                host=parts.hostname,
                port=parts.port,
                ssl=parts.scheme == "https",
                verify_ssl=True,
                username=settings.user or None,
                password=settings.password or None,
                database=settings.database,
                timeout=TIMEOUT_SECONDS,
                retries=1,
            )
        return client


def _values(points: Iterator[Mapping[str, Any]]) -> Iterator[tuple[int, float]]:
    for point in points:
        if point["value"] is not None:
            yield int(point["time"]), float(point["value"])
