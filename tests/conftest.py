"""What every suite shares; stories share one platform, beside one that `make run` started."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from orchestration.local.layout import REPOSITORY
from tests.people import Person, new_person
from tests.stack import Stack

# how long an example takes, or the making of one, says something about the machine, not about the code
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")


@pytest.fixture(scope="session")
def stack() -> Iterator[Stack]:
    """Give a running platform; one named by ZONEHOST_TEST_STATE is left running, so that a test can be tried again."""
    kept = os.environ.get("ZONEHOST_TEST_STATE")
    running = Stack(Path(kept) if kept else REPOSITORY / "var" / "test-stack")
    running.up()
    try:
        yield running
    finally:
        if not kept:
            running.down()


@pytest.fixture(scope="session")
def other(stack: Stack) -> Person:
    """Give a user who is not the demo user."""
    return new_person(stack)
