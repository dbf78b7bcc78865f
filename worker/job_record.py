"""What becomes of a job, gathered while it runs and written in the same transaction as its outcome."""

import json
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Literal

from sqlalchemy import Connection, insert, update

from core import logs
from core.models import Job

log = logs.get()

# made once: SQLAlchemy takes longer to recognise an equal statement than to run it
INSERT_JOB = insert(Job)


def now_milliseconds() -> int:
    """Return the Unix time in milliseconds."""
    return time.time_ns() // 1_000_000


@dataclass(slots=True)
class AskedRow:
    """The row of a job that was asked for by hand: the first record that is finished goes into it."""

    job_id: int
    is_written: bool = False


_ASKED_ROW: ContextVar[AskedRow | None] = ContextVar("asked_row", default=None)


@contextmanager
def asked_by_hand(job_id: int) -> Iterator[AskedRow]:
    """Have what becomes of the job that runs inside written into a row that is there already."""
    row = AskedRow(job_id)
    token = _ASKED_ROW.set(row)
    try:
        yield row
    finally:
        _ASKED_ROW.reset(token)


@dataclass(slots=True)
class JobRecord:
    """One run of a job; its log lines go to the log of the service at once and to the job table at the end.

    `request_id` is that of the request whose change the job carries out; `asked_at` is when that change was saved,
    in Unix milliseconds.
    """

    name: str
    domain_id: int | None = None
    zone: str | None = None
    serial: int | None = None
    request_id: str | None = None
    asked_at: int | None = None
    attempt: int = 1
    started_at: int = field(default_factory=now_milliseconds)
    lines: list[tuple[int, str]] = field(default_factory=list)

    def say(self, text: str) -> None:
        """Add a log line."""
        self.lines.append((now_milliseconds(), text))
        log.info(self.name, zone=self.zone, serial=self.serial, request_id=self.request_id, text=text)

    def finish(self, connection: Connection, state: Literal["finished", "error"], result: str) -> None:
        """Write the row.

        Args:
            connection: of the transaction that notes the outcome itself.
            state: how it ended.
            result: one line for people; cut at 1,024 characters.
        """
        asked = _ASKED_ROW.get()
        if asked is not None and not asked.is_written:
            asked.is_written = True
            connection.execute(
                update(Job)
                .where(Job.id == asked.job_id)
                .values(
                    state=state,
                    result=result[:1024],
                    finished_at=now_milliseconds(),
                    log_lines=json.dumps(self.lines),
                )
            )
            return
        row = {
            "name": self.name,
            "domain_id": self.domain_id,
            "serial": self.serial,
            "request_id": self.request_id,
            "worker": f"{socket.gethostname()}:{os.getpid()}",
            "state": state,
            "result": result[:1024],
            "attempt": self.attempt,
            "asked_at": self.asked_at,
            "started_at": self.started_at,
            "finished_at": now_milliseconds(),
            "log_lines": json.dumps(self.lines),
        }
        connection.execute(INSERT_JOB, row)
