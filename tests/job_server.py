"""A worker for tests, run as a process: it writes down what happens to the jobs it is given.

Usage: `python -m tests.job_server GEARMAND_PORT DIRECTORY`. Domain ids say what a job does: 13 fails, and every id of
1000 or more is held until a file `go-<id>` is there.
"""

import os
import sys
import time
from pathlib import Path

from core import logs
from core.jobs import CheckVisibility, PublishZone
from core.queue import JobServer
from core.settings import Address, QueueSettings

FAILING = 13
HELD = 1000


class Recorder:
    """Handles jobs and appends a line for each beginning and end to a file.

    Args:
        directory: where the file is, and where it looks for leave to finish.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def note(self, text: str) -> None:
        """Append a line."""
        with (self._directory / "events").open("a") as events:
            events.write(f"{text}\n")

    def run(self, job: PublishZone | CheckVisibility) -> None:
        """Do what the id of the job's domain says."""
        name = f"{job.NAME} {job.domain_id}:{job.serial}"
        self.note(f"begin {name} {os.getpid()}")
        if job.domain_id == FAILING:
            raise RuntimeError("this one fails")
        while job.domain_id >= HELD and not (self._directory / f"go-{job.domain_id}").exists():
            time.sleep(0.02)
        self.note(f"end {name}")


def main(port: int, directory: Path) -> None:
    """Serve until told to stop."""
    logs.configure("test", "INFO")
    recorder = Recorder(directory)
    server = JobServer(
        QueueSettings(Address("127.0.0.1", port), 1.0),
        {PublishZone.NAME: recorder.run, CheckVisibility.NAME: recorder.run},
    )
    recorder.note(f"ready {os.getpid()}")
    server.run()
    recorder.note("stopped")


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
