"""A dashboard of a test's own beside a running platform, in front of an API of the test."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

from orchestration.local import environments
from tests.daemons import Daemon
from tests.named_server import free_port
from tests.stack import Stack


class _Web(Daemon):
    """Gunicorn takes connections before its processes can answer them."""

    def is_well(self) -> bool:
        """Tell whether it answers."""
        try:
            return requests.get(f"http://127.0.0.1:{self.port}/healthz", timeout=2).status_code == 200
        except requests.RequestException:
            return False


@contextmanager
def own_web(stack: Stack, directory: Path, api_url: str, port: int = 0, **settings: str) -> Iterator[str]:
    """Give the address of a dashboard that runs while the test does.

    Args:
        stack: whose memcached it keeps sessions in.
        directory: for its log.
        api_url: the API it asks.
        port: it listens on; 0 for a free one.
        settings: in place of those of the platform.
    """
    port = port or free_port()
    command = [sys.executable, "-m", "gunicorn", "-c", "python:web.server", "web.wsgi:application"]
    environment = environments.of_web(stack.layout)
    environment |= {"WEB_BIND": f"127.0.0.1:{port}", "WEB_API_URL": api_url, "WEB_WORKERS": "1"} | settings
    web = _Web(command, directory, port, environment)
    web.start()
    try:
        yield f"http://localhost:{port}"
    finally:
        web.stop()
