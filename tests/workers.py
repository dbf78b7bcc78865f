"""Workers for tests: processes that serve a gearmand and note what becomes of the jobs."""

import os
import subprocess
import sys
from pathlib import Path

from orchestration.local.layout import REPOSITORY
from tests.waiting import until

SECONDS = 60.0


class Workers:
    """Worker processes of a test and the events they noted; see `tests.job_server`.

    Args:
        port: of gearmand.
        directory: where the events are noted.
    """

    def __init__(self, port: int, directory: Path) -> None:
        self._port = port
        self._directory = directory
        self.processes: list[subprocess.Popen[bytes]] = []

    def start(self) -> "subprocess.Popen[bytes]":
        """Start one more, and wait until it is ready."""
        before = len(self.events("ready"))
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.job_server", str(self._port), str(self._directory)],
            cwd=REPOSITORY,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
            stdout=subprocess.DEVNULL,
        )
        self.processes.append(process)
        until(lambda: len(self.events("ready")) > before, "the worker is ready", SECONDS)
        return process

    def events(self, start: str = "") -> list[str]:
        """Return the events noted so far that begin like this."""
        file = self._directory / "events"
        lines = file.read_text().splitlines() if file.exists() else []
        return [line for line in lines if line.startswith(start)]

    def wait_for(self, event: str, count: int = 1) -> list[str]:
        """Wait until so many events begin like this, and return them."""

        def found() -> list[str]:
            events = self.events(event)
            return events if len(events) >= count else []

        return until(found, f"{count} times {event}; all: {self.events()}", SECONDS)

    def let_go(self, domain_id: int) -> None:
        """Let the jobs of a domain finish that are held."""
        (self._directory / f"go-{domain_id}").touch()
