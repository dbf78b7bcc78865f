"""A service of ours under gunicorn, for a test that wants it under settings of its own."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import requests

from tests.daemons import Daemon


class _Gunicorn(Daemon):
    """Gunicorn takes connections before its processes can answer them."""

    def is_well(self) -> bool:
        """Tell whether it answers."""
        try:
            return requests.get(f"http://127.0.0.1:{self.port}/healthz", timeout=2).status_code == 200
        except requests.RequestException:
            return False


@contextmanager
def serving(package: str, directory: Path, port: int, environment: Mapping[str, str]) -> Iterator[None]:
    """Have a service answer while the test runs.

    Args:
        package: of the service, such as `api`.
        directory: for its log.
        port: it listens on, on loopback.
        environment: its settings.
    """
    command = [sys.executable, "-m", "gunicorn", "-c", f"python:{package}.server", f"{package}.wsgi:application"]
    server = _Gunicorn(command, directory, port, environment)
    server.start()
    try:
        yield
    finally:
        server.stop()
