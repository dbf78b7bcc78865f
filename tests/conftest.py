"""What every suite shares; stories share one platform, beside one that `make run` started."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.acme_server import AcmeServer
from tests.people import Person, new_person
from tests.stack import Stack, running_stack

# how long an example takes, or the making of one, says something about the machine, not about the code
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")


@pytest.fixture(scope="session")
def stack() -> Iterator[Stack]:
    """Give a running platform."""
    with running_stack("test-stack") as running:
        yield running


@pytest.fixture
def authority(stack: Stack, tmp_path: Path) -> Iterator[AcmeServer]:
    """Give a certificate authority that looks challenges up at a public server of the platform."""
    server = AcmeServer(tmp_path, next(iter(stack.public_ports.values())))
    server.start()
    try:
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="session")
def other(stack: Stack) -> Person:
    """Give a user who is not the demo user."""
    return new_person(stack)
