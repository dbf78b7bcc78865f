"""core.locks against a real Redis."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis

from core.errors import TryLater
from core.locks import Locks
from core.settings import LockSettings
from orchestration.local.layout import REPOSITORY
from tests.daemons import Daemon, redis_server
from tests.waiting import until

EXPIRY_SECONDS = 2


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[Daemon]:
    server = redis_server(tmp_path)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def client(redis: Daemon) -> Iterator["Redis"]:
    with Redis(port=redis.port) as connection:
        yield connection


def locks(redis: Daemon, expiry_seconds: int = EXPIRY_SECONDS) -> Locks:
    return Locks(LockSettings(f"redis://127.0.0.1:{redis.port}/0", expiry_seconds))


def test_a_lock_is_given_to_one_and_to_the_next_when_it_is_released(redis: Daemon) -> None:
    first, second = locks(redis), locks(redis)
    with first.hold("zone:a.org") as held:
        assert held is not None
        held.check()
        with second.hold("zone:a.org") as other:
            assert other is None
        with second.hold("zone:b.org") as elsewhere:
            assert elsewhere is not None
        held.check()
    with second.hold("zone:a.org") as now:
        assert now is not None


def test_an_exception_releases_the_lock(redis: Daemon) -> None:
    with pytest.raises(KeyError), locks(redis).hold("a"):
        raise KeyError
    with locks(redis).hold("a") as held:
        assert held is not None


def test_a_lock_that_is_held_is_extended(redis: Daemon, client: "Redis") -> None:
    with locks(redis).hold("a") as held:
        assert held is not None
        until_after = time.monotonic() + 2 * EXPIRY_SECONDS

        def is_past() -> bool:
            # at no time may it have been free
            assert client.exists("lock:a") == 1
            return time.monotonic() > until_after

        until(is_past, "twice the expiry has passed", 30)
        held.check()
        with locks(redis).hold("a") as other:
            assert other is None


def test_a_lock_of_an_owner_that_is_gone_expires(redis: Daemon, client: "Redis") -> None:
    program = (
        "import os, signal\nfrom core.locks import Locks\nfrom core.settings import LockSettings\n"
        f"with Locks(LockSettings('redis://127.0.0.1:{redis.port}/0', {EXPIRY_SECONDS})).hold('a') as held:\n"
        "    assert held is not None\n    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=REPOSITORY, check=False, timeout=60)
    assert done.returncode == -9

    def is_free() -> bool:
        with locks(redis).hold("a") as held:
            return held is not None

    until(is_free, "the lock has expired", 30)


def test_a_lost_lock_is_noticed(redis: Daemon, client: "Redis") -> None:
    with locks(redis, 60).hold("a") as held:
        assert held is not None
        client.delete("lock:a")
        with pytest.raises(TryLater, match="lost"):
            held.check()


def test_only_its_owner_releases_a_lock(redis: Daemon, client: "Redis") -> None:
    with locks(redis, 60).hold("a") as held:
        assert held is not None
        client.delete("lock:a")
        with locks(redis, 60).hold("a") as other:
            assert other is not None
            with pytest.raises(TryLater, match="lost"):
                held.check()
            token = client.get("lock:a")
            with pytest.raises(RuntimeError), locks(redis, 60).hold("b"):
                raise RuntimeError
            assert client.get("lock:a") == token
        # released by its owner, within the block of the first
        assert client.exists("lock:a") == 0
        with locks(redis, 60).hold("a") as third:
            assert third is not None
            kept = client.get("lock:a")
    assert kept is not None


def test_the_end_of_a_block_leaves_the_lock_of_somebody_else_alone(redis: Daemon, client: "Redis") -> None:
    with locks(redis, 60).hold("a"):
        client.set("lock:a", "of somebody else")
    assert client.get("lock:a") == b"of somebody else"


def test_without_redis_there_is_no_lock(redis: Daemon) -> None:
    away = locks(redis)
    redis.kill()
    with pytest.raises(TryLater, match="Redis is away"), away.hold("a"):
        pytest.fail("a lock without Redis")


def test_nobody_can_tell_whether_a_lock_is_held_while_redis_is_away(redis: Daemon) -> None:
    with locks(redis, 60).hold("a") as held:
        assert held is not None
        redis.kill()
        with pytest.raises(TryLater, match="Redis is away"):
            held.check()
        redis.start()
        # its lock came back from the disk
        held.check()


def test_the_end_of_a_block_is_quiet_while_redis_is_away(redis: Daemon) -> None:
    with locks(redis).hold("a") as held:
        assert held is not None
        redis.kill()
