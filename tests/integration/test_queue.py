"""core.queue against a real gearmand with a real Redis, and the guard that restarts gearmand."""

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.errors import TryLater
from core.jobs import CheckVisibility, PublishZone
from core.queue import Queue
from core.settings import Address, QueueSettings
from orchestration.gearmand_guard import probe
from orchestration.local.layout import REPOSITORY
from tests.daemons import Daemon, Gearmand, gearmand_server, redis_server
from tests.waiting import until
from tests.workers import SECONDS, Workers

# what a submission may take: its time-out, a second for a reconnection, and as much again for a busy machine
PATIENCE_SECONDS = 15.0


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[Daemon]:
    directory = tmp_path / "redis"
    directory.mkdir()
    server = redis_server(directory)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def gearmand(tmp_path: Path, redis: Daemon) -> Iterator[Gearmand]:
    directory = tmp_path / "gearmand"
    directory.mkdir()
    server = gearmand_server(directory, redis.port)
    server.start()
    yield server
    server.kill()


@pytest.fixture
def queue(gearmand: Gearmand) -> Queue:
    return queue_of(gearmand)


def queue_of(gearmand: Gearmand) -> Queue:
    return Queue(QueueSettings(Address("127.0.0.1", gearmand.port), 0.5))


@pytest.fixture
def workers(gearmand: Gearmand, tmp_path: Path) -> Iterator[Workers]:
    directory = tmp_path / "workers"
    directory.mkdir()
    group = Workers(gearmand.port, directory)
    yield group
    for process in group.processes:
        process.kill()
        process.wait(30)


def test_jobs_are_run_with_what_they_carry(queue: Queue, workers: Workers) -> None:
    workers.start()
    queue.submit([PublishZone(1, 2026112300), CheckVisibility(1, 2026112300)])
    workers.wait_for("end publish_zone 1:2026112300")
    workers.wait_for("end check_visibility 1:2026112300")


def test_the_same_job_submitted_twice_before_a_worker_takes_it_is_run_once(queue: Queue, workers: Workers) -> None:
    for _ in range(3):
        queue.submit([PublishZone(1, 5)])
    queue.submit([PublishZone(1, 6)])
    workers.start()
    workers.wait_for("end publish_zone 1:6")
    assert len(workers.events("begin publish_zone 1:5")) == 1


def test_the_next_version_is_run_although_an_earlier_one_is_running(queue: Queue, workers: Workers) -> None:
    workers.start()
    queue.submit([PublishZone(1000, 1)])
    workers.wait_for("begin publish_zone 1000:1")
    queue.submit([PublishZone(1000, 2)])
    workers.let_go(1000)
    workers.wait_for("end publish_zone 1000:2")


def test_no_job_is_no_ring(queue: Queue, gearmand: Gearmand) -> None:
    gearmand.kill()
    queue.submit([])


def paused(daemon: Daemon) -> None:
    daemon.send(signal.SIGSTOP)


AWAY: list[tuple[str, Callable[[Daemon], None]]] = [
    ("gearmand", Daemon.kill),
    ("gearmand", paused),
    ("redis", Daemon.kill),
    ("redis", paused),
]


@pytest.mark.parametrize(("which", "take_away"), AWAY, ids=lambda value: getattr(value, "__name__", value))
@pytest.mark.parametrize("is_connected", [True, False], ids=["connected", "not connected"])
def test_a_submission_fails_in_time_when_a_part_is_away(
    gearmand: Gearmand, redis: Daemon, which: str, take_away: Callable[[Daemon], None], is_connected: bool
) -> None:
    queue = queue_of(gearmand)
    if is_connected:
        queue.submit([PublishZone(1, 1)])
    daemon = gearmand if which == "gearmand" else redis
    take_away(daemon)
    program = (
        "import sys\nfrom core.errors import TryLater\nfrom core.jobs import PublishZone\n"
        "from core.queue import Queue\nfrom core.settings import Address, QueueSettings\n"
        f"queue = Queue(QueueSettings(Address('127.0.0.1', {gearmand.port}), 0.5))\n"
        "try:\n    queue.submit([PublishZone(1, 2)])\nexcept TryLater:\n    sys.exit(7)\n"
    )
    if is_connected:
        # in this process, over the connection there is; a hang would end the test run by its own time-out
        with pytest.raises(TryLater):
            queue.submit([PublishZone(1, 2)])
    else:
        done = subprocess.run([sys.executable, "-c", program], cwd=REPOSITORY, check=False, timeout=PATIENCE_SECONDS)
        assert done.returncode == 7


def test_a_submission_succeeds_again_once_gearmand_is_back(gearmand: Gearmand, queue: Queue, workers: Workers) -> None:
    queue.submit([PublishZone(1, 1)])
    gearmand.kill()
    with pytest.raises(TryLater):
        queue.submit([PublishZone(1, 2)])
    gearmand.start()
    queue.submit([PublishZone(1, 3)])
    workers.start()
    # what was taken before gearmand was killed has come back from the store
    workers.wait_for("end publish_zone 1:1")
    workers.wait_for("end publish_zone 1:3")


def test_a_connection_that_died_unused_costs_nothing(gearmand: Gearmand, queue: Queue) -> None:
    queue.submit([PublishZone(1, 1)])
    gearmand.kill()
    gearmand.start()
    queue.submit([PublishZone(1, 2)])


def test_a_worker_survives_a_restart_of_gearmand(gearmand: Gearmand, queue: Queue, workers: Workers) -> None:
    worker = workers.start()
    queue.submit([PublishZone(1, 1)])
    workers.wait_for("end publish_zone 1:1")
    for serial in (2, 3):
        gearmand.kill()
        gearmand.start()
        queue.submit([PublishZone(1, serial)])
        workers.wait_for(f"end publish_zone 1:{serial}")
    assert worker.poll() is None


def test_the_job_of_a_killed_worker_is_handed_to_another(queue: Queue, workers: Workers) -> None:
    first = workers.start()
    queue.submit([PublishZone(1001, 1)])
    workers.wait_for("begin publish_zone 1001:1")
    workers.start()
    first.kill()
    begun = workers.wait_for("begin publish_zone 1001:1", 2)
    assert len({event.rpartition(" ")[2] for event in begun}) == 2
    workers.let_go(1001)
    workers.wait_for("end publish_zone 1001:1")


def test_a_failing_job_neither_ends_the_worker_nor_comes_again(queue: Queue, workers: Workers) -> None:
    worker = workers.start()
    queue.submit([PublishZone(13, 1)])
    workers.wait_for("begin publish_zone 13:1")
    queue.submit([PublishZone(1, 1)])
    workers.wait_for("end publish_zone 1:1")
    assert worker.poll() is None
    assert len(workers.events("begin publish_zone 13:1")) == 1


def test_a_worker_told_to_stop_finishes_its_job_and_takes_no_other(queue: Queue, workers: Workers) -> None:
    worker = workers.start()
    queue.submit([PublishZone(1002, 1)])
    workers.wait_for("begin publish_zone 1002:1")
    queue.submit([PublishZone(2, 1)])
    worker.terminate()
    workers.let_go(1002)
    assert worker.wait(SECONDS) == 0
    assert workers.events()[-2:] == ["end publish_zone 1002:1", "stopped"]
    assert workers.events("begin publish_zone 2:1") == []


def test_an_idle_worker_told_to_stop_ends_at_once(workers: Workers) -> None:
    worker = workers.start()
    worker.terminate()
    assert worker.wait(SECONDS) == 0
    assert workers.events("stopped") == ["stopped"]


def test_a_worker_told_twice_to_stop_leaves_its_job_to_others(queue: Queue, workers: Workers) -> None:
    worker = workers.start()
    queue.submit([PublishZone(1003, 1)])
    workers.wait_for("begin publish_zone 1003:1")
    worker.terminate()

    def has_ended() -> bool:
        # the second signal must not come before the first was taken
        worker.terminate()
        return worker.poll() is not None

    until(has_ended, "the worker has ended", SECONDS)
    assert workers.events("end publish_zone 1003:1") == []
    workers.start()
    workers.wait_for("begin publish_zone 1003:1", 2)
    workers.let_go(1003)
    workers.wait_for("end publish_zone 1003:1")


def test_a_worker_waits_for_a_gearmand_that_is_not_there_yet(gearmand: Gearmand, workers: Workers) -> None:
    gearmand.kill()
    workers.start()
    gearmand.start()
    queue_of(gearmand).submit([PublishZone(3, 1)])
    workers.wait_for("end publish_zone 3:1")


def test_the_guard_restarts_a_gearmand_that_lost_its_redis(tmp_path: Path, redis: Daemon) -> None:
    directory = tmp_path / "guard"
    directory.mkdir()
    guard = gearmand_server(directory, redis.port, guarded=True)
    guard.start()
    try:
        redis.kill()
        redis.start()
        until(lambda: "does not take jobs" in guard.log(), "the guard noticed", SECONDS)
        until(guard.is_well, "gearmand takes jobs again", SECONDS)
        probe(guard.port)
    finally:
        guard.stop()


def test_the_guard_ends_with_its_gearmand_and_takes_it_along(tmp_path: Path, redis: Daemon) -> None:
    directory = tmp_path / "guard"
    directory.mkdir()
    guard = gearmand_server(directory, redis.port, guarded=True)
    for end in (Gearmand.stop, Gearmand.kill):
        guard.start()
        end(guard)
        until(lambda: not Daemon.is_well(guard), "gearmand is gone", SECONDS)
