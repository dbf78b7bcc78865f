"""Lists that may be long: the zones of somebody who has many, and pages of a large zone."""

import time

from tests.bench.client import Client
from tests.bench.floor import zone_text
from tests.bench.platform import Platform
from tests.bench.sampling import Row, latency_row

ZONES = 1000
RECORDS = 100_000
MOST_MILLISECONDS_OF_ZONES = 100
MOST_MILLISECONDS_OF_A_PAGE = 200

# rows of pages: what is asked for
PAGES = {
    "first_page": "page=1",
    "late_page": "page=900",
    "page_by_type": "type=A&page=400&sort=type",
    "page_of_a_name": "name=host777",
    "page_of_a_search": "search=host99",
}


def measure_lists(platform: Platform) -> list[Row]:
    """Measure the list of zones and pages of records beside /ping, in turn."""
    make_zones(platform, 50 if platform.is_quick else ZONES)
    rows = [_row(platform, "zone_list", "GET of the list of zones", "domains", MOST_MILLISECONDS_OF_ZONES)]
    size = 10_000 if platform.is_quick else RECORDS
    # not signed: only the database is looked at, and signing would take the machine for minutes
    name = platform.client.new_zone("none")
    platform.client.request("POST", f"domains/{name}/import", {"zone": zone_text(name, [], size)})
    for row, query in PAGES.items():
        path = f"domains/{name}/records?{query}"
        what = f"GET of a page of 100 of {size} records: {query}"
        rows.append(_row(platform, row, what, path, MOST_MILLISECONDS_OF_A_PAGE))
    return rows


def make_zones(platform: Platform, count: int) -> None:
    """See to it that the demo user has at least so many zones."""
    for _ in range(count - len(platform.client.request("GET", "domains"))):
        # neither signed nor waited for
        platform.client.new_zone("none")


def _row(platform: Platform, name: str, what: str, path: str, limit: int) -> Row:
    ours, floor = [], []
    _milliseconds(platform.client, path)
    for _ in range(platform.samples(40, 8)):
        floor.append(_milliseconds(platform.client, "ping"))
        ours.append(_milliseconds(platform.client, path))
    target = f"p50 <= {limit} ms"
    return latency_row(name, f"{what} (floor: /ping)", ours, floor=floor, target=target, at_most={"p50": limit})


def _milliseconds(client: Client, path: str) -> float:
    started_at = time.perf_counter()
    client.request("GET", path)
    return (time.perf_counter() - started_at) * 1000
