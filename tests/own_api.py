"""An API of a test's own beside a running platform: the same database and wires, under settings of the test."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

from orchestration.local import environments
from tests.daemons import Daemon
from tests.named_server import free_port
from tests.stack import Stack


class _Api(Daemon):
    """Gunicorn takes connections before its processes can answer them."""

    def is_well(self) -> bool:
        """Tell whether it answers."""
        try:
            return requests.get(f"http://127.0.0.1:{self.port}/healthz", timeout=2).status_code == 200
        except requests.RequestException:
            return False


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
    api = _Api(command, directory, port, environment)
    api.start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        api.stop()
