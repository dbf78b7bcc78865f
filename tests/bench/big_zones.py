"""Zones of ten thousand and a hundred thousand records: their import, who waits for it, and one change in them."""

import threading
import time

from tests.bench.client import BenchZone
from tests.bench.floor import FloorServers, zone_text
from tests.bench.one_change import Measured
from tests.bench.platform import Platform
from tests.bench.sampling import Row, figure_row, in_figures, latency_row
from tests.bench.watching import new_token

# records, most milliseconds of a change, samples
SIZES = ((10_000, 200, 40), (100_000, 1500, 15))
# after which a zone counts as not published at all
LIVE_SECONDS = 300.0
QUICK_SIZES = ((10_000, 200, 8),)


def measure_big_zones(platform: Platform) -> list[Row]:
    """Measure each size."""
    sizes = QUICK_SIZES if platform.is_quick else SIZES
    return [row for size, limit, samples in sizes for row in _measure(platform, size, limit, samples)]


def _measure(platform: Platform, size: int, limit: int, samples: int) -> list[Row]:
    # signed before the import begins, so that it takes nothing from it
    floor_zone = FloorServers(platform).zone(size)
    name = platform.client.new_zone()
    platform.wait_until_live(name)
    rows = _import(platform, name, size)
    if rows[0]["live_after_seconds"] is None:
        problem = f"not live {LIVE_SECONDS:.0f} s after its import: {platform.status(name)}"
        return [*rows, {"name": f"change_in_{size}", "error": problem, "met": False}]
    [record] = platform.client.request("GET", f"domains/{name}/record/probe/TXT")["records"]
    zone = BenchZone(name, {"probe": record["id"]})
    measured = Measured()
    for _ in range(samples):
        measured.add_floor(platform, floor_zone)
        measured.add_ours(platform, zone)
    what = f"one change in a zone of {size} records, API answer to both public servers"
    from_request = in_figures(measured.from_request, "from_request_")
    row = latency_row(
        f"change_in_{size}",
        what,
        measured.from_answer,
        floor=measured.floor,
        target=f"p50 <= {limit} ms",
        at_most={"p50": limit},
        **from_request,
    )
    return [*rows, row]


def _import(platform: Platform, name: str, size: int) -> list[Row]:
    text = zone_text(name, ["probe"], size)
    bystander = _Bystander(platform)
    bystander.start()
    started_at = time.perf_counter()
    platform.client.request("POST", f"domains/{name}/import", {"zone": text})
    answered_at = time.perf_counter()
    try:
        platform.wait_until_live(name, LIVE_SECONDS)
        live_after: float | None = round(time.perf_counter() - started_at, 2)
    except TimeoutError:
        live_after = None
    bystander.finish()
    during, after = bystander.split(answered_at)
    return [
        figure_row(
            f"import_{size}",
            f"import of {size} records, API request to its answer",
            "s",
            value=answered_at - started_at,
            target="<= 60 s",
            at_most={"value": 60},
            live_after_seconds=live_after,
        ),
        latency_row(
            f"others_during_import_{size}",
            f"reading and saving in another zone during the import of {size} records",
            during,
            floor=[],
            target="no request slower than 1 s",
            at_most={"max": 1000, "errors": 0},
            errors=len(bystander.errors),
            first_errors=bystander.errors[:3],
            **(in_figures(after, "while_signing_") if after else {}),
        ),
    ]


class _Bystander(threading.Thread):
    """Reads and saves in a zone of its own in turn, and notes how long each request took."""

    def __init__(self, platform: Platform) -> None:
        super().__init__(daemon=True)
        self._client = platform.new_client()
        self._zone = self._client.new_zone_of_records()
        self._finished = threading.Event()
        self._noted: list[tuple[float, float]] = []
        self.errors: list[str] = []

    def run(self) -> None:
        """Make requests, with a pause after each, until told to finish."""
        while not self._finished.wait(0.01):
            for path, token in ((f"domains/{self._zone.name}/records", None), ("", new_token())):
                asked_at = time.perf_counter()
                try:
                    if token is None:
                        self._client.request("GET", path)
                    else:
                        self._client.set_text(self._zone, "probe", token)
                except (OSError, RuntimeError) as error:
                    self.errors.append(str(error))
                self._noted.append((asked_at, (time.perf_counter() - asked_at) * 1000))

    def finish(self) -> None:
        """Stop, after the request under way."""
        self._finished.set()
        self.join()

    def split(self, at: float) -> tuple[list[float], list[float]]:
        """Return the milliseconds of the requests begun before a time, and of those begun after it."""
        before = [milliseconds for asked_at, milliseconds in self._noted if asked_at <= at]
        return before, [milliseconds for asked_at, milliseconds in self._noted if asked_at > at]
