"""One change at a time: of many zones in turn, and of one zone again and again."""

import itertools
import time
from dataclasses import dataclass, field

from tests.bench.client import BenchZone
from tests.bench.floor import FloorServers, FloorZone
from tests.bench.platform import Platform
from tests.bench.sampling import Row, in_figures, latency_row, percentile
from tests.bench.watching import new_token

TARGET = "p50 <= 40 ms, p95 <= 100 ms, p50 <= 4 x floor"
AT_MOST = {"p50": 40, "p95": 100, "ratio_p50": 4}


@dataclass
class Measured:
    """Milliseconds until both public servers answer: from the API's answer, from its request, and of the floor."""

    from_answer: list[float] = field(default_factory=list)
    from_request: list[float] = field(default_factory=list)
    floor: list[float] = field(default_factory=list)

    def add_ours(self, platform: Platform, zone: BenchZone) -> None:
        """Change a record through the API and wait for it."""
        token = new_token()
        asked_at = time.perf_counter()
        platform.client.set_text(zone, "probe", token)
        answered_at = time.perf_counter()
        seen_at = platform.watch.until_text(f"probe.{zone.name}", token)
        self.from_answer.append((seen_at - answered_at) * 1000)
        self.from_request.append((seen_at - asked_at) * 1000)

    def add_floor(self, platform: Platform, zone: FloorZone) -> None:
        """Change a record by UPDATE and wait for it."""
        self.floor.append(zone.measure(platform.watch))


def measure_one_change(platform: Platform) -> list[Row]:
    """Change one record of the next of eight zones, in turn with an UPDATE of a floor zone."""
    zones = [platform.client.new_zone_of_records() for _ in range(8)]
    floor_zones = [FloorServers(platform).zone() for _ in range(8)]
    measured = Measured()
    for zone, floor_zone in itertools.islice(
        itertools.cycle(zip(zones, floor_zones, strict=True)), platform.samples(240, 40)
    ):
        measured.add_floor(platform, floor_zone)
        measured.add_ours(platform, zone)
    what = "one change, API answer to both public servers; 25 records, 8 zones in turn"
    return [
        latency_row(
            "one_change",
            what,
            measured.from_answer,
            floor=measured.floor,
            target=TARGET,
            at_most=AT_MOST,
            **in_figures(measured.from_request, "from_request_"),
            **_stages(platform, [zone.name for zone in zones]),
        )
    ]


def measure_back_to_back(platform: Platform) -> list[Row]:
    """Change one zone as soon as its last change is visible, in blocks between such blocks of a floor zone."""
    zone, floor_zone = platform.client.new_zone_of_records(), FloorServers(platform).zone()
    measured = Measured()
    for _ in range(platform.samples(20, 4)):
        for _ in range(10):
            measured.add_floor(platform, floor_zone)
        for _ in range(10):
            measured.add_ours(platform, zone)
    what = "next change of the same zone as soon as the last is visible; 25 records"
    return [
        latency_row(
            "back_to_back",
            what,
            measured.from_answer,
            floor=measured.floor,
            target=TARGET,
            at_most=AT_MOST,
            **in_figures(measured.from_request, "from_request_"),
        )
    ]


def _stages(platform: Platform, zones: list[str]) -> dict[str, float]:
    """Return from the record of jobs how long changes lay in the queue and how long the worker had them."""
    names = ",".join(f"'{zone}'" for zone in zones)
    query = (
        "SELECT jobs.started_at - jobs.asked_at, jobs.finished_at - jobs.started_at FROM jobs "
        f"JOIN domains ON domains.id = jobs.domain_id WHERE domains.name IN ({names}) "
        "AND jobs.name = 'publish_zone' AND jobs.state = 'finished'"
    )
    rows = platform.stack.sql(query)
    times = [(float(waited), float(worked)) for waited, worked in rows if waited.lstrip("-").isdigit()]
    return {
        "saved_to_job_p50": percentile([waited for waited, _ in times], 0.5),
        "job_p50": percentile([worked for _, worked in times], 0.5),
        "job_p95": percentile([worked for _, worked in times], 0.95),
    }
