"""Edits that stories make while parts of the platform are away, and where they look for them afterwards."""

import threading
import uuid
from collections.abc import Sequence

import requests

from tests.stack import Stack
from tests.waiting import until

PATIENCE_SECONDS = 60.0


class Edits:
    """TXT records saved in zones, by several threads at once; what is refused is tried again under another owner.

    Every owner is written once, so nothing that was accepted may be missing afterwards. `accepted` holds the owners
    and what they must be answered with, by zone; `seconds` how long each accepted request took; `refusals` what was
    answered otherwise, 0 for a broken connection.

    Args:
        stack: where.
        zones: shared out among the threads, if there are as many.
    """

    def __init__(self, stack: Stack, zones: Sequence[str]) -> None:
        self._stack = stack
        self._threads: list[threading.Thread] = []
        # so that nobody finds the edits of another story
        self._mark = uuid.uuid4().hex[:8]
        self.accepted: dict[str, dict[str, str]] = {zone: {} for zone in zones}
        self.seconds: list[float] = []
        self.refusals: list[int] = []

    def begin(self, count: int, threads: int = 4) -> None:
        """Begin making `count` edits that are to be accepted."""
        zones = list(self.accepted)
        self._count = count
        self._threads = [
            threading.Thread(
                target=self._run, args=(self._stack.beside(), zones[n::threads] or zones, range(n, count, threads))
            )
            for n in range(threads)
        ]
        for thread in self._threads:
            thread.start()

    def wait_for(self, count: int) -> None:
        """Wait until so many edits are accepted."""
        until(lambda: len(self.seconds) >= count, f"{count} edits are accepted", PATIENCE_SECONDS)

    def finish(self) -> None:
        """Wait until all edits are made."""
        for thread in self._threads:
            thread.join(2 * PATIENCE_SECONDS)
        assert len(self.seconds) == self._count, f"{len(self.seconds)} accepted; refusals {self.refusals}"

    def add(self, stack: Stack, zone: str, owner: str) -> bool:
        """Save one record and note what came of it; returns whether it was accepted."""
        text = f"text of {owner}"
        entry = {"name": owner, "type": "TXT", "content": text}
        try:
            answer = stack.api("POST", f"domains/{zone}/records", {"records": [entry]})
        except requests.ConnectionError:
            self.refusals.append(0)
            return False
        if answer.status != 200:
            self.refusals.append(answer.status)
            return False
        self.accepted[zone][owner] = f'"{text}"'
        self.seconds.append(answer.seconds)
        return True

    def assert_none_is_lost(self) -> None:
        """Wait until the zones are live, and find every accepted edit in the API and on every public server."""
        stack = self._stack
        for zone in self.accepted:
            stack.wait_until_live(zone, PATIENCE_SECONDS)
        for zone, owners in self.accepted.items():
            saved = stack.api("GET", f"domains/{zone}/records").response["records"]
            assert owners.keys() <= {record["name"] for record in saved}, zone
            for name, port in stack.public_ports.items():
                served = {owner: stack.values(port, f"{owner}.{zone}", "TXT") for owner in owners}
                assert served == {owner: {text} for owner, text in owners.items()}, f"{zone} on {name}"

    def _run(self, stack: Stack, zones: Sequence[str], numbers: Sequence[int]) -> None:
        for turn, number in enumerate(numbers):
            attempts = iter(range(1_000_000))
            zone = zones[turn % len(zones)]
            until(
                lambda: self.add(stack, zone, f"{self._mark}-{number}-{next(attempts)}"),  # noqa: B023 - called at once
                f"edit {number} is accepted; {self.refusals[-3:]}",
                PATIENCE_SECONDS,
            )


def new_zones(stack: Stack, count: int) -> list[str]:
    """Create zones and wait until all are live."""
    zones = [stack.create_zone() for _ in range(count)]
    for zone in zones:
        stack.wait_until_live(zone)
    return zones
