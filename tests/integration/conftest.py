"""Daemons several suites need."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.daemons import Daemon
from tests.named_server import free_port


@pytest.fixture
def memcached(tmp_path: Path) -> Iterator[Daemon]:
    """Give a memcached."""
    port = free_port()
    daemon = Daemon(["memcached", "-l", "127.0.0.1", "-p", str(port), "-u", "nobody"], tmp_path, port)
    daemon.start()
    yield daemon
    daemon.stop()
