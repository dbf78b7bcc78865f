"""The sweeps: each finds, by one indexed query, what is behind what is wanted, and rings for it again."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Engine, func, select, true

from core.jobs import CallHook, CheckVisibility, Job, PublishCatalog, PublishZone, ReadDs, RetireZone, SendMail
from core.models import Domain, HookCall, Mail, ZoneKeys
from core.queue import Queue

# zones asked for at once; the rest is found by the next sweep
MOST = 500
# what was saved or published this recently has been asked for by who did it
FRESH_MILLISECONDS = 1000
# how long after its last publication a zone without known keys is looked for at every sweep, and not once a minute
NEW_MILLISECONDS = 600_000
# from when on keys are read anew
OLD_MILLISECONDS = 86_400_000
# submissions that travel together
BATCH = 50


def late_zones(engine: Engine, queue: Queue, now: int) -> int:
    """Ask again for zones that are not published as wanted, or not retired yet; a failed one waits for its time.

    Args:
        engine: the database.
        queue: where to ring.
        now: Unix milliseconds.

    Returns:
        how many were asked for.

    Raises:
        TryLater: the queue is away.
    """
    query = (
        select(Domain.id, Domain.serial, Domain.live_name, Domain.disabled)
        .where(Domain.is_late == true(), Domain.next_attempt_at <= now, Domain.saved_at <= now - FRESH_MILLISECONDS)
        .order_by(Domain.next_attempt_at)
        .limit(MOST)
    )
    with engine.connect() as connection:
        zones = connection.execute(query).all()
    return _submit(
        queue,
        [
            PublishZone(zone.id, zone.serial)
            if zone.live_name and not zone.disabled
            else RetireZone(zone.id, zone.serial)
            for zone in zones
        ],
    )


def unseen_zones(engine: Engine, queue: Queue, now: int) -> int:
    """Ask again for zones that are published and have not been seen on every public server.

    In random order, so that zones a dead server keeps unseen do not crowd out the others.

    Args:
        engine: the database.
        queue: where to ring.
        now: Unix milliseconds.

    Returns:
        how many were asked for.

    Raises:
        TryLater: the queue is away.
    """
    query = (
        select(Domain.id, Domain.serial)
        .where(Domain.is_unseen == true(), Domain.published_at <= now - FRESH_MILLISECONDS)
        .order_by(func.rand())
        .limit(MOST)
    )
    with engine.connect() as connection:
        zones = connection.execute(query).all()
    return _submit(queue, [CheckVisibility(zone.id, zone.serial) for zone in zones])


def new_keys(engine: Engine, queue: Queue, now: int) -> int:
    """Ask for the keys of signed zones published lately whose keys are not known. The rest is as above."""
    # both, so that it is found by the index that begins with it
    lately = (Domain.is_unseen.in_([False, True]), Domain.published_at >= now - NEW_MILLISECONDS)
    return _ask_for_keys(engine, queue, *lately, ZoneKeys.domain_id.is_(None))


def old_keys(engine: Engine, queue: Queue, now: int) -> int:
    """Ask for the keys of signed zones that were read a day ago, the oldest first. The rest is as above."""
    due = (
        select(ZoneKeys.domain_id)
        .where(ZoneKeys.read_at < now - OLD_MILLISECONDS)
        .order_by(ZoneKeys.read_at)
        .limit(MOST)
        .subquery()
    )
    return _ask_for_keys(engine, queue, ZoneKeys.domain_id.in_(select(due.c.domain_id)))


def unknown_keys(engine: Engine, queue: Queue, _now: int) -> int:
    """Ask for the keys of all signed zones whose keys are not known; looks at every zone, so it is done seldom."""
    return _ask_for_keys(engine, queue, ZoneKeys.domain_id.is_(None))


def _ask_for_keys(engine: Engine, queue: Queue, *chosen: ColumnElement[bool]) -> int:
    query = (
        select(Domain.id)
        .outerjoin(ZoneKeys, ZoneKeys.domain_id == Domain.id)
        .where(
            *chosen,
            Domain.live_name.is_not(None),
            Domain.published_serial.is_not(None),
            Domain.dnssec_policy != "none",
        )
        # so that zones that show no keys do not crowd out the others
        .order_by(func.rand())
        .limit(MOST)
    )
    with engine.connect() as connection:
        ids = connection.scalars(query).all()
    return _submit(queue, [ReadDs(domain_id) for domain_id in ids])


def owed_mails(engine: Engine, queue: Queue, now: int) -> int:
    """Ask again for mails that are not sent yet; one that failed waits for its time. The rest is as above."""
    return _submit(queue, [SendMail(mail_id) for mail_id in _owed(engine, Mail, now)])


def owed_calls(engine: Engine, queue: Queue, now: int) -> int:
    """Ask again for calls of webhooks that are not made yet; one that failed waits for its time."""
    return _submit(queue, [CallHook(call_id) for call_id in _owed(engine, HookCall, now)])


def catalog(_engine: Engine, queue: Queue, _now: int) -> int:
    """Ask for a comparison of the catalog with the table of zones."""
    return _submit(queue, [PublishCatalog()])


def _owed(engine: Engine, table: type[Mail] | type[HookCall], now: int) -> Sequence[int]:
    query = (
        select(table.id)
        .where(table.is_owed == true(), table.next_attempt_at <= now, table.created_at <= now - FRESH_MILLISECONDS)
        .order_by(table.next_attempt_at)
        .limit(MOST)
    )
    with engine.connect() as connection:
        return connection.scalars(query).all()


def _submit(queue: Queue, jobs: list[Job]) -> int:
    for start in range(0, len(jobs), BATCH):
        queue.submit(jobs[start : start + BATCH])
    return len(jobs)
