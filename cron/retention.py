"""What is kept for a time only."""

from sqlalchemy import ColumnElement, Engine, delete, select

from core.models import AuditEntry, Base, Domain, HookCall, Job, Mail, Record, ZoneChange

# rows per statement, so that no lock is held for long
CHUNK = 5000

DAY_MILLISECONDS = 86_400_000


def old_jobs(engine: Engine, now: int, keep_days: int) -> int:
    """Delete what became of jobs that ended more than `keep_days` days before `now` (Unix milliseconds).

    Returns:
        how many were deleted.
    """
    return _delete(engine, Job, Job.finished_at < now - keep_days * DAY_MILLISECONDS)


def old_mails(engine: Engine, now: int, keep_days: int) -> int:
    """Delete what is left of mails that were sent or given up so long before; as for jobs."""
    return _delete(engine, Mail, Mail.finished_at < now - keep_days * DAY_MILLISECONDS)


def old_calls(engine: Engine, now: int, keep_days: int) -> int:
    """Delete calls of webhooks that were delivered or given up so long before; as for jobs."""
    return _delete(engine, HookCall, HookCall.finished_at < now - keep_days * DAY_MILLISECONDS)


def old_audit_entries(engine: Engine, now: int, keep_days: int) -> int:
    """Delete entries of the audit log that are so old; as for jobs."""
    return _delete(engine, AuditEntry, AuditEntry.happened_at < now - keep_days * DAY_MILLISECONDS)


def deleted_zones(engine: Engine, now: int, keep_days: int) -> int:
    """Delete for good the zones that were deleted so long before, once they are off the name servers; as for jobs.

    The height their serials had reached is kept for ever, in a table of its own.
    """
    is_due = (Domain.deleted_at < now - keep_days * DAY_MILLISECONDS, Domain.retired_at.is_not(None))
    with engine.connect() as connection:
        due = list(connection.scalars(select(Domain.id).where(*is_due).order_by(Domain.deleted_at)))
    purged = 0
    for domain_id in due:
        with engine.begin() as connection:
            # locked, and looked at again: its owner may be bringing it back
            domain = select(Domain.id).where(Domain.id == domain_id, *is_due).with_for_update()
            if connection.scalar(domain) is None:
                continue
            for table in (Record, ZoneChange):
                connection.execute(delete(table).where(table.domain_id == domain_id))
            connection.execute(delete(Domain).where(Domain.id == domain_id))
            purged += 1
    return purged


def _delete(engine: Engine, table: type[Base], is_old: ColumnElement[bool]) -> int:
    deleted = 0
    while True:
        with engine.begin() as connection:
            statement = delete(table).where(is_old).with_dialect_options(mysql_limit=CHUNK)
            count = connection.execute(statement).rowcount
        deleted += count
        if count < CHUNK:
            return deleted
