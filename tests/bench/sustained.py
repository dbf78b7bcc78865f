"""Writes from four clients as fast as they go, over eight zones, until the last one is public."""

import itertools
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tests.bench.floor import FloorServers, FloorZone
from tests.bench.platform import Platform
from tests.bench.sampling import Row, figure_row, in_figures
from tests.bench.watching import new_token

CLIENTS = 4
ZONES = 8
OWNERS = [f"c{number}" for number in range(CLIENTS)]

# sets the text of one owner in one of the zones
Write = Callable[[int, str, str], object]


@dataclass
class Block:
    """What came of some seconds of writing."""

    writes: int = 0
    seconds: float = 0.0
    request_milliseconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Accepted writes a second, until the last was public."""
        return self.writes / self.seconds


def measure_sustained(platform: Platform) -> list[Row]:
    """Write for some seconds through the API, between two halves of the same by UPDATE."""
    zones = [platform.client.new_zone_of_records(OWNERS) for _ in range(ZONES)]
    floor_names = [FloorServers(platform).zone(owners=OWNERS).name for _ in range(ZONES)]
    seconds = platform.samples(10, 3)

    def through_api() -> Write:
        client = platform.new_client()
        return lambda number, owner, text: client.set_text(zones[number], owner, text)

    def by_update() -> Write:
        own = [FloorZone(platform, name) for name in floor_names]
        return lambda number, owner, text: own[number].set_text(owner, text)

    before = _write(platform, by_update, floor_names, seconds / 2)
    ours = _write(platform, through_api, [zone.name for zone in zones], seconds)
    after = _write(platform, by_update, floor_names, seconds / 2)
    return [
        figure_row(
            "sustained_writes",
            f"single-record writes, {CLIENTS} clients over {ZONES} zones for {seconds} s, until the last is public",
            "1/s",
            value=ours.rate,
            target=">= 100/s, no error",
            floor=(before.writes + after.writes) / (before.seconds + after.seconds),
            at_least={"value": 100},
            at_most={"errors": 0},
            count=ours.writes,
            errors=len(ours.errors),
            first_errors=ours.errors[:3],
            floor_errors=len(before.errors) + len(after.errors),
            last_public_after=round(ours.seconds - seconds, 3),
            **in_figures(ours.request_milliseconds, "request_"),
        )
    ]


def _write(platform: Platform, new_writer: Callable[[], Write], names: Sequence[str], seconds: float) -> Block:
    block = Block()
    last: dict[tuple[int, str], str] = {}
    started_at = time.perf_counter()

    def run(owner: str, first: int, write: Write) -> None:
        for turn in itertools.count(first):
            asked_at = time.perf_counter()
            if asked_at > started_at + seconds:
                return
            number, token = turn % len(names), new_token()
            try:
                write(number, owner, token)
            except (OSError, RuntimeError) as error:
                block.errors.append(str(error))
                continue
            last[number, owner] = token
            block.request_milliseconds.append((time.perf_counter() - asked_at) * 1000)

    threads = [
        threading.Thread(target=run, args=(owner, number * len(names) // CLIENTS, new_writer()))
        for number, owner in enumerate(OWNERS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for (number, owner), token in last.items():
        platform.watch.until_text(f"{owner}.{names[number]}", token)
    block.seconds = time.perf_counter() - started_at
    block.writes = len(block.request_milliseconds)
    return block
