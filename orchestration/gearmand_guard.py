"""Runs gearmand and ends it when it no longer takes jobs: it never reconnects to a Redis that was restarted.

Usage: `python -m orchestration.gearmand_guard PORT -- gearmand …`. Whoever supervises this process starts it again.
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


def run(port: int, command: Sequence[str]) -> int:
    """Run gearmand until it ends, is told to end, or fails its probes; returns an exit status."""
    child = subprocess.Popen(command, preexec_fn=_end_with_parent)  # noqa: PLW1509 - no threads here

    def stop(number: int, _frame: FrameType | None) -> None:
        child.send_signal(number)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    started = time.monotonic()
    has_answered = False
    failures = 0
    while child.poll() is None:
        try:
            probe(port)
            failures, has_answered = 0, True
        except OSError as error:
            failures += 1
            patience_over = has_answered or time.monotonic() - started > START_SECONDS
            if failures >= FAILURES_ALLOWED and patience_over and child.poll() is None:
                print(f"gearmand does not take jobs ({error}): restarting it", flush=True)
                child.kill()
                child.wait()
                return 1
        time.sleep(PROBE_SECONDS if has_answered else 0.1)
    return child.returncode


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
    sys.exit(run(int(sys.argv[1]), sys.argv[sys.argv.index("--") + 1 :]))
