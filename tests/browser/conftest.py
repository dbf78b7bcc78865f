"""A real browser for all stories of a session, and what every page must be in one."""

from collections.abc import Iterator

import pytest

from tests.browser.dashboard import Dashboard
from tests.chromium import Browser, browser
from tests.stack import Stack


@pytest.fixture(scope="session")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Give a browser."""
    with browser(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


@pytest.fixture
def dashboard(stack: Stack, window: Browser) -> Iterator[Dashboard]:
    """Give the dashboard in a browser nobody is signed in at; whatever a test does there, the console stays silent."""
    opened = Dashboard(stack, window)
    window.prefer("light")
    window.resize(1280, 1000)
    opened.open("/healthz")
    window.forget()
    window.complaints()
    yield opened
    opened.expect_silence()
