"""Whether each service of a local stack answers, asked the way its users ask it."""

import socket
import struct
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from functools import partial

from orchestration.gearmand_guard import probe
from orchestration.local.environments import CATALOG, DATABASE
from orchestration.local.layout import HOST, PUBLIC_SERVERS, Layout
from orchestration.local.state_of_daemons import database_client

TIMEOUT_SECONDS = 2.0

Check = Callable[[], None]


def checks(layout: Layout) -> dict[str, Check]:
    """Return a check for every service that can be asked; it raises OSError while the service does not answer."""
    ports = layout.ports
    found: dict[str, Check] = {
        "mariadb": partial(_database_answers, layout),
        "redis": partial(_says, ports["redis"], b"PING\r\n", b"+PONG"),
        "memcached": partial(_says, ports["memcached"], b"version\r\n", b"VERSION"),
        "gearmand": partial(probe, ports["gearmand"]),
        "mail": partial(_says, ports["mail"], b"QUIT\r\n", b"220"),
        "primary": partial(_serves_catalog, ports["primary"]),
        "api": partial(_answers_http, f"http://{layout.address('api')}/1.0/ping"),
        "web": partial(_answers_http, f"http://{layout.address('web')}/readyz"),
    }
    for name in PUBLIC_SERVERS:
        found[name] = partial(_answers_dns, ports[name])
    return found


def wait_for(check: Check, seconds: float, what: str) -> None:
    """Wait until a service answers.

    Raises:
        SystemExit: it does not within so many seconds.
    """
    deadline = time.monotonic() + seconds
    while True:
        try:
            return check()
        except OSError as error:
            if time.monotonic() > deadline:
                raise SystemExit(f"{what} did not answer within {seconds:.0f} s: {error}") from error
        time.sleep(0.05)


def late_zones(layout: Layout) -> tuple[int, int]:
    """Return how many zones are behind on the primary, and how many not yet seen on every public server."""
    query = "SELECT COALESCE(SUM(is_late), 0), COALESCE(SUM(is_unseen), 0) FROM domains"
    done = subprocess.run([*database_client(layout), DATABASE], input=query, capture_output=True, text=True, check=True)
    late, unseen = done.stdout.split()
    return int(late), int(unseen)


def _database_answers(layout: Layout) -> None:
    done = subprocess.run(database_client(layout), input="SELECT 1", capture_output=True, text=True, check=False)
    if done.returncode:
        raise ConnectionError(done.stderr.strip())


def _says(port: int, request: bytes, wanted: bytes) -> None:
    with socket.create_connection((HOST, port), TIMEOUT_SECONDS) as connection:
        connection.settimeout(TIMEOUT_SECONDS)
        connection.sendall(request)
        answer = connection.recv(200)
    if not answer.startswith(wanted):
        raise ConnectionError(f"answered {answer!r}")


def _answers_http(url: str) -> None:
    try:
        with urllib.request.urlopen(url, timeout=TIMEOUT_SECONDS) as answer:
            answer.read()
    except urllib.error.HTTPError as error:
        raise ConnectionError(f"answered {error.code}") from error


def _serves_catalog(port: int) -> None:
    answer = _ask_soa(port, CATALOG)
    if answer[3] & 0x0F:
        raise ConnectionError(f"does not serve the catalog (response code {answer[3] & 0x0F})")


def _answers_dns(port: int) -> None:
    _ask_soa(port, CATALOG)


def _ask_soa(port: int, zone: str) -> bytes:
    name = b"".join(bytes([len(label)]) + label.encode() for label in zone.split(".")) + b"\0"
    query = struct.pack(">HHHHHH", 4711, 0, 1, 0, 0, 0) + name + struct.pack(">HH", 6, 1)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as connection:
        connection.settimeout(TIMEOUT_SECONDS)
        connection.connect((HOST, port))
        connection.send(query)
        return connection.recv(4096)
