"""Runs gearmand and restarts it when it no longer takes jobs: it never reconnects to a Redis that was restarted.

Usage: `python -m orchestration.gearmand_guard PORT -- gearmand …`.
"""

import ctypes
import os
import signal
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Sequence
from types import FrameType

PROBE_SECONDS = 1.0
PROBE_TIMEOUT_SECONDS = 2.0
FAILURES_ALLOWED = 2
START_SECONDS = 10.0
RESTART_SECONDS = 1.0
PR_SET_PDEATHSIG = 1

# packet types of the Gearman protocol
CAN_DO, JOB_CREATED, GRAB_JOB, NO_JOB, JOB_ASSIGN, WORK_COMPLETE, SUBMIT_JOB_BG = 1, 8, 9, 10, 11, 13, 18
FUNCTION = b"zonehost_probe"


def probe(port: int) -> None:
    """Submit a job of our own, take it back and complete it: the way every job goes, through the store and back.

    Args:
        port: where gearmand listens, on loopback.

    Raises:
        OSError: it did not work within the time-out.
    """
    with socket.create_connection(("127.0.0.1", port), PROBE_TIMEOUT_SECONDS) as connection:
        connection.settimeout(PROBE_TIMEOUT_SECONDS)
        _send(connection, SUBMIT_JOB_BG, FUNCTION, os.urandom(8).hex().encode(), b"")
        _expect(connection, JOB_CREATED)
        _send(connection, CAN_DO, FUNCTION)
        while True:
            _send(connection, GRAB_JOB)
            kind, body = _receive(connection)
            if kind == NO_JOB:
                return
            if kind == JOB_ASSIGN:
                _send(connection, WORK_COMPLETE, body.split(b"\0")[0], b"")


class Guard:
    """Keeps one gearmand running.

    Args:
        port: where it listens, on loopback.
        command: how it is started.
    """

    def __init__(self, port: int, command: Sequence[str]) -> None:
        self._port = port
        self._command = command
        self._stopping = False
        self._child: subprocess.Popen[bytes] | None = None

    def run(self) -> int:
        """Run gearmand, again whenever it ends or fails its probes, until told to stop by SIGTERM or SIGINT."""
        signal.signal(signal.SIGTERM, self._stop)
        signal.signal(signal.SIGINT, self._stop)
        while not self._stopping:
            self._run_once()
            if not self._stopping:
                # at an even pace, however long what it needs is away
                time.sleep(RESTART_SECONDS)
        return 0

    def _run_once(self) -> None:
        self._child = child = subprocess.Popen(self._command, preexec_fn=_end_with_parent)  # noqa: PLW1509 - no threads
        started = time.monotonic()
        has_answered = False
        failures = 0
        while child.poll() is None:
            try:
                probe(self._port)
                failures, has_answered = 0, True
            except OSError as error:
                failures += 1
                patience_over = has_answered or time.monotonic() - started > START_SECONDS
                if failures >= FAILURES_ALLOWED and patience_over and not self._stopping:
                    print(f"gearmand does not take jobs ({error}): restarting it", flush=True)
                    child.kill()
                    child.wait()
                    return
            time.sleep(PROBE_SECONDS if has_answered else 0.1)

    def _stop(self, number: int, _frame: FrameType | None) -> None:
        self._stopping = True
        if self._child is not None:
            self._child.send_signal(number)


def _send(connection: socket.socket, kind: int, *arguments: bytes) -> None:
    body = b"\0".join(arguments)
    connection.sendall(b"\0REQ" + struct.pack(">II", kind, len(body)) + body)


def _receive(connection: socket.socket) -> tuple[int, bytes]:
    head = _read(connection, 12)
    kind, size = struct.unpack(">II", head[4:])
    return kind, _read(connection, size)


def _read(connection: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size:
        part = connection.recv(size - len(data))
        if not part:
            raise ConnectionError("gearmand closed the connection")
        data += part
    return data


def _expect(connection: socket.socket, wanted: int) -> None:
    kind, body = _receive(connection)
    if kind != wanted:
        raise ConnectionError(f"gearmand answered with packet {kind}: {body!r}")


def _end_with_parent() -> None:
    """Have the kernel end gearmand when this process is killed (prctl(2))."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


if __name__ == "__main__":
    sys.exit(Guard(int(sys.argv[1]), sys.argv[sys.argv.index("--") + 1 :]).run())
