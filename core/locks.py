"""The Redis wire: locks with an owner and an expiry, extended while held, released only by their owner."""

import threading
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
        done = threading.Event()
        keeper = threading.Thread(target=self._keep, args=(lock, done), daemon=True)
        keeper.start()
        try:
            yield HeldLock(lock)
        finally:
            done.set()
            keeper.join()
            try:
                lock.release()
            except (LockError, RedisError) as error:
                # it expires by itself; somebody else's lock is never touched
                log.warning("lock_not_released", lock=name, error=str(error))

    def _keep(self, lock: Lock, done: threading.Event) -> None:
        while not done.wait(self._expiry_seconds / 3):
            try:
                lock.extend(self._expiry_seconds, replace_ttl=True)
            except LockError:
                return
            except RedisError as error:
                log.warning("lock_not_extended", error=str(error))
