"""A group of child processes: started together, replaced when one ends, stopped together."""

import ctypes
import os
import signal
import time
from collections.abc import Callable, Sequence
from types import FrameType

from core import logs

log = logs.get()

RESTART_SECONDS = 1.0

PR_SET_PDEATHSIG = 1


class ProcessGroup:
    """Runs every role in a process of its own, and starts it again whenever it ends.

    SIGTERM and SIGINT are passed on; the group ends when its last child has.

    Args:
        roles: what each process does; a role runs until it is signalled.
    """

    def __init__(self, roles: Sequence[Callable[[], None]]) -> None:
        self._roles = roles
        self._running: dict[int, Callable[[], None]] = {}
        self._stopping = False

    def run(self) -> int:
        """Run until signalled; returns the exit status of the group."""
        signal.signal(signal.SIGTERM, self._stop)
        signal.signal(signal.SIGINT, self._stop)
        for role in self._roles:
            self._start(role)
        while self._running:
            try:
                pid, status = os.wait()
            except ChildProcessError:
                break
            role = self._running.pop(pid)
            if not self._stopping:
                log.error("process_ended", pid=pid, status=os.waitstatus_to_exitcode(status))
                time.sleep(RESTART_SECONDS)
                self._start(role)
        return 0

    def _start(self, role: Callable[[], None]) -> None:
        if self._stopping:
            return
        pid = os.fork()
        if pid:
            self._running[pid] = role
            return
        # in the child: leave only by os._exit, so that nothing of the parent's stack runs twice
        status = 1
        try:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            _end_with_parent()
            role()
            status = 0
        except BaseException:
            log.exception("process_failed")
        finally:
            os._exit(status)

    def _stop(self, number: int, _frame: FrameType | None) -> None:
        self._stopping = True
        for pid in self._running:
            os.kill(pid, number)


def _end_with_parent() -> None:
    """Have the kernel stop this process when its parent is killed (prctl(2)), so that no group ever runs twice."""
    if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl")
