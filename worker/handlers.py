"""Which function carries out which job, and in which lane."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from sqlalchemy import Engine

from core.jobs import CallHook, CheckVisibility, PublishCatalog, PublishZone, ReadDs, RetireZone, RunJob, SendMail
from core.locks import Locks
from worker.bind_server import BindServer
from worker.call_hook import HookCaller
from worker.catalog_zone import CatalogZone
from worker.check_visibility import VisibilityWatch
from worker.job_record import JobRecord
from worker.publish_catalog import publish_catalog
from worker.publish_zone import ZonePublisher
from worker.read_ds import KeyReader
from worker.retire_zone import retire_zone
from worker.run_job import JobRunner
from worker.send_mail import MailSender

Handlers = Mapping[str, Callable[[Any], None]]


def publisher_handlers(engine: Engine, locks: Locks, server: BindServer, catalog: CatalogZone) -> Handlers:
    """Return the jobs of the processes that drive the hidden primary."""
    return {
        PublishZone.NAME: ZonePublisher(engine, locks, server, catalog).publish_zone,
        RetireZone.NAME: partial(retire_zone, engine=engine, locks=locks, server=server, catalog=catalog),
        PublishCatalog.NAME: partial(publish_catalog, engine=engine, catalog=catalog),
    }


def watcher_handlers(watch: VisibilityWatch) -> Handlers:
    """Return the jobs of the process that asks the public servers."""
    return {CheckVisibility.NAME: watch.check_visibility}


def inspector_handlers(keys: KeyReader) -> Handlers:
    """Return the jobs of the process that looks at what nobody waits for."""
    return {ReadDs.NAME: keys.read_ds}


def outbox_handlers(mails: MailSender) -> Handlers:
    """Return the jobs of the process that sends what is owed to the outside."""
    return {SendMail.NAME: mails.send_mail}


def hook_handlers(caller: HookCaller) -> Handlers:
    """Return the jobs of the process that calls webhooks."""
    return {CallHook.NAME: caller.call_hook}


def handlers_by_hand(
    engine: Engine,
    publishing: Handlers,
    watch: VisibilityWatch,
    *,
    keys: KeyReader,
    mails: MailSender,
    caller: HookCaller,
) -> Handlers:
    """Return the jobs of the process that runs what administrators ask for by hand, each to its end."""
    every: Handlers = {
        **publishing,
        **outbox_handlers(mails),
        CheckVisibility.NAME: partial(_watch_by_hand, engine, watch),
        ReadDs.NAME: keys.read_by_hand,
        CallHook.NAME: caller.call_now,
    }
    return {RunJob.NAME: JobRunner(engine, every).run_job}


def _watch_by_hand(engine: Engine, watch: VisibilityWatch, job: CheckVisibility) -> None:
    record = JobRecord(CheckVisibility.NAME, job.domain_id, serial=job.serial)
    watch.check_visibility(job)
    record.say("the public servers are asked until they serve the zone")
    with engine.begin() as connection:
        record.finish(connection, "finished", "OK: the public servers are being asked")
