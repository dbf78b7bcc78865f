"""Fifty quick edits of one zone: how many publications they become, and when the last one is live."""

import time

from tests.bench.floor import FloorServers
from tests.bench.platform import Platform
from tests.bench.sampling import Row, figure_row, latency_row
from tests.bench.watching import new_token

EDITS = 50


def measure_burst(platform: Platform) -> list[Row]:
    """Edit one zone fifty times without waiting, some times over, each in turn with the same by UPDATE."""
    zone, floor_zone = platform.client.new_zone_of_records(), FloorServers(platform).zone()
    live: list[float] = []
    floor: list[float] = []
    publications: list[int] = []
    edit_seconds: list[float] = []
    for _ in range(platform.samples(5, 2)):
        for _ in range(EDITS):
            token = new_token()
            floor_zone.set_text("probe", token)
        answered_at = time.perf_counter()
        floor.append((platform.watch.until_text(f"probe.{floor_zone.name}", token) - answered_at) * 1000)

        before = _publications(platform, zone.name)
        started_at = time.perf_counter()
        for _ in range(EDITS):
            token = new_token()
            platform.client.set_text(zone, "probe", token)
        answered_at = time.perf_counter()
        live.append((platform.watch.until_text(f"probe.{zone.name}", token) - answered_at) * 1000)
        edit_seconds.append(answered_at - started_at)
        # what both servers answer already may not be noted yet
        platform.wait_until_live(zone.name)
        publications.append(_publications(platform, zone.name) - before)
    return [
        figure_row(
            "burst_publications",
            f"publications that {EDITS} quick edits of one zone become",
            "jobs",
            value=max(publications),
            target="<= 10",
            at_most={"value": 10},
            count=len(publications),
            each=publications,
            edit_seconds=[round(seconds, 2) for seconds in edit_seconds],
        ),
        latency_row(
            "burst_last_live",
            f"answer to the last of {EDITS} quick edits to both public servers",
            live,
            floor=floor,
            target="<= 500 ms",
            at_most={"max": 500},
        ),
    ]


def _publications(platform: Platform, zone: str) -> int:
    query = (
        "SELECT COUNT(*) FROM jobs JOIN domains ON domains.id = jobs.domain_id "
        f"WHERE domains.name = '{zone}' AND jobs.name = 'publish_zone'"
    )
    [[count]] = platform.stack.sql(query)[-1:]
    return int(count)
