"""An API of a test's own beside a running platform: the same database and wires, under settings of the test."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from orchestration.local import environments
from tests.gunicorn_server import serving
from tests.named_server import free_port
from tests.stack import Stack


@contextmanager
def own_api(stack: Stack, directory: Path, **settings: str) -> Iterator[str]:
    """Give the address of an API that runs while the test does.

    Args:
        stack: whose database and wires it uses.
        directory: for its log.
        settings: in place of those of the platform.
    """
    port = free_port()
    environment = environments.of_api(stack.layout) | {"API_BIND": f"127.0.0.1:{port}", "API_WORKERS": "2"} | settings
    with serving("api", directory, port, environment):
        yield f"http://127.0.0.1:{port}"
