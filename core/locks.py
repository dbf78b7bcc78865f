"""The Redis wire: locks with an owner and an expiry, extended while held, released only by their owner."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from redis import Redis
from redis.exceptions import LockError, RedisError
from redis.lock import Lock

from core import logs
from core.errors import TryLater
from core.settings import LockSettings

log = logs.get()

# how often a lock that is waited for is asked for
LOOK_SECONDS = 0.01


class HeldLock:
    """A lock this process holds; it may still be lost when Redis is, so ask before a step that must not be shared."""

    def __init__(self, lock: Lock) -> None:
        self._lock = lock

    def check(self) -> None:
        """Make sure the lock is still ours.

        Raises:
            TryLater: when it has been lost, or nobody can tell.
        """
        try:
            if not self._lock.owned():
                raise TryLater("The lock was lost.")
        except RedisError as error:
            raise TryLater(f"Redis is away: {error}") from error


class Locks:
    """Hands out locks.

    Args:
        settings: the Redis they are in, and how many seconds a lock outlives an owner that is gone.
    """

    def __init__(self, settings: LockSettings) -> None:
        self._expiry_seconds = settings.expiry_seconds
        self._redis = Redis.from_url(settings.redis_url, socket_timeout=2, socket_connect_timeout=1)
        self._keeper = _Keeper(settings.expiry_seconds)

    @contextmanager
    def hold(self, name: str, wait_seconds: float = 0.0) -> Iterator[HeldLock | None]:
        """Take a lock; gives None when somebody else has it.

        Args:
            name: what is locked.
            wait_seconds: how long to wait for somebody else to let go of it.

        Raises:
            TryLater: when Redis is away.
        """
        # thread_local off: the thread that extends the lock has to know its token
        lock = self._redis.lock(f"lock:{name}", timeout=self._expiry_seconds, sleep=LOOK_SECONDS, thread_local=False)
        try:
            acquired = lock.acquire(blocking=wait_seconds > 0, blocking_timeout=wait_seconds or None)
        except RedisError as error:
            raise TryLater(f"Redis is away: {error}") from error
        if not acquired:
            yield None
            return
        self._keeper.add(lock)
        try:
            yield HeldLock(lock)
        finally:
            self._keeper.remove(lock)
            try:
                lock.release()
            except (LockError, RedisError) as error:
                # it expires by itself; somebody else's lock is never touched
                log.warning("lock_not_released", lock=name, error=str(error))


class _Keeper:
    """Extends what is held by one thread, which starts with the first lock: a thread for each costs more than locking.

    Args:
        expiry_seconds: what a lock is extended to, three times in that time.
    """

    def __init__(self, expiry_seconds: int) -> None:
        self._expiry_seconds = expiry_seconds
        self._held: set[Lock] = set()
        # held while locks are extended, so that one that is given up is not extended afterwards
        self._changing = threading.Lock()
        self._thread: threading.Thread | None = None

    def add(self, lock: Lock) -> None:
        """Extend a lock from now on."""
        with self._changing:
            self._held.add(lock)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, daemon=True)
                self._thread.start()

    def remove(self, lock: Lock) -> None:
        """Leave a lock alone; it is not being extended any more when this returns."""
        with self._changing:
            self._held.discard(lock)

    def _run(self) -> None:
        while True:
            time.sleep(self._expiry_seconds / 3)
            with self._changing:
                for lock in list(self._held):
                    self._extend(lock)

    def _extend(self, lock: Lock) -> None:
        try:
            lock.extend(self._expiry_seconds, replace_ttl=True)
        except LockError:
            # lost: `HeldLock.check` tells its owner
            self._held.discard(lock)
        except RedisError as error:
            log.warning("lock_not_extended", error=str(error))
