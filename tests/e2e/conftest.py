"""One platform for all stories of a session; it has its own state and ports, beside one that `make run` started."""

from collections.abc import Iterator

import pytest

from orchestration.local.layout import REPOSITORY
from tests.stack import Stack


@pytest.fixture(scope="session")
def stack() -> Iterator[Stack]:
    running = Stack(REPOSITORY / "var" / "test-stack")
    running.up()
    try:
        yield running
    finally:
        running.down()
