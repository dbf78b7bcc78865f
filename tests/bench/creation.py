"""New zones: one until it is answered, and a thousand until all are signed and live."""

import threading
import time
from collections.abc import Callable

from tests.bench.client import new_name
from tests.bench.floor import FloorServers, wait_until_signed
from tests.bench.platform import Platform
from tests.bench.sampling import Row, figure_row, in_figures, latency_row

CLIENTS = 4
# of the floor's members in the catalog: far from the ids of our tables
FLOOR_INCARNATION = 20_000_000


def measure_create(platform: Platform) -> list[Row]:
    """Create a zone through the API, in turn with addzone and the catalog by hand."""
    servers = FloorServers(platform)
    from_request: list[float] = []
    from_answer: list[float] = []
    floor: list[float] = []
    for number in range(platform.samples(40, 8)):
        name = new_name()
        asked_at = time.perf_counter()
        servers.add_to_primary(name)
        platform.catalog.add(FLOOR_INCARNATION + number, name)
        floor.append((platform.watch.until_zone(name) - asked_at) * 1000)
        # taken off at once, because the next repair of the catalog would
        platform.catalog.remove(FLOOR_INCARNATION + number, name)
        servers.remove(name, from_public=False)

        asked_at = time.perf_counter()
        name = platform.client.new_zone()
        answered_at = time.perf_counter()
        seen_at = platform.watch.until_zone(name)
        from_request.append((seen_at - asked_at) * 1000)
        from_answer.append((seen_at - answered_at) * 1000)
    return [
        latency_row(
            "create_zone",
            "create a signed zone, API request to both public servers answering its SOA",
            from_request,
            floor=floor,
            target="p50 <= 150 ms",
            at_most={"p50": 150},
            **in_figures(from_answer, "from_answer_"),
        )
    ]


def measure_bulk(platform: Platform) -> list[Row]:
    """Create many zones through the API, after as many by addzone on all name servers."""
    count = platform.samples(1000, 100)

    def by_hand() -> Callable[[], str]:
        servers = FloorServers(platform)

        def create() -> str:
            name = new_name()
            servers.add_to_primary(name, size=3)
            servers.add_to_public(name)
            return name

        return create

    floor_seconds, _, floor_names, floor_errors = _create(platform, by_hand, count)
    seconds, accepted_seconds, names, errors = _create(platform, lambda: platform.new_client().new_zone, count)
    # not before, because thousands of files deleted a moment ago make new ones dear: ext4 without a journal looks at
    # each of their inodes whenever it needs one, which took a third of the primary's time
    cleaner = FloorServers(platform)
    for name in floor_names:
        cleaner.remove(name)
    return [
        figure_row(
            "bulk_create",
            f"{count} zones created by {CLIENTS} clients, until all are signed and live on both",
            "1/s",
            value=len(names) / seconds,
            target=">= 40 zones/s, no error",
            floor=len(floor_names) / floor_seconds,
            at_least={"value": 40},
            at_most={"errors": 0},
            count=len(names),
            seconds=round(seconds, 2),
            accepted_per_second=round(len(names) / accepted_seconds, 1),
            errors=len(errors),
            first_errors=errors[:3],
            floor_errors=len(floor_errors),
        )
    ]


def _create(
    platform: Platform, new_creator: Callable[[], Callable[[], str]], count: int
) -> tuple[float, float, list[str], list[str]]:
    """Return the seconds until all are live, the seconds until all were accepted, the names, and the errors."""
    names: list[str] = []
    errors: list[str] = []

    def run(create: Callable[[], str]) -> None:
        for _ in range(count // CLIENTS):
            try:
                names.append(create())
            except (OSError, RuntimeError) as error:
                errors.append(str(error))

    threads = [threading.Thread(target=run, args=(new_creator(),)) for _ in range(CLIENTS)]
    started_at = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    accepted_at = time.perf_counter()
    live_at = wait_until_signed(platform, names)
    return live_at - started_at, accepted_at - started_at, names, errors
