"""Edits that stories make while parts of the platform are away, and where they look for them afterwards."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field

import requests

from tests.stack import Stack, until

PATIENCE_SECONDS = 60.0


@dataclass
class Edits:
    """What the API accepted, by zone and owner; every owner is written once, so nothing accepted may be missing.

    `seconds` holds how long each accepted request took, `refusals` the statuses of the others.
    """

    accepted: dict[str, dict[str, str]] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)
    refusals: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return sum(len(owners) for owners in self.accepted.values())


def add_text(stack: Stack, edits: Edits, zone: str, owner: str) -> bool:
    """Save one TXT record and note what came of it; returns whether it was accepted."""
    wanted = {"name": owner, "type": "TXT", "content": f"text of {owner}"}
    try:
        answer = stack.api("POST", f"domains/{zone}/records", {"records": [wanted]})
    except requests.ConnectionError:
        edits.refusals.append(0)
        return False
    if answer.status != 200:
        edits.refusals.append(answer.status)
        return False
    edits.accepted.setdefault(zone, {})[owner] = f'"text of {owner}"'
    edits.seconds.append(answer.seconds)
    return True


def edit_in_threads(stack: Stack, zones: Sequence[str], count: int, threads: int = 4) -> tuple[Edits, "Runner"]:
    """Start making `count` edits spread over the zones; an edit that is refused is tried again under another name."""
    edits = Edits()
    runner = Runner(stack, edits, zones, count, threads)
    runner.start()
    return edits, runner


class Runner:
    """Threads that make edits, each with a session of its own.

    Args:
        stack: where.
        edits: what is noted.
        zones: each belongs to one of the threads.
        count: of edits to be accepted, in all.
        threads: how many.
    """

    def __init__(self, stack: Stack, edits: Edits, zones: Sequence[str], count: int, threads: int) -> None:
        self._edits = edits
        self._count = count
        self._threads = [
            threading.Thread(target=self._run, args=(stack.beside(), zones[n::threads], range(n, count, threads)))
            for n in range(threads)
        ]

    def start(self) -> None:
        """Begin."""
        for thread in self._threads:
            thread.start()

    def wait_for(self, count: int) -> None:
        """Wait until so many edits are accepted."""
        until(lambda: len(self._edits) >= count, f"{count} edits are accepted", PATIENCE_SECONDS)

    def finish(self) -> None:
        """Wait until all threads are done."""
        for thread in self._threads:
            thread.join(2 * PATIENCE_SECONDS)
        assert len(self._edits) == self._count, f"{len(self._edits)} accepted; refusals {self._edits.refusals}"

    def _run(self, stack: Stack, zones: Sequence[str], numbers: range) -> None:
        for turn, number in enumerate(numbers):
            zone, attempt = zones[turn % len(zones)], 0

            def accepted() -> bool:
                nonlocal attempt
                attempt += 1
                return add_text(stack, self._edits, zone, f"e{number}-{attempt}")  # noqa: B023 - called at once

            until(accepted, f"edit {number} is accepted", PATIENCE_SECONDS)


def assert_nothing_is_lost(stack: Stack, edits: Edits) -> None:
    """Wait until all edited zones are live, and find every accepted edit in the API and on every public server."""
    for zone in edits.accepted:
        stack.wait_until_live(zone, PATIENCE_SECONDS)
    for zone, owners in edits.accepted.items():
        saved = stack.api("GET", f"domains/{zone}/records").response["records"]
        assert owners.keys() <= {record["name"] for record in saved}, zone
        for name, port in stack.public_ports.items():
            served = {owner: stack.values(port, f"{owner}.{zone}", "TXT") for owner in owners}
            assert served == {owner: {text} for owner, text in owners.items()}, f"{zone} on {name}"
