"""How often what is done."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from sqlalchemy import Engine

from core.queue import Queue
from core.settings import CronSettings
from cron.accounts import unconfirmed_users
from cron.asked_jobs import asked_jobs
from cron.retention import deleted_zones, old_audit_entries, old_calls, old_jobs, old_mails
from cron.servers import note_public_servers
from cron.sweeps import (
    catalog,
    late_zones,
    new_keys,
    old_keys,
    owed_calls,
    owed_mails,
    unknown_keys,
    unseen_zones,
)


@dataclass(frozen=True, slots=True)
class Task:
    """Something done again and again.

    `run` gets the time in Unix milliseconds and returns how many things it did something about.
    """

    name: str
    every_seconds: float
    run: Callable[[int], int]


def schedule(settings: CronSettings, engine: Engine, queue: Queue) -> list[Task]:
    """Return every task there is."""
    return [
        Task("public_servers", 60, lambda _now: note_public_servers(engine, settings.public_servers)),
        Task("late_zones", settings.sweep_seconds, partial(late_zones, engine, queue)),
        Task("unseen_zones", settings.sweep_seconds, partial(unseen_zones, engine, queue)),
        Task("new_keys", settings.sweep_seconds, partial(new_keys, engine, queue)),
        # few at a time, so that the day's readings are spread over it
        Task("old_keys", 60, partial(old_keys, engine, queue)),
        Task("unknown_keys", 3600, partial(unknown_keys, engine, queue)),
        Task("owed_mails", settings.sweep_seconds, partial(owed_mails, engine, queue)),
        Task("asked_jobs", settings.sweep_seconds, partial(asked_jobs, engine, queue)),
        Task("owed_calls", settings.sweep_seconds, partial(owed_calls, engine, queue)),
        Task("catalog", 60, partial(catalog, engine, queue)),
        Task("deleted_zones", 3600, lambda now: deleted_zones(engine, now, settings.deleted_zone_days)),
        Task("unconfirmed_users", 3600, lambda now: unconfirmed_users(engine, now, settings.unconfirmed_user_days)),
        Task("old_jobs", 3600, lambda now: old_jobs(engine, now, settings.job_retention_days)),
        Task("old_calls", 3600, lambda now: old_calls(engine, now, settings.job_retention_days)),
        Task("old_audit_entries", 3600, lambda now: old_audit_entries(engine, now, settings.audit_retention_days)),
        Task("old_mails", 3600, lambda now: old_mails(engine, now, settings.job_retention_days)),
    ]
