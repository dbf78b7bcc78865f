"""The API needs the database and nothing behind it: without queue, locks or primary it saves, and all is made up."""

import os
import signal
import statistics
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from orchestration.gearmand_guard import probe
from tests.e2e.edits import Edits, new_zones
from tests.stack import Stack
from tests.waiting import until

pytestmark = pytest.mark.slow

# the law itself: a user does not notice that something behind the database is away
LONGEST_SECONDS = 1.0


@pytest.fixture(scope="module")
def zones(stack: Stack) -> list[str]:
    return new_zones(stack, 4)


@contextmanager
def stopped(stack: Stack, part: str) -> Iterator[None]:
    stack.stop(part)
    try:
        yield
    finally:
        stack.start(part)


def assert_quick(edits: Edits) -> None:
    """One request in twenty may meet the noise of the machine."""
    seconds = sorted(edits.seconds)
    assert statistics.median(seconds) < LONGEST_SECONDS / 2, seconds
    assert seconds[-2] < LONGEST_SECONDS, seconds


@pytest.mark.parametrize("part", ["gearmand", "redis", "primary", "worker", "cron", "memcached", "ns1"])
def test_saving_is_quick_while_a_part_is_stopped_and_all_is_live_once_it_is_back(
    stack: Stack, zones: list[str], part: str
) -> None:
    stack.wait_until_all_answer()
    edits = Edits(stack, zones)
    with stopped(stack, part):
        edits.begin(20, threads=1)
        edits.finish()
    assert edits.refusals == []
    assert_quick(edits)
    edits.assert_none_is_lost()
    stack.wait_until_all_answer()


def test_saving_is_quick_while_gearmand_hangs_and_the_guard_restarts_it(stack: Stack, zones: list[str]) -> None:
    stack.wait_until_all_answer()
    edits = Edits(stack, zones)
    [gearmand] = stack.children("gearmand")
    os.kill(gearmand, signal.SIGSTOP)
    edits.begin(20, threads=1)
    edits.finish()
    assert edits.refusals == []
    assert_quick(edits)
    until(lambda: not Path(f"/proc/{gearmand}").exists(), "the guard has ended gearmand", 30)
    edits.assert_none_is_lost()
    stack.wait_until_all_answer()


def test_jobs_are_taken_again_soon_after_redis_was_restarted_under_gearmand(stack: Stack, zones: list[str]) -> None:
    stack.wait_until_all_answer()
    before = stack.pid("redis")
    stack.kill("redis")
    until(lambda: stack.pid("redis") not in {0, before}, "redis is back", 30)
    until(lambda: is_possible(lambda: probe(stack.layout.ports["gearmand"])), "gearmand takes jobs", 30)
    edits = Edits(stack, zones)
    edits.begin(4, threads=1)
    edits.finish()
    edits.assert_none_is_lost()


def is_possible(step: Callable[[], None]) -> bool:
    try:
        step()
    except OSError:
        return False
    return True
