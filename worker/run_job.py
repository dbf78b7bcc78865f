"""The job that runs a job an administrator has asked for by hand; what becomes of it is written into its row."""

import os
import socket
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Engine, update

from core import logs
from core.errors import Invalid
from core.jobs import RunJob, from_payload
from core.models import Job
from worker.job_record import JobRecord, asked_by_hand, now_milliseconds

log = logs.get()


class JobRunner:
    """Runs jobs that were asked for by hand, as they would be run otherwise.

    Args:
        engine: the database.
        handlers: what to do for each kind of job, to its end and not by somebody else.
    """

    def __init__(self, engine: Engine, handlers: Mapping[str, Callable[[Any], None]]) -> None:
        self._engine = engine
        self._handlers = handlers

    def run_job(self, job: RunJob) -> None:
        """Run a job that is in state created; another one was taken already, or called off."""
        taken = self._take(job.job_id)
        if taken is None:
            return
        name, payload = taken
        with asked_by_hand(job.job_id) as row:
            try:
                asked = from_payload(name, payload)
                self._handlers[name](asked)
            except Invalid as refusal:
                self._finish(name, "error", f"ERROR: {refusal.message}")
            except Exception as error:  # the row must not stay as if the job still ran
                log.exception("job_failed", job=name, payload=payload)
                # what was written was undone with what failed
                row.is_written = False
                self._finish(name, "error", f"EXCEPTION: {type(error).__name__}; the log of the worker has more")
            else:
                if not row.is_written:
                    self._finish(name, "finished", "SKIPPED: it is done already, or being done")

    def _take(self, job_id: int) -> tuple[str, str] | None:
        with self._engine.begin() as connection:
            taken = connection.execute(
                update(Job)
                .where(Job.id == job_id, Job.state == "created")
                .values(
                    state="started",
                    started_at=now_milliseconds(),
                    worker=f"{socket.gethostname()}:{os.getpid()}",
                    attempt=Job.attempt + 1,
                )
            )
            if not taken.rowcount:
                return None
            row = connection.execute(Job.__table__.select().where(Job.id == job_id)).one()
            return row.name, row.payload or "{}"

    def _finish(self, name: str, state: Any, result: str) -> None:
        record = JobRecord(name)
        record.say(result)
        with self._engine.begin() as connection:
            record.finish(connection, state, result)
