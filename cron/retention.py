"""What is kept for a time only."""

from sqlalchemy import ColumnElement, Engine, delete

from core.models import AuditEntry, Base, HookCall, Job, Mail

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


def _delete(engine: Engine, table: type[Base], is_old: ColumnElement[bool]) -> int:
    deleted = 0
    while True:
        with engine.begin() as connection:
            statement = delete(table).where(is_old).with_dialect_options(mysql_limit=CHUNK)
            count = connection.execute(statement).rowcount
        deleted += count
        if count < CHUNK:
            return deleted
