"""The Gearman wire; the only file that knows the Gearman client.

Gearman is a doorbell, not a store: what is wanted stands in the database, so a submission that fails is only a ring
that was missed, and a sweep rings again.
"""

import signal
import socket
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from types import FrameType
from typing import Any

from python3_gearman import GearmanClient, GearmanWorker
from python3_gearman.connection import GearmanConnection
from python3_gearman.errors import ConnectionError as GearmanConnectionError
from python3_gearman.errors import GearmanError

from core import logs
from core.errors import TryLater
from core.jobs import Job, from_payload, to_payload
from core.settings import Address, QueueSettings

CONNECT_SECONDS = 1.0
RECONNECT_SECONDS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.0)

log = logs.get()


class _Connection(GearmanConnection):  # type: ignore[misc]
    """A connection that does not wait for ever for a host that is gone, and notices when an idle one goes."""

    def _create_client_socket(self) -> None:
        try:
            connection = socket.create_connection((self.gearman_host, self.gearman_port), CONNECT_SECONDS)
        except OSError as error:
            self.throw_exception(exception=error)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, 10)
        self.set_socket(connection)


class _Client(GearmanClient):  # type: ignore[misc]
    connection_class = _Connection


class _Worker(GearmanWorker):  # type: ignore[misc]
    connection_class = _Connection

    def __init__(self, gearmand: Address, keep_on: Callable[[], bool]) -> None:
        super().__init__([str(gearmand)])
        self._keep_on = keep_on

    def after_poll(self, any_activity: bool) -> bool:  # noqa: ARG002 - the library's interface
        return self._keep_on()


class Queue:
    """Submits jobs; one connection per thread, because the client is not made for sharing.

    Args:
        settings: where gearmand is and how long a submission may take.
    """

    def __init__(self, settings: QueueSettings) -> None:
        self._settings = settings
        self._per_thread = threading.local()

    def submit(self, jobs: Sequence[Job]) -> None:
        """Ring for some jobs at once.

        Raises:
            TryLater: when gearmand has not taken them in time. Some may have been taken nevertheless.
        """
        if not jobs:
            return
        requests = [{"task": job.NAME, "unique": job.unique, "data": to_payload(job)} for job in jobs]
        client = self._client()
        try:
            answers = client.submit_multiple_jobs(
                requests,
                background=True,
                wait_until_complete=False,
                # a second attempt, for a connection that died while nobody used it
                max_retries=1,
                poll_timeout=self._settings.submit_timeout_seconds,
            )
        except (GearmanError, OSError) as error:
            self._drop_client()
            raise TryLater(f"The queue is away: {error}") from error
        if any(answer.timed_out for answer in answers):
            # a late answer on this connection would be taken for the answer to the next submission
            self._drop_client()
            raise TryLater("The queue does not answer in time.")

    def check(self) -> None:
        """Ask gearmand anything; whether it takes jobs is shown by `submit` alone.

        Raises:
            TryLater: it is away.
        """
        address = (self._settings.gearmand.host, self._settings.gearmand.port)
        seconds = self._settings.submit_timeout_seconds
        try:
            with socket.create_connection(address, seconds) as connection:
                connection.settimeout(seconds)
                connection.sendall(b"version\n")
                answer = connection.recv(100)
        except OSError as error:
            raise TryLater(f"The queue is away: {error}") from error
        if not answer.startswith(b"OK"):
            raise TryLater(f"The queue answers {answer!r}.")

    def _client(self) -> Any:
        client = getattr(self._per_thread, "client", None)
        if client is None:
            client = self._per_thread.client = _Client([str(self._settings.gearmand)])
        return client

    def _drop_client(self) -> None:
        client = self._per_thread.__dict__.pop("client", None)
        if client is not None:
            client.shutdown()


class _StopNow(BaseException):
    """Breaks the wait for the next job when the process is told to stop."""


class JobServer:
    """Runs jobs one at a time until told to stop, through any restart of gearmand.

    SIGTERM and SIGINT let a running job finish; a second one stops at once.

    Args:
        settings: where gearmand is.
        handlers: what to do for each kind of job. Handlers note their own failures; what they raise is logged and the
            job counts as done, because Gearman would not repeat it in a useful way: the sweep asks again.
    """

    def __init__(self, settings: QueueSettings, handlers: Mapping[str, Callable[[Any], None]]) -> None:
        self._settings = settings
        self._handlers = handlers
        self._stopping = False
        self._busy = False

    def run(self) -> None:
        """Serve until a signal ends it."""
        signal.signal(signal.SIGTERM, self._stop)
        signal.signal(signal.SIGINT, self._stop)
        failures = 0
        try:
            while not self._stopping:
                started = time.monotonic()
                try:
                    self._serve_one_connection()
                except (GearmanError, GearmanConnectionError, OSError) as error:
                    if time.monotonic() - started > max(RECONNECT_SECONDS):
                        failures = 0
                    log.warning("queue_away", error=str(error))
                    time.sleep(RECONNECT_SECONDS[min(failures, len(RECONNECT_SECONDS) - 1)])
                    failures += 1
        except _StopNow:
            pass
        log.info("stopped")

    def _serve_one_connection(self) -> None:
        worker = _Worker(self._settings.gearmand, lambda: not self._stopping)
        for name in self._handlers:
            worker.register_task(name, self._run_job)
        try:
            worker.work(poll_timeout=60.0)
        finally:
            worker.shutdown()

    def _run_job(self, _worker: Any, gearman_job: Any) -> str:
        self._busy = True
        try:
            job = from_payload(gearman_job.task, gearman_job.data)
            self._handlers[gearman_job.task](job)
        except Exception:  # one bad job must not end the worker
            log.exception("job_failed", job=gearman_job.task, payload=gearman_job.data)
            return "FAILED"
        finally:
            self._busy = False
        return "DONE"

    def _stop(self, _signal: int, _frame: FrameType | None) -> None:
        if self._stopping or not self._busy:
            self._stopping = True
            raise _StopNow
        self._stopping = True
