"""Starts cron: opens its wires and runs the schedule until stopped."""

import os
import sys
import time

from sqlalchemy import Engine
from sqlalchemy.dialects.mysql import insert
from sqlalchemy.exc import SQLAlchemyError

from core import logs
from core.db import create_database_engine
from core.errors import TryLater
from core.models import ScheduledTask
from core.queue import Queue
from core.settings import CronSettings, load
from cron.schedule import Task, schedule

log = logs.get()


def run_task(task: Task, engine: Engine) -> None:
    """Run one task and note how it went; a part that is away is left to the next run."""
    started_at = time.time_ns() // 1_000_000
    try:
        count = task.run(started_at)
        result = str(count)
    except (TryLater, SQLAlchemyError) as error:
        count, result = 0, f"failed: {error}"
        log.warning("task_failed", task=task.name, error=str(error))
    if count:
        log.info("task_done", task=task.name, count=count)
    row = insert(ScheduledTask).values(
        name=task.name, started_at=started_at, finished_at=time.time_ns() // 1_000_000, result=result[:1024]
    )
    try:
        with engine.begin() as connection:
            connection.execute(
                row.on_duplicate_key_update(
                    started_at=row.inserted.started_at, finished_at=row.inserted.finished_at, result=row.inserted.result
                )
            )
    except SQLAlchemyError as error:
        log.warning("database_away", error=str(error))


def run_for_ever(tasks: list[Task], engine: Engine) -> None:
    """Run each task at its pace, starting with all of them at once; runs missed by a slow one are not made up for."""
    due = {task.name: time.monotonic() for task in tasks}
    while True:
        task = min(tasks, key=lambda task: due[task.name])
        time.sleep(max(0.0, due[task.name] - time.monotonic()))
        run_task(task, engine)
        due[task.name] = time.monotonic() + task.every_seconds


def main() -> int:
    """Read the settings and run until stopped."""
    settings, level = load(os.environ, CronSettings.read)
    logs.configure("cron", level)
    engine = create_database_engine(settings.database)
    run_for_ever(schedule(settings, engine, Queue(settings.queue)), engine)
    return 0


if __name__ == "__main__":
    sys.exit(main())
