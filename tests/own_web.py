"""A dashboard of a test's own beside a running platform, in front of an API of the test."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from orchestration.local import environments
from tests.gunicorn_server import serving
from tests.named_server import free_port
from tests.stack import Stack


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
    environment = environments.of_web(stack.layout)
    environment |= {"WEB_BIND": f"127.0.0.1:{port}", "WEB_API_URL": api_url, "WEB_WORKERS": "1"} | settings
    with serving("web", directory, port, environment):
        yield f"http://localhost:{port}"
