"""Pages of the dashboard that show much, beside the request to the API they are made of."""

import time
from collections.abc import Callable

from tests.bench.lists import make_zones
from tests.bench.platform import Platform
from tests.bench.sampling import Row, latency_row
from tests.page_visitor import PageVisitor

ZONES = 2000
MOST_MILLISECONDS = 500

# what is shown, and what it is made of
PAGES = {
    "zone_list_page": ("page", "/zones", "domains?page=1&per_page=100&records=1"),
    "zone_list_search": (
        "search for a part of a name in the page",
        "/zones?search=a1",
        "domains?page=1&per_page=100&records=1&search=a1",
    ),
}


def measure_pages(platform: Platform) -> list[Row]:
    """Measure the list of zones as a page beside the same list from the API, in turn."""
    count = 100 if platform.is_quick else ZONES
    make_zones(platform, count)
    user = platform.stack.info["user"]
    visitor = PageVisitor(platform.stack).sign_in(user["email"], user["password"])
    return [_row(platform, visitor, name, count) for name in PAGES]


def _row(platform: Platform, visitor: PageVisitor, name: str, count: int) -> Row:
    what, page, path = PAGES[name]
    ours, floor = [], []
    visitor.get(page)
    for _ in range(platform.samples(40, 8)):
        floor.append(_milliseconds(lambda: platform.client.request("GET", path)))
        ours.append(_milliseconds(lambda: visitor.get(page)))
    return latency_row(
        name,
        f"{what} of the list of {count} zones in the dashboard (floor: the same from the API)",
        ours,
        floor=floor,
        target=f"p50 <= {MOST_MILLISECONDS} ms",
        at_most={"p50": MOST_MILLISECONDS},
    )


def _milliseconds(ask: Callable[[], object]) -> float:
    started_at = time.perf_counter()
    ask()
    return (time.perf_counter() - started_at) * 1000
