"""Counting requests with one question to Redis: the answer to a count says what is left of the window, too."""

import threading
import time
from collections import deque

from limits import RateLimitItem
from limits.storage import RedisStorage, Storage
from limits.strategies import STRATEGIES, FixedWindowRateLimiter
from limits.util import WindowStats

# counts, begins a window with the first count, and tells how many seconds of it are left
COUNT = """
local count = redis.call('INCRBY', KEYS[1], ARGV[1])
if count == tonumber(ARGV[1]) then redis.call('EXPIRE', KEYS[1], ARGV[2]) end
return {count, redis.call('TTL', KEYS[1])}
"""

STRATEGY = "fixed-window-asked-once"


class _Told(threading.local):
    """What the last counts in a thread told: there are at most two to a request."""

    def __init__(self) -> None:
        self.windows: deque[tuple[str, WindowStats]] = deque(maxlen=2)


class FixedWindowAskedOnce(FixedWindowRateLimiter):
    """Fixed windows; what a count has told is not asked again for the headers of the same answer.

    Args:
        storage: Redis, or the memory of this process, of which everything is asked the usual way.
    """

    def __init__(self, storage: Storage) -> None:
        super().__init__(storage)
        self._told = _Told()
        self._redis = storage if isinstance(storage, RedisStorage) else None
        if self._redis is not None:
            self._count = self._redis.get_connection().register_script(COUNT.encode())

    def hit(self, item: RateLimitItem, *identifiers: str, cost: int = 1) -> bool:
        """Count, and tell whether that was still within the limit; the arguments are those of the library."""
        if self._redis is None:
            return super().hit(item, *identifiers, cost=cost)
        key = item.key_for(*identifiers)
        count, seconds = self._count([self._redis.prefixed_key(key)], [cost, item.get_expiry()])
        self._told.windows.append((key, WindowStats(time.time() + seconds, max(0, item.amount - count))))
        return bool(count <= item.amount)

    def get_window_stats(self, item: RateLimitItem, *identifiers: str) -> WindowStats:
        """Return what is left of a window, as the count of this request told it if there was one."""
        wanted = item.key_for(*identifiers)
        told = [window for key, window in self._told.windows if key == wanted]
        self._told.windows.clear()
        if told:
            return told[-1]
        return super().get_window_stats(item, *identifiers)


# the limiter finds strategies by their name in the library's list
STRATEGIES[STRATEGY] = FixedWindowAskedOnce
