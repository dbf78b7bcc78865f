"""The loop of the catalog sync service: on NOTIFY and at intervals follow the catalog, now and then compare all."""

import logging
import time
from collections.abc import Callable
from pathlib import Path

from core.errors import Refusal, TryLater
from core.rndc import Rndc
from publicdns.bind_driver import BindDriver
from publicdns.guard import Guard
from publicdns.health import Health, now
from publicdns.notify import Doorbell
from publicdns.settings import LOCAL_KEY_NAME, ServiceSettings
from publicdns.state_file import StateFile
from publicdns.sync import CatalogSync, InterruptedSyncError
from publicdns.transfer import CatalogSource

log = logging.getLogger(__name__)

RETRY_SECONDS = 1.0
"""After named could not be asked or told: it is probably starting, and its zones wait."""
GATHER_SECONDS = 0.025
"""The least time between two looks: members that come soon after others are taken by one transfer together."""
REFUSED_ZONES_SECONDS = 30.0
"""After which zones that were refused are tried again; all are compared then."""
STATE_FILE = "catalog.state"


class SyncService:
    """One catalog, one name server, until told to stop.

    Args:
        sync: what is kept in step.
        doorbell: what wakes it.
        directory: where the health file goes.
        catalog: name of the catalog zone, for the health file.
        poll_seconds: the longest time between two looks at the catalog.
        compare_seconds: the time between two comparisons of everything.
    """

    def __init__(
        self,
        sync: CatalogSync,
        *,
        doorbell: Doorbell,
        directory: Path,
        catalog: str,
        poll_seconds: float,
        compare_seconds: float,
    ) -> None:
        self._sync = sync
        self._doorbell = doorbell
        self._directory = directory
        self._poll_seconds = poll_seconds
        self._compare_seconds = compare_seconds
        self._next_comparison = 0.0
        self._last_comparison = 0.0
        self._may_pass_soon = False
        self._health = Health(catalog)

    def run(self) -> None:
        """Serve until the doorbell has been told to stop."""
        log.info("started", extra={"serial": self._sync.serial, "zones": len(self._sync.zones)})
        while not self._doorbell.is_stopping:
            started = time.monotonic()
            self._may_pass_soon = False
            self._step()
            self._write_health()
            self._doorbell.wait(self._pause())
            self._gather(started)
        log.info("stopped", extra={"serial": self._sync.serial})

    def _gather(self, last_look: float) -> None:
        """Wait a little unless the last look is long ago; the rings of this time are heard by the next one."""
        left = last_look + GATHER_SECONDS - time.monotonic()
        if left > 0 and not self._doorbell.is_stopping:
            time.sleep(left)
            self._doorbell.wait(0)

    def _step(self) -> None:
        # A catalog that is refused does not keep the zones of the last accepted one from being repaired.
        errors = [error for error in (self._attempt(self._sync.follow), self._attempt(self._compare_when_due)) if error]
        error = "; ".join(dict.fromkeys(errors))
        if error and error != self._health.last_error:
            log.error("sync failed", extra={"error": error})
        self._health.last_error = error
        if not error and not self._doorbell.is_stopping:
            self._health.last_sync_time = now()

    def _attempt(self, step: Callable[[], object]) -> str:
        """Take a step and give what went wrong, or an empty text."""
        try:
            step()
        except InterruptedSyncError:
            log.info("interrupted")
        except TryLater as refusal:
            self._may_pass_soon = True
            return refusal.message
        except Refusal as refusal:
            return refusal.message
        except Exception as error:  # a public server must not stop following for a surprise
            log.exception("unexpected")
            return f"unexpected: {error!r}"
        return ""

    def _compare_when_due(self) -> None:
        if self._sync.refused_zones:
            self._next_comparison = min(self._next_comparison, self._last_comparison + REFUSED_ZONES_SECONDS)
        if time.monotonic() < self._next_comparison or self._sync.serial is None:
            return
        self._last_comparison = time.monotonic()
        self._sync.compare()
        self._health.last_comparison_time = now()
        self._next_comparison = time.monotonic() + self._compare_seconds

    def _pause(self) -> float:
        if self._may_pass_soon:
            return min(RETRY_SECONDS, self._poll_seconds)
        # A comparison that was refused stays due, and is not tried again before the next poll.
        until_comparison = self._next_comparison - time.monotonic()
        return min(self._poll_seconds, until_comparison) if until_comparison > 0 else self._poll_seconds

    def _write_health(self) -> None:
        self._health.serial = self._sync.serial
        self._health.zones = len(self._sync.zones)
        self._health.refused_zones = dict(self._sync.refused_zones)
        try:
            self._health.write(self._directory)
        except OSError as error:
            log.error("health file not written", extra={"error": str(error)})  # noqa: TRY400 - no traceback needed


def build_service(settings: ServiceSettings) -> SyncService:
    """Wire the service for BIND.

    Args:
        settings: all of them.

    Raises:
        OSError: the state directory cannot be made or the NOTIFY port is taken.
    """
    settings.state_directory.mkdir(parents=True, exist_ok=True)
    doorbell = Doorbell(settings.local_address, settings.notify_port, settings.catalog)
    doorbell.stop_on_signals()
    catalog = settings.catalog.to_text(omit_final_dot=True)
    address, secret = settings.local_address, settings.rndc_secret
    sync = CatalogSync(
        catalog=settings.catalog,
        source=CatalogSource(address, settings.dns_port, settings.catalog, key_name=LOCAL_KEY_NAME, secret=secret),
        driver=BindDriver(Rndc(address, settings.rndc_port, secret), address, settings.statistics_port),
        state=StateFile(settings.state_directory / STATE_FILE, catalog),
        guard=Guard(settings.max_vanish_percent, settings.max_vanish_zones, settings.state_directory),
        is_stopping=lambda: doorbell.is_stopping,
    )
    return SyncService(
        sync,
        doorbell=doorbell,
        directory=settings.state_directory,
        catalog=catalog,
        poll_seconds=settings.poll_seconds,
        compare_seconds=settings.compare_seconds,
    )
