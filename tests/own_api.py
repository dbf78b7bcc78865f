"""An API of a test's own beside a running platform: the same database and wires, under settings of the test."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from orchestration.local import environments
from tests.daemons import Daemon
from tests.named_server import free_port
from tests.stack import Stack


@contextmanager
def own_api(stack: Stack, directory: Path, **settings: str) -> Iterator[str]:
    """Give the address of an API that runs while the test does.

    Args:
        stack: whose database and wires it uses.
        directory: for its log.
        settings: in place of those of the platform.
    """
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "-c", "python:api.server", "api.wsgi:application"]
    environment = environments.of_api(stack.layout) | {"API_BIND": f"127.0.0.1:{port}", "API_WORKERS": "2"} | settings
    api = Daemon(command, directory, port, environment)
    api.start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        api.stop()
