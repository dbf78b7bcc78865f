"""Jobs an administrator has asked for by hand: rung for again, and let go once what they wait for is done."""

from sqlalchemy import Engine, select, update
from sqlalchemy.orm import aliased

from core.jobs import RunJob
from core.models import Job
from core.queue import Queue

# jobs looked at in one go; the rest is found by the next sweep
MOST = 500
# what was asked for this recently has been rung for by who did it
FRESH_MILLISECONDS = 1000
# a worker that has not finished a job by then has died with it; it is safe to run a job twice
LONGEST_RUN_MILLISECONDS = 15 * 60_000


def asked_jobs(engine: Engine, queue: Queue, now: int) -> int:
    """Let go the jobs that have waited long enough, and ring for all that nobody has taken.

    Args:
        engine: the database.
        queue: where to ring.
        now: Unix milliseconds.

    Returns:
        how many were asked for.

    Raises:
        TryLater: the queue is away.
    """
    _let_go(engine, now)
    with engine.begin() as connection:
        connection.execute(
            update(Job)
            .where(Job.state == "started", Job.started_at < now - LONGEST_RUN_MILLISECONDS)
            .values(state="created")
        )
    query = select(Job.id).where(Job.state == "created", Job.asked_at <= now - FRESH_MILLISECONDS)
    with engine.connect() as connection:
        ids = connection.scalars(query.order_by(Job.id).limit(MOST)).all()
    queue.submit([RunJob(job_id) for job_id in ids])
    return len(ids)


def _let_go(engine: Engine, now: int) -> None:
    """Have jobs run whose parent is finished, and fail those whose parent will never be."""
    parent = aliased(Job)
    waiting = (
        select(Job.id, parent.state)
        .join(parent, parent.id == Job.depends_on_id, isouter=True)
        .where(Job.state == "blocked")
        .limit(MOST)
    )
    with engine.begin() as connection:
        rows = connection.execute(waiting).all()
        ready = [row.id for row in rows if row.state == "finished"]
        lost = [row.id for row in rows if row.state in {"error", "cancelled", None}]
        is_waiting = Job.state == "blocked"
        if ready:
            connection.execute(update(Job).where(Job.id.in_(ready), is_waiting).values(state="created"))
        if lost:
            failed = {"state": "error", "result": "PARENT ERROR", "finished_at": now}
            connection.execute(update(Job).where(Job.id.in_(lost), is_waiting).values(**failed))
