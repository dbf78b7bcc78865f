"""What is kept for a time only."""

from sqlalchemy import Engine, delete

from core.models import Job

# rows per statement, so that no lock is held for long
CHUNK = 5000


def old_jobs(engine: Engine, now: int, keep_days: int) -> int:
    """Delete what became of jobs that ended more than `keep_days` days before `now` (Unix milliseconds).

    Returns:
        how many were deleted.
    """
    oldest = now - keep_days * 86_400_000
    deleted = 0
    while True:
        with engine.begin() as connection:
            count = connection.execute(
                delete(Job).where(Job.finished_at < oldest).with_dialect_options(mysql_limit=CHUNK)
            ).rowcount
        deleted += count
        if count < CHUNK:
            return deleted
