"""A dashboard and an API of a test's own, under settings of the test, in the browser of all."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.browser.dashboard import Dashboard
from tests.chromium import Browser
from tests.named_server import free_port
from tests.own_api import own_api
from tests.own_web import own_web
from tests.stack import Stack


@contextmanager
def own_dashboard(stack: Stack, window: Browser, directory: Path, **settings: str) -> Iterator[Dashboard]:
    """Give the dashboard; nobody is signed in, and whatever a test does there, the console stays silent.

    Args:
        stack: whose database and wires they use.
        window: the browser.
        directory: an empty one, for their logs.
        settings: of the API, in place of those of the platform.
    """
    port = free_port()
    places = [directory / name for name in ("api", "web")]
    for place in places:
        place.mkdir()
    settings = {"WEBAUTHN_ORIGINS": f"http://localhost:{port}"} | settings
    with own_api(stack, places[0], **settings) as api_url, own_web(stack, places[1], api_url, port) as web_url:
        opened = Dashboard(stack, window)
        opened.url = web_url
        opened.open("/healthz")
        window.forget()
        window.complaints()
        yield opened
        opened.expect_silence()
