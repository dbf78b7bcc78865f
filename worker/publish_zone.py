"""The job that brings a zone on the hidden primary to its newest serial."""

import time
from functools import partial

from sqlalchemy import Engine

from core.errors import Invalid, TryLater
from core.jobs import PublishZone
from core.locks import HeldLock, Locks
from core.zone.zonefile import render_zone
from worker.bind_server import BindServer, SerialTooLow, ZoneVersion
from worker.catalog_zone import CatalogZone
from worker.job_record import JobRecord, now_milliseconds
from worker.retire_zone import retire_while_locked
from worker.wanted_zone import (
    WantedZone,
    is_late,
    lift_serial,
    note_failure,
    note_loaded,
    note_published,
    past_of,
    read_wanted_zone,
    wanted_serial,
)
from worker.zone_content import read_content

# Pauses before the second, third, … round of a zone that changes faster than it can be published: each round then
# takes in all changes of the pause, and other zones get the name server's time.
ROUND_PAUSE_SECONDS = (0.02, 0.05, 0.1, 0.2)

# For the same reason a zone that was published a moment ago waits once more on a machine that is behind with its work.
HOT_MILLISECONDS = 1000
BEHIND_MILLISECONDS = 40


# how long the first publication of a zone waits for the lock of its name
NEW_ZONE_SECONDS = 1.0


class ZonePublisher:
    """Publishes zones, one at a time.

    Args:
        engine: the database.
        locks: where zones are locked.
        server: the hidden primary.
        catalog: the list of zones the public servers follow.
    """

    def __init__(self, engine: Engine, locks: Locks, server: BindServer, catalog: CatalogZone) -> None:
        self._engine = engine
        self._locks = locks
        self._server = server
        self._catalog = catalog

    def publish_zone(self, job: PublishZone) -> None:
        """Publish the newest version of a zone, and the ones that come in meanwhile.

        A zone somebody else is publishing is left to them: they look again after they have let go of it, so a serial
        committed before we asked for the lock is seen by one of us.
        """
        zone = self._read(job.domain_id)
        while zone is not None and zone.is_wanted and not zone.is_published:
            try:
                # the name of a new zone may still be held by the retirement of its former life
                patience = NEW_ZONE_SECONDS if zone.published_serial is None else 0.0
                with self._locks.hold(f"zone:{zone.name}", patience) as lock:
                    if lock is None:
                        return
                    self._publish_until_current(zone, lock)
            except TryLater as refusal:
                self._note_failure(zone, refusal.message, refused_because=None)
                return
            except Invalid as refusal:
                self._note_failure(zone, refusal.message, refused_because=refusal.message)
                refused, zone = zone, self._read(job.domain_id)
                if zone is not None and zone.serial == refused.serial:
                    return
                # saved meanwhile: the ring for it was left to us, and it may mend what was refused
                continue
            zone = self._read_if_late(job.domain_id)

    def _publish_until_current(self, zone: WantedZone, lock: HeldLock) -> None:
        has_past = False
        if zone.published_serial is None:
            has_past = self._make_way(zone)
        elif _should_gather(zone):
            time.sleep(ROUND_PAUSE_SECONDS[-1])
        rounds = 0
        while self._publish_once(zone.id, lock, has_past):
            time.sleep(ROUND_PAUSE_SECONDS[min(rounds, len(ROUND_PAUSE_SECONDS) - 1)])
            rounds += 1

    def _make_way(self, zone: WantedZone) -> bool:
        """Retire what an earlier zone of this name left, so that its last serial is known and passed.

        Returns whether there was an earlier zone of this name, or an earlier time of this one.
        """
        with self._engine.connect() as connection:
            past = past_of(connection, zone)
            earlier = [read_wanted_zone(connection, domain_id) for domain_id in past.earlier_lives]
        if earlier:
            for life in earlier:
                if life is not None:
                    retire_while_locked(life, self._engine, self._server, self._catalog)
            with self._engine.connect() as connection:
                past = past_of(connection, zone)
        if past.floor is not None:
            with self._engine.begin() as connection:
                lift_serial(connection, zone, past.floor)
        return past.floor is not None

    def _publish_once(self, domain_id: int, lock: HeldLock, has_past: bool) -> bool:
        """Publish the version wanted now; returns whether another one was wanted by the time it was done."""
        started = time.monotonic()
        # one snapshot (see the engine's isolation), so that a serial never goes out with records of the next
        with self._engine.connect() as connection:
            zone = read_wanted_zone(connection, domain_id)
            if zone is None or not zone.is_wanted or zone.is_published:
                return False
            soa, records = read_content(connection, zone)
        record = JobRecord(
            PublishZone.NAME, zone.id, zone.name, zone.serial, zone.request_id, zone.saved_at, zone.failed_attempts + 1
        )
        text = render_zone(zone.name, soa, soa.minimum, records)
        record.say(f"rendered {len(records)} records in {_milliseconds_since(started)} ms")
        version = ZoneVersion(zone.name, zone.id, zone.serial, zone.dnssec_policy, text, zone.signed_serial, has_past)
        try:
            served_serial = self._server.install_zone(version, lock.check, partial(self._note_loaded, zone))
        except SerialTooLow as too_low:
            with self._engine.begin() as connection:
                lift_serial(connection, zone, too_low.floor)
            return True
        record.say(f"the primary serves serial {zone.serial} as {served_serial}")
        if zone.published_serial is None:
            self._catalog.add(zone.id, zone.name)
            record.say("listed in the catalog")
        with self._engine.begin() as connection:
            note_published(connection, zone, served_serial)
            record.finish(connection, "finished", f"serial {zone.serial} in {_milliseconds_since(started)} ms")
            return wanted_serial(connection, zone.id) != zone.serial

    def _note_loaded(self, zone: WantedZone) -> None:
        with self._engine.begin() as connection:
            note_loaded(connection, zone)

    def _note_failure(self, zone: WantedZone, message: str, refused_because: str | None) -> None:
        record = JobRecord(
            PublishZone.NAME, zone.id, zone.name, zone.serial, zone.request_id, zone.saved_at, zone.failed_attempts + 1
        )
        record.say(message)
        with self._engine.begin() as connection:
            note_failure(connection, zone.id, zone.serial, refused_because)
            record.finish(connection, "error", message)

    def _read(self, domain_id: int) -> WantedZone | None:
        with self._engine.connect() as connection:
            return read_wanted_zone(connection, domain_id)

    def _read_if_late(self, domain_id: int) -> WantedZone | None:
        with self._engine.connect() as connection:
            return read_wanted_zone(connection, domain_id) if is_late(connection, domain_id) else None


def _should_gather(zone: WantedZone) -> bool:
    now = now_milliseconds()
    is_hot = zone.published_at is not None and now - zone.published_at < HOT_MILLISECONDS
    return is_hot and now - zone.saved_at > BEHIND_MILLISECONDS


def _milliseconds_since(started: float) -> int:
    return round((time.monotonic() - started) * 1000)
