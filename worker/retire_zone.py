"""The job that takes a deleted or disabled zone off the catalog and the hidden primary."""

from sqlalchemy import Engine

from core import logs
from core.errors import TryLater
from core.jobs import RetireZone
from core.locks import Locks
from worker.bind_server import BindServer
from worker.catalog_zone import CatalogZone
from worker.job_record import JobRecord
from worker.wanted_zone import WantedZone, note_failure, note_retired, read_wanted_zone

log = logs.get()


def retire_zone(job: RetireZone, engine: Engine, locks: Locks, server: BindServer, catalog: CatalogZone) -> None:
    """Retire a zone, unless it is wanted again or already gone.

    A part that is away is noted on the zone, and the sweep asks again.
    """
    with engine.connect() as connection:
        zone = read_wanted_zone(connection, job.domain_id)
    if zone is None:
        return
    try:
        with locks.hold(f"zone:{zone.name}") as lock:
            if lock is None:
                # whoever publishes the name now makes way for it first; otherwise the sweep asks again
                return
            with engine.connect() as connection:
                zone = read_wanted_zone(connection, job.domain_id)
            if zone is not None and not zone.is_wanted and zone.retired_at is None:
                retire_while_locked(zone, engine, server, catalog)
    except TryLater as refusal:
        log.warning("retire_zone", zone=zone.name if zone else None, text=refusal.message)
        if zone is not None:
            with engine.begin() as connection:
                note_failure(connection, zone.id, zone.serial, refused_because=None)


def retire_while_locked(zone: WantedZone, engine: Engine, server: BindServer, catalog: CatalogZone) -> None:
    """Take one life of a zone off the catalog first and off the primary then; the caller holds the zone's lock.

    Raises:
        TryLater: the primary is away; what is done so far may be done again.
    """
    record = JobRecord(RetireZone.NAME, zone.id, zone.name, zone.serial, zone.request_id, zone.saved_at)
    catalog.remove(zone.id, zone.name)
    record.say("taken off the catalog")
    last_served_serial = server.remove_zone(zone.name, zone.id)
    record.say("taken off the primary" if last_served_serial else "was not on the primary")
    with engine.begin() as connection:
        note_retired(connection, zone.id, zone.name, last_served_serial)
        record.finish(connection, "finished", f"{zone.name} is no longer served")
