"""gearmand and Redis for tests: child processes on free loopback ports, their state in a directory of the test."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from orchestration.gearmand_guard import probe
from orchestration.local.layout import REPOSITORY
from tests.named_server import free_port
from tests.waiting import until


class Daemon:
    """A process that can be paused, killed and started again on the same port.

    Args:
        command: and its arguments.
        directory: it is started in.
        port: it listens on.
        environment: beside the one of the test.
    """

    def __init__(
        self, command: Sequence[str], directory: Path, port: int, environment: Mapping[str, str] | None = None
    ) -> None:
        self.command = list(command)
        self.directory = directory
        self.port = port
        self._environment = {**os.environ, **(environment or {})}
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, in a process group of its own, and wait until it does its work."""
        with (self.directory / "daemon.log").open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=self.directory,
                env=self._environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        until(self.is_well, f"{self.command[0]} answers on port {self.port}", 60)

    def is_well(self) -> bool:
        """Tell whether it accepts connections."""
        try:
            socket.create_connection(("127.0.0.1", self.port), 2).close()
        except OSError:
            return False
        return True

    def send(self, number: int) -> None:
        """Send it a signal."""
        assert self.process is not None
        self.process.send_signal(number)

    def kill(self) -> None:
        """End it at once, paused or not."""
        if self.process is not None:
            self.process.kill()
            self.process.wait(30)

    def stop(self) -> None:
        """End it the orderly way, at once if that takes too long."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(signal.SIGCONT)
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.kill()

    def log(self) -> str:
        """Return what it printed."""
        return (self.directory / "daemon.log").read_text(errors="replace")


def redis_server(directory: Path) -> Daemon:
    """Give a Redis that keeps what it is told on disk; not started."""
    port = free_port()
    options = ["--port", str(port), "--bind", "127.0.0.1", "--appendonly", "yes", "--appendfsync", "always"]
    return Daemon(["/usr/bin/redis-server", *options, "--dir", str(directory)], directory, port)


class Gearmand(Daemon):
    """A gearmand whose queue is in a Redis."""

    def is_well(self) -> bool:
        """Tell whether it takes jobs."""
        try:
            probe(self.port)
        except OSError:
            return False
        return True


def gearmand_server(directory: Path, redis_port: int, guarded: bool = False) -> Gearmand:
    """Give a gearmand on a Redis, alone or under its guard; not started."""
    port = free_port()
    queue = ["--queue-type=redis", "--redis-server=127.0.0.1", f"--redis-port={redis_port}"]
    command = ["/usr/sbin/gearmand", "--listen=127.0.0.1", f"--port={port}", "--log-file=stderr", *queue]
    if guarded:
        command = [sys.executable, "-m", "orchestration.gearmand_guard", str(port), "--", *command]
    return Gearmand(command, directory, port, {"PYTHONPATH": str(REPOSITORY)})
