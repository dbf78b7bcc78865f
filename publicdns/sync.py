"""The catalog sync: makes the zones of the name server beside us the members of the catalog."""

import logging
from collections.abc import Callable, Collection, Iterable

import dns.name

from core.errors import Invalid, NotAllowed
from core.zone.catalog import difference, read_members
from publicdns.driver import Driver
from publicdns.guard import Guard
from publicdns.membership import Membership, WholeNeededError, member_delta
from publicdns.state_file import StateFile
from publicdns.transfer import CatalogDelta, CatalogSource, WholeCatalog

log = logging.getLogger(__name__)


class InterruptedSyncError(Exception):
    """The service was told to stop in the middle of a batch; what is left is done after the next start."""


class CatalogSync:
    """Follows one catalog; not thread-safe.

    The serial is noted only after every change up to it was carried out, and every change may be repeated, so
    the process may end at any point.

    Args:
        catalog: name of the catalog zone.
        source: where the catalog is transferred from.
        driver: the name server whose zones are kept.
        state: serial and members as last acted on.
        guard: refuses removals in masses.
        is_stopping: asked before each zone.
    """

    def __init__(
        self,
        catalog: dns.name.Name,
        *,
        source: CatalogSource,
        driver: Driver,
        state: StateFile,
        guard: Guard,
        is_stopping: Callable[[], bool] = lambda: False,
    ) -> None:
        self._catalog = catalog
        self._source = source
        self._driver = driver
        self._state = state
        self._guard = guard
        self._is_stopping = is_stopping
        self.serial, members = state.load()
        self._members = Membership(members)
        self.refused_zones: dict[str, str] = {}
        """Zones that could not be added or removed, and why."""

    @property
    def zones(self) -> Collection[str]:
        """The member zones as last accepted."""
        return self._members.by_zone.keys()

    def follow(self) -> bool:
        """Take what changed in the catalog since the last time.

        Returns:
            whether anything had changed.

        Raises:
            NotAllowed: the guard refused; nothing was changed.
            Invalid: the catalog is broken; nothing was changed (RFC 9432 §5.1).
            TryLater: named could not be asked or told; the next call goes on from there.
            InterruptedSyncError: the service is stopping.
        """
        change = self._source.changes_since(self.serial)
        if isinstance(change, CatalogDelta):
            try:
                self._take_delta(change)
            except WholeNeededError:
                change = self._source.changes_since(None)
        if isinstance(change, WholeCatalog):
            self._take_whole(change)
        return change is not None

    def compare(self) -> None:
        """Compare all members with the zones named has, and repair named.

        Raises:
            NotAllowed, TryLater, InterruptedSyncError: as `follow`.
        """
        if self.serial is None:
            return
        self.refused_zones.clear()
        self._repair(self.zones, recreated=(), is_empty_catalog=False)

    def _take_delta(self, change: CatalogDelta) -> None:
        delta = member_delta(self._catalog, self._members.by_label, change.records)
        self._members.check(delta)
        removed, added = set(delta.removed.values()), list(delta.added.values())
        vanishing = removed.difference(added)
        needs_allowance = self._guard.check(len(vanishing), len(self.zones))
        log.info("delta", extra={"serial": change.serial, "removing": len(removed), "adding": len(added)})
        self._change(removed, added)
        self._members.apply(delta)
        self.serial = change.serial
        self._state.append(change.serial, delta, self._members.by_label)
        if needs_allowance:
            self._guard.use_up()

    def _take_whole(self, change: WholeCatalog) -> None:
        members = Membership(read_members(self._catalog.to_text(), change.records))
        _, gone = difference(members.by_label, self._members.by_label)
        recreated = [zone for zone in gone.values() if zone in members.by_zone]
        self._repair(members.by_zone, recreated, is_empty_catalog=not members.by_zone)
        self._members = members
        self.serial = change.serial
        self._state.replace(change.serial, members.by_label)
        log.info("whole catalog", extra={"serial": change.serial, "members": len(members.by_zone)})

    def _repair(self, wanted: Collection[str], recreated: Collection[str], *, is_empty_catalog: bool) -> None:
        found = self._driver.list_zones()
        extra = [zone for zone in sorted(found.difference(wanted)) if self._is_ours(zone)]
        missing = [zone for zone in wanted if zone not in found]
        kept = len(found.intersection(wanted))
        needs_allowance = self._guard.check(len(extra), kept + len(extra), is_empty_catalog=is_empty_catalog)
        if extra or missing or recreated:
            log.info("repair", extra={"removing": len(extra), "adding": len(missing), "recreating": len(recreated)})
        self._change([*extra, *recreated], [*missing, *recreated])
        if needs_allowance:
            self._guard.use_up()

    def _is_ours(self, zone: str) -> bool:
        try:
            return self._driver.added_here(zone)
        except Invalid:
            # A name we could never have given to the server.
            return False

    def _change(self, removed: Iterable[str], added: Iterable[str]) -> None:
        # Removals first: a zone deleted and created anew is in both, and drops its old state in between.
        for zone in removed:
            self._one(self._driver.remove_zone, zone, "zone removed")
        for zone in added:
            self._one(self._driver.add_zone, zone, "zone added")

    def _one(self, step: Callable[[str], None], zone: str, event: str) -> None:
        """Take one step; a zone that is refused is noted, left to the next comparison, and holds up no other."""
        if self._is_stopping():
            raise InterruptedSyncError
        try:
            step(zone)
        except (Invalid, NotAllowed) as refusal:
            log.warning("zone refused", extra={"zone": zone, "error": refusal.message})
            if isinstance(refusal, Invalid):
                self.refused_zones[zone] = refusal.message
            return
        self.refused_zones.pop(zone, None)
        log.info(event, extra={"zone": zone})
