"""One zone more in a catalog of ten thousand, against the same while it is small."""

import json
import subprocess
import sys
import time
from typing import Any

from core.rndc import Rndc
from core.zone.catalog import member_label
from orchestration.local import environments
from orchestration.local.layout import PUBLIC_SERVERS, REPOSITORY
from tests.bench.client import new_name
from tests.bench.platform import Platform
from tests.bench.sampling import Row, latency_row

FOLLOW_SECONDS = 240.0
# member labels are made of these: far from the ids of our tables
INCARNATION = 10_000_000


def measure_catalog(platform: Platform) -> list[Row]:
    """List one member, first in the catalog as it is, then with thousands of members that only stand in the list."""
    size, samples = platform.samples(10_000, 1_000), platform.samples(30, 10)
    # cron asks for repairs of the catalog, which take off what is not in our tables
    platform.stack.stop("cron")
    try:
        small = _add_and_remove(platform, samples)
        members = {member_label(str(INCARNATION + number)): new_name() for number in range(size)}
        present = len(platform.catalog.members())
        started_at = time.perf_counter()
        platform.catalog.apply(members, {})
        _wait_for_members(platform, present + size)
        bulk_rate = size / (time.perf_counter() - started_at)
        large = _add_and_remove(platform, samples)
        platform.catalog.apply({}, members)
        _wait_for_members(platform, present)
    finally:
        platform.stack.start("cron")
    return [
        latency_row(
            "catalog_update",
            f"UPDATE that lists one zone more among {size} members (floor: in the small catalog)",
            large[0],
            floor=small[0],
            target="p50 <= 20 ms",
            at_most={"p50": 20},
        ),
        latency_row(
            "catalog_followed",
            f"UPDATE to ns1 has the zone, among {size} members (floor: in the small catalog)",
            large[1],
            floor=small[1],
            target="p50 <= 50 ms, <= 2 x small catalog",
            at_most={"p50": 50, "ratio_p50": 2},
            bulk_members_per_second=round(bulk_rate, 1),
        ),
    ]


def _add_and_remove(platform: Platform, samples: int) -> tuple[list[float], list[float]]:
    """Return the milliseconds each UPDATE took, and those until the first public server has the zone."""
    server = platform.rndc_of_public()[PUBLIC_SERVERS[0]]
    updates: list[float] = []
    followed: list[float] = []
    for number in range(samples):
        name, incarnation = new_name(), INCARNATION - 1 - number
        sent_at = time.perf_counter()
        platform.catalog.add(incarnation, name)
        updates.append((time.perf_counter() - sent_at) * 1000)
        _wait_for_zone(server, name, is_wanted=True)
        followed.append((time.perf_counter() - sent_at) * 1000)
        platform.catalog.remove(incarnation, name)
        _wait_for_zone(server, name, is_wanted=False)
    return updates, followed


def _wait_for_zone(server: Rndc, name: str, *, is_wanted: bool) -> None:
    deadline = time.perf_counter() + FOLLOW_SECONDS
    while (server.call(f"showzone {name}").result == 0) != is_wanted:
        if time.perf_counter() > deadline:
            raise TimeoutError(f"the sync service does not follow the catalog with {name}")
        time.sleep(0.0005)


def _wait_for_members(platform: Platform, expected: int) -> None:
    """Wait until every sync service has followed; removals in masses are allowed as often as the guard asks."""
    deadline = time.perf_counter() + FOLLOW_SECONDS
    while True:
        health = {name: _health(platform, name) for name in PUBLIC_SERVERS}
        if all(shown["zones"] == expected for shown in health.values()):
            return
        for name in PUBLIC_SERVERS:
            if "allow-removal" in health[name]["last_error"]:
                _allow_removal(platform, name)
        if time.perf_counter() > deadline:
            raise TimeoutError(f"the sync services do not follow the catalog to {expected} zones: {health}")
        time.sleep(0.25)


def _health(platform: Platform, name: str) -> dict[str, Any]:
    path = platform.stack.layout.state / f"{name}_sync" / "health.json"
    shown: dict[str, Any] = json.loads(path.read_text())
    return shown


def _allow_removal(platform: Platform, name: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "publicdns", "allow-removal", "20000"],
        env=environments.of_public_server(platform.stack.layout, name),
        cwd=REPOSITORY,
        capture_output=True,
        check=True,
        timeout=60,
    )
