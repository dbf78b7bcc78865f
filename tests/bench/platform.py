"""The platform that is measured, and what a measurement needs of it."""

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from core.rndc import Rndc
from core.settings import Reader, WorkerSettings
from orchestration.local import environments
from orchestration.local.layout import PUBLIC_SERVERS, REPOSITORY
from tests.bench.client import Client
from tests.bench.watching import PublicWatch
from tests.stack import Stack
from worker.catalog_zone import CatalogZone

LIVE_PAUSE_SECONDS = 0.1
RNDC_SECONDS = 120


class Platform:
    """A running platform with a client and a watch for the main thread.

    Args:
        stack: it is up.
        is_quick: few samples are wanted.
    """

    def __init__(self, stack: Stack, *, is_quick: bool) -> None:
        self.stack = stack
        self.is_quick = is_quick
        reader = Reader(environments.of_worker(stack.layout))
        self.settings = WorkerSettings.read(reader)
        reader.finish()
        self.primary = self.settings.primary
        self.catalog = CatalogZone(self.primary)
        self.client = self.new_client()
        self.watch = self.new_watch()

    def samples(self, usual: int, quick: int) -> int:
        """Return how many samples to take."""
        return quick if self.is_quick else usual

    def new_client(self) -> Client:
        """Return a client with a connection of its own, for another thread."""
        return Client(self.stack.info["api"]["url"], self.sign_in)

    def new_watch(self) -> PublicWatch:
        """Return a watch of its own for another thread."""
        return PublicWatch(self.stack.public_ports.values())

    @property
    def sign_in(self) -> dict[str, str]:
        """The headers that sign in."""
        user = self.stack.info["user"]
        return {"X-API-User": user["email"], "X-API-Key": user["api_key"]}

    def rndc_of_primary(self) -> Rndc:
        """Return a control connection to the hidden primary."""
        control = self.primary.control
        return Rndc(control.host, control.port, self.primary.rndc_secret, RNDC_SECONDS)

    def rndc_of_public(self) -> dict[str, Rndc]:
        """Return a control connection to each public server, by its name."""
        layout = self.stack.layout
        return {
            name: Rndc("127.0.0.1", layout.ports[f"{name}_control"], layout.secret(f"{name}_rndc"), RNDC_SECONDS)
            for name in PUBLIC_SERVERS
        }

    def status(self, zone: str) -> dict[str, Any]:
        """Return what the API says of a zone."""
        status: dict[str, Any] = self.client.request("GET", f"domains/{zone}/status")
        return status

    def wait_until_live(self, zone: str, seconds: float = 900.0) -> None:
        """Wait until the API calls a zone live.

        Raises:
            TimeoutError: it did not in time.
        """
        deadline = time.perf_counter() + seconds
        while (status := self.status(zone))["state"] != "live":
            if time.perf_counter() > deadline:
                raise TimeoutError(f"{zone} is not live within {seconds} s: {status}")
            time.sleep(LIVE_PAUSE_SECONDS)


def machine() -> dict[str, object]:
    """Return what the figures depend on."""
    return {"cores": len(os.sched_getaffinity(0)), "load_before": [round(load, 2) for load in os.getloadavg()]}


def fresh_stack(state: Path) -> Stack:
    """Bring up a platform that remembers nothing."""
    command = [sys.executable, "-m", "orchestration.local", "reset", "--state", str(state)]
    subprocess.run(command, cwd=REPOSITORY, capture_output=True, check=True, timeout=300)
    stack = Stack(state)
    stack.up()
    return stack
