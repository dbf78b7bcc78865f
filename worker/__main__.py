"""Starts the processes of a worker and keeps them: N that publish, and one each that watches, mails, calls webhooks."""

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
from worker.handlers import hook_handlers, outbox_handlers, publisher_handlers, watcher_handlers
from worker.outside_request import OutsideRequests
from worker.primary_control import PrimaryControl
from worker.processes import ProcessGroup
from worker.public_servers import PublicServers
from worker.send_mail import MailSender
from worker.signing_state import SigningState


def publish(settings: WorkerSettings) -> None:
    """Run one publishing process until it is told to stop."""
    engine = create_database_engine(settings.database, "REPEATABLE READ")
    primary = settings.primary
    server = BindServer(primary.directory, _control(primary), SigningState(primary))
    handlers = publisher_handlers(engine, Locks(settings.locks), server, CatalogZone(primary))
    JobServer(settings.queue, handlers).run()


def _control(primary: PrimarySettings) -> PrimaryControl:
    return PrimaryControl(Rndc(primary.control.host, primary.control.port, primary.rndc_secret))


def watch(settings: WorkerSettings) -> None:
    """Run the watching process until it is told to stop."""
    servers = PublicServers(settings.public_servers)
    control = _control(settings.primary)
    visibility = VisibilityWatch(create_database_engine(settings.database), servers, remind=control.notify)
    threading.Thread(target=visibility.run, daemon=True).start()
    JobServer(settings.queue, watcher_handlers(visibility)).run()


def send(settings: WorkerSettings) -> None:
    """Run the process that sends what is owed to the outside: a slow mail server must hold up nothing else."""
    mails = MailSender(create_database_engine(settings.database), settings.mail)
    JobServer(settings.queue, outbox_handlers(mails)).run()


def call_hooks(settings: WorkerSettings) -> None:
    """Run the process that calls webhooks until it is told to stop: a slow receiver must hold up no zone."""
    hooks = settings.hooks
    requests = OutsideRequests(hooks.timeout_seconds, hooks.allowed_networks)
    caller = HookCaller(create_database_engine(settings.database), requests, Sealer(hooks.sealing_secret))
    JobServer(settings.queue, hook_handlers(caller)).run()
    caller.finish()


def main() -> int:
    """Read the settings and run until stopped."""
    settings, level = load(os.environ, WorkerSettings.read)
    logs.configure("worker", level)
    # zone files are for the name server's group and nobody else
    os.umask(0o007)
    roles: list[Callable[[WorkerSettings], None]] = [*[publish] * settings.publishers, watch, send, call_hooks]
    return ProcessGroup([partial(role, settings) for role in roles]).run()


if __name__ == "__main__":
    sys.exit(main())
