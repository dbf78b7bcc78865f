"""How often somebody may guess: failed sign-ins are counted by account and by network, and lock out for a while."""

import hashlib
import time
from collections.abc import Callable, Sequence
from typing import TypeVar

from limits import RateLimitItem, parse
from limits.errors import StorageError
from limits.storage import MemoryStorage, storage_from_string
from limits.strategies import FixedWindowRateLimiter

from core import logs
from core.errors import NotAllowed, TryLater
from core.settings import RateSettings

Answer = TypeVar("Answer")

# how long a Redis that failed is left alone
AWAY_SECONDS = 5.0

log = logs.get()


class TooManyAttempts(NotAllowed):
    """Too many failed sign-ins; the right password does not help for a while either.

    Args:
        retry_seconds: until the next attempt is looked at.
    """

    def __init__(self, retry_seconds: int) -> None:
        super().__init__("Too many failed attempts to sign in.", [f"Please wait {retry_seconds} seconds."])
        self.retry_seconds = retry_seconds


class Attempts:
    """Counts failed sign-ins in Redis, and in this process alone while Redis is away.

    Three counts stop a guess: of one account from one network, which is strict; of one account from everywhere, which
    is loose, because it lets strangers lock somebody out; and of one network against all accounts.

    Args:
        settings: the limits, and the Redis.
    """

    def __init__(self, settings: RateSettings) -> None:
        storage = storage_from_string(
            settings.redis_url,
            wrap_exceptions=True,
            socket_timeout=settings.redis_timeout_seconds,
            socket_connect_timeout=settings.redis_timeout_seconds,
        )
        self._shared = FixedWindowRateLimiter(storage)
        self._own = FixedWindowRateLimiter(MemoryStorage())
        self._away_until = 0.0
        self._of_both = parse(settings.failures)
        self._of_account = parse(settings.failures_of_account)
        self._of_network = parse(settings.failures_of_network)

    def check(self, account: str, network: str) -> None:
        """Make sure somebody may still try.

        Args:
            account: what they want to sign in as; any text.
            network: where they come from.

        Raises:
            TooManyAttempts: they have failed too often.
        """
        for limit, who in self._counts(account, network):
            if not self._ask(FixedWindowRateLimiter.test, limit, who):
                window = self._ask(FixedWindowRateLimiter.get_window_stats, limit, who)
                raise TooManyAttempts(max(1, round(window.reset_time - time.time())))

    def note_failure(self, account: str, network: str) -> None:
        """Count a failed attempt; the arguments are those of `check`."""
        for limit, who in self._counts(account, network):
            self._ask(FixedWindowRateLimiter.hit, limit, who)

    def forget(self, account: str, network: str) -> None:
        """Start counting anew for an account that has signed in from a network."""
        self._ask(FixedWindowRateLimiter.clear, *self._counts(account, network)[0])

    def check_storage(self) -> None:
        """Ask Redis anything.

        Raises:
            TryLater: it is away, and each process counts alone.
        """
        try:
            is_well = self._shared.storage.check()
        except StorageError:
            is_well = False
        if not is_well:
            raise TryLater("Redis is away: each process counts requests and failures alone.")

    def _counts(self, account: str, network: str) -> Sequence[tuple[RateLimitItem, tuple[str, ...]]]:
        # accounts are what strangers typed: any length, any character
        name = hashlib.sha256(account.lower().encode("utf-8", "surrogatepass")).hexdigest()
        return (
            (self._of_both, ("failures", name, network)),
            (self._of_account, ("failures", name)),
            (self._of_network, ("failures", network)),
        )

    def _ask(self, question: Callable[..., Answer], limit: RateLimitItem, who: tuple[str, ...]) -> Answer:
        if time.monotonic() >= self._away_until:
            try:
                return question(self._shared, limit, *who)
            except StorageError as error:
                self._away_until = time.monotonic() + AWAY_SECONDS
                log.warning("attempts_counted_alone", error=str(error))
        return question(self._own, limit, *who)
