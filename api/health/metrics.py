"""What Prometheus is told: requests by path and status, and how far zones are behind.

Labels have few values by construction: the names of our own views, verbs and status codes; never a zone or a user.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass

from prometheus_client import CollectorRegistry, Counter, Histogram, Metric, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

SECONDS_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0, 30.0)

# clients may send any word as a verb
VERBS = frozenset({"GET", "POST", "DELETE", "OPTIONS"})

# set by the front door: where processes of one API keep what they have counted
DIRECTORY_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"


@dataclass(frozen=True, slots=True)
class Backlog:
    """What is still to be done, as numbers."""

    zones: int
    late: int
    unseen: int
    owed_mails: int
    owed_hook_calls: int


class RequestMetrics:
    """Counts requests; one for each process, put together when they are shown."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "zonehost_api_requests", "Requests answered.", ["view", "verb", "status"], registry=self._registry
        )
        self._seconds = Histogram(
            "zonehost_api_request_seconds",
            "Time until a request was answered.",
            ["view"],
            buckets=SECONDS_BUCKETS,
            registry=self._registry,
        )

    def count(self, view: str, verb: str, status: int, seconds: float) -> None:
        """Count one request.

        Args:
            view: the name of the function that answered it, `unknown` if there is none.
            verb: of HTTP.
            status: it was answered with.
            seconds: it took.
        """
        self._requests.labels(view, verb if verb in VERBS else "other", str(status)).inc()
        self._seconds.labels(view).observe(seconds)

    def text(self, backlog: Backlog) -> bytes:
        """Return everything in the text format of Prometheus."""
        shown = self._registry
        if DIRECTORY_VARIABLE in os.environ:
            shown = CollectorRegistry()
            MultiProcessCollector(shown)  # type: ignore[no-untyped-call]
        shown_backlog = CollectorRegistry()
        shown_backlog.register(_BacklogCollector(backlog))
        return generate_latest(shown) + generate_latest(shown_backlog)


class _BacklogCollector(Collector):
    """Shows numbers read from the database, which no process counts."""

    def __init__(self, backlog: Backlog) -> None:
        self._backlog = backlog

    def collect(self) -> Iterable[Metric]:
        """Yield each number."""
        backlog = self._backlog
        yield _gauge("zonehost_zones", "Zones that are hosted.", backlog.zones)
        yield _gauge("zonehost_late_zones", "Zones whose newest version the primary does not hold.", backlog.late)
        yield _gauge("zonehost_unseen_zones", "Zones not seen up to date on every public server.", backlog.unseen)
        yield _gauge("zonehost_owed_mails", "Mails that wait to be sent.", backlog.owed_mails)
        yield _gauge("zonehost_owed_hook_calls", "Calls of webhooks that wait to be made.", backlog.owed_hook_calls)


def _gauge(name: str, description: str, value: int) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, description, value=value)
