"""How gunicorn runs the API. Threads, because a request that waits for public servers must not hold up others."""

import os
import shutil
import tempfile
from typing import Any

# processes of one API put together what they count; the library wants to know where before it is imported
metrics_directory = os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", tempfile.mkdtemp(prefix="zonehost-metrics-"))

bind = os.environ.get("API_BIND") or "127.0.0.1:8080"
workers = int(os.environ.get("API_WORKERS") or 2 * (os.cpu_count() or 1))
worker_class = "gthread"
threads = int(os.environ.get("API_THREADS") or 16)
keepalive = 75
timeout = 120
graceful_timeout = 40
accesslog = None
control_socket_disable = True


def child_exit(_server: Any, worker: Any) -> None:
    """Keep what a process that has ended counted, and nothing that was true of it alone."""
    from prometheus_client import multiprocess  # noqa: PLC0415 - not before the directory is named

    multiprocess.mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]


def on_exit(_server: Any) -> None:
    """Leave nothing behind."""
    shutil.rmtree(metrics_directory, ignore_errors=True)
