"""Starts the processes of a worker and keeps them: N that publish, and one each for what must not hold up a zone."""

import os
import sys
import threading
from collections.abc import Callable
from functools import partial

from core import logs
from core.db import create_database_engine
from core.locks import Locks
from core.queue import JobServer
from core.rndc import Rndc
from core.sealing import Sealer
from core.settings import PrimarySettings, WorkerSettings, load
from worker.bind_server import BindServer
from worker.call_hook import HookCaller
from worker.catalog_zone import CatalogZone
from worker.check_visibility import VisibilityWatch
from worker.handlers import (
    Handlers,
    handlers_by_hand,
    hook_handlers,
    inspector_handlers,
    outbox_handlers,
    publisher_handlers,
    watcher_handlers,
)
from worker.mail_server import MailServer
from worker.outside_request import OutsideRequests
from worker.primary_control import PrimaryControl
from worker.processes import ProcessGroup
from worker.public_servers import PublicServers
from worker.read_ds import KeyReader
from worker.send_mail import MailSender
from worker.signing_state import SigningState

# how much a process gives way to the others, by nice(2)
PATIENT = 10


def publish(settings: WorkerSettings) -> None:
    """Run one publishing process until it is told to stop."""
    JobServer(settings.queue, _publishing(settings)).run()


def watch(settings: WorkerSettings) -> None:
    """Run the watching process until it is told to stop."""
    JobServer(settings.queue, watcher_handlers(_started_watch(settings))).run()


def inspect(settings: WorkerSettings) -> None:
    """Run the process that looks at what nobody waits for, in the time the others leave."""
    os.nice(PATIENT)
    JobServer(settings.queue, inspector_handlers(_key_reader(settings))).run()


def send(settings: WorkerSettings) -> None:
    """Run the process that sends what is owed to the outside: a slow mail server must hold up nothing else."""
    mails = MailSender(create_database_engine(settings.database), MailServer(settings.mail))
    JobServer(settings.queue, outbox_handlers(mails)).run()


def call_hooks(settings: WorkerSettings) -> None:
    """Run the process that calls webhooks until it is told to stop: a slow receiver must hold up no zone."""
    caller = _hook_caller(settings)
    JobServer(settings.queue, hook_handlers(caller)).run()
    caller.finish()


def run_by_hand(settings: WorkerSettings) -> None:
    """Run the process for jobs that are asked for by hand: they may take their time."""
    engine = create_database_engine(settings.database)
    mails = MailSender(engine, MailServer(settings.mail))
    watch, keys, caller = _started_watch(settings), _key_reader(settings), _hook_caller(settings)
    handlers = handlers_by_hand(engine, _publishing(settings), watch, keys=keys, mails=mails, caller=caller)
    JobServer(settings.queue, handlers).run()


def _publishing(settings: WorkerSettings) -> Handlers:
    engine = create_database_engine(settings.database, "REPEATABLE READ")
    primary = settings.primary
    server = BindServer(primary.directory, _control(primary), SigningState(primary))
    return publisher_handlers(engine, Locks(settings.locks), server, CatalogZone(primary))


def _control(primary: PrimarySettings) -> PrimaryControl:
    return PrimaryControl(Rndc(primary.control.host, primary.control.port, primary.rndc_secret))


def _started_watch(settings: WorkerSettings) -> VisibilityWatch:
    servers = PublicServers(settings.public_servers)
    control = _control(settings.primary)
    visibility = VisibilityWatch(create_database_engine(settings.database), servers, remind=control.notify)
    threading.Thread(target=visibility.run, daemon=True).start()
    return visibility


def _key_reader(settings: WorkerSettings) -> KeyReader:
    return KeyReader(create_database_engine(settings.database), settings.primary)


def _hook_caller(settings: WorkerSettings) -> HookCaller:
    hooks = settings.hooks
    requests = OutsideRequests(hooks.timeout_seconds, hooks.allowed_networks)
    return HookCaller(create_database_engine(settings.database), requests, Sealer(hooks.sealing_secret))


def main() -> int:
    """Read the settings and run until stopped."""
    settings, level = load(os.environ, WorkerSettings.read)
    logs.configure("worker", level)
    # zone files are for the name server's group and nobody else
    os.umask(0o007)
    others: list[Callable[[WorkerSettings], None]] = [watch, inspect, send, call_hooks, run_by_hand]
    roles = [*[publish] * settings.publishers, *others]
    return ProcessGroup([partial(role, settings) for role in roles]).run()


if __name__ == "__main__":
    sys.exit(main())
