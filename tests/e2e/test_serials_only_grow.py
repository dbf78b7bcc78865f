"""Serials only grow, per name and for ever: across delete and create, disable and enable, and their signing."""

import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise

import pytest

from core.zone.serials import serial_gt
from tests.stack import Stack
from tests.waiting import until

LIVES = 20


@contextmanager
def watched(stack: Stack, zone: str) -> Iterator[dict[str, list[int]]]:
    """Ask every public server again and again; gives the serials seen, each as often as it followed another."""
    seen: dict[str, list[int]] = {name: [] for name in stack.public_ports}
    done = threading.Event()

    def watch(name: str, port: int) -> None:
        while not done.wait(0.005):
            serial = stack.serial(port, zone)
            if serial is not None and seen[name][-1:] != [serial]:
                seen[name].append(serial)

    threads = [threading.Thread(target=watch, args=server) for server in stack.public_ports.items()]
    for thread in threads:
        thread.start()
    try:
        yield seen
    finally:
        done.set()
        for thread in threads:
            thread.join()


def assert_growing(seen: dict[str, list[int]], at_least: int) -> None:
    for name, serials in seen.items():
        assert len(serials) >= at_least, f"{name}: {serials}"
        for earlier, later in pairwise(serials):
            assert serial_gt(later, earlier), f"{name}: {serials}"


def new_name() -> str:
    return f"t{uuid.uuid4().hex[:12]}.org"


def assert_is_served(stack: Stack, zone: str, owner: str) -> None:
    stack.wait_until_live(zone)
    for port in stack.public_ports.values():
        # served may be ahead of noted: another life of the zone had a record of this owner too
        until(lambda: stack.values(port, f"{owner}.{zone}", "A") == {"192.0.2.1"}, f"{owner} is served")  # noqa: B023


@pytest.mark.slow
def test_every_life_of_a_name_that_is_waited_for_is_served_above_the_one_before(stack: Stack) -> None:
    zone = new_name()
    with watched(stack, zone) as seen:
        for life in range(LIVES):
            stack.api("POST", "domains?wait=30", {"domain": zone}).response  # noqa: B018 - fails if refused
            stack.add(zone, {"name": f"life{life}", "type": "A", "content": "192.0.2.1"}, wait=30)
            assert_is_served(stack, zone, f"life{life}")
            if life < LIVES - 1:
                assert stack.api("DELETE", f"domains/{zone}").status == 200
    assert_growing(seen, LIVES)


def test_lives_that_follow_one_another_as_quickly_as_they_can_end_in_the_last_one(stack: Stack) -> None:
    zone = new_name()
    with watched(stack, zone) as seen:
        for life in range(LIVES):
            if life:
                assert stack.api("DELETE", f"domains/{zone}").status == 200
            assert stack.api("POST", "domains", {"domain": zone}).status == 200
            stack.add(zone, {"name": f"life{life}", "type": "A", "content": "192.0.2.1"})
        assert_is_served(stack, zone, f"life{LIVES - 1}")
    assert_growing(seen, 1)
    for port in stack.public_ports.values():
        assert stack.values(port, f"life{LIVES - 2}.{zone}", "A") == set()


def test_a_zone_that_is_disabled_and_enabled_comes_back_above_its_last_serial(stack: Stack) -> None:
    zone = stack.new_zone()
    with watched(stack, zone) as seen:
        for turn in range(5):
            stack.api("POST", f"domains/{zone}", {"disabled": True}).response  # noqa: B018 - fails if refused
            for port in stack.public_ports.values():
                until(lambda: stack.serial(port, zone) is None, f"{zone} is gone", 60)  # noqa: B023 - called at once
            stack.api("POST", f"domains/{zone}", {"disabled": False}).response  # noqa: B018 - fails if refused
            stack.add(zone, {"name": f"turn{turn}", "type": "A", "content": "192.0.2.1"})
            assert_is_served(stack, zone, f"turn{turn}")
        for _ in range(10):
            stack.api("POST", f"domains/{zone}", {"disabled": True}).response  # noqa: B018 - fails if refused
            stack.api("POST", f"domains/{zone}", {"disabled": False}).response  # noqa: B018 - fails if refused
        assert_is_served(stack, zone, "turn4")
    assert_growing(seen, 6)
