"""A public server for tests: named as the rendered configuration has it, and the sync service as a process."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from publicdns.health import HEALTH_FILE
from publicdns.render_config import make_zone_directories, write_config
from publicdns.settings import server_settings
from tests.catalog_primary import CATALOG, TRANSFER_KEY, CatalogPrimary
from tests.named_server import NamedServer, free_port
from tests.waiting import until

REPOSITORY = Path(__file__).parent.parent


class PublicServer(NamedServer):
    """A secondary of a catalog primary.

    Args:
        directory: an empty directory of this server.
        settings: environment variables beyond the usual ones, without their prefix.
    """

    def __init__(self, directory: Path, **settings: str) -> None:
        super().__init__(directory)
        self.state_directory = directory / "state"
        self.service: subprocess.Popen[bytes] | None = None
        self.service_log = directory / "service.log"
        self.variables = {
            "CATALOG": CATALOG,
            "LISTEN_ADDRESSES": self.address,
            "LISTEN_PORT": str(self.port),
            "SERVER_DIRECTORY": str(directory),
            "STATE_DIRECTORY": str(self.state_directory),
            "RNDC_PORT": str(self.rndc_port),
            "STATISTICS_PORT": str(free_port()),
            "NOTIFY_PORT": str(free_port()),
            "POLL_SECONDS": "10",
            **settings,
        }

    @property
    def environment(self) -> dict[str, str]:
        """The environment of the service."""
        variables = {**self.variables, "RNDC_SECRET": self.rndc_secret}
        return os.environ | {f"PUBLICDNS_{name}": value for name, value in variables.items()}

    def start_following(self, primary: CatalogPrimary) -> "PublicServer":
        """Render the configuration and start named."""
        self.variables |= {
            "PRIMARY_ADDRESS": primary.address,
            "PRIMARY_PORT": str(primary.port),
            "TSIG_NAME": TRANSFER_KEY,
            "TSIG_SECRET": primary.transfer_secret,
        }
        self.directory.mkdir(parents=True, exist_ok=True)
        make_zone_directories(self.directory)
        write_config(server_settings(self.environment), self.directory / "named.conf")
        self.start(self.directory / "named.conf")
        return self

    def start_service(self) -> None:
        """Start the sync service."""
        with self.service_log.open("ab") as log:
            self.service = subprocess.Popen(
                [sys.executable, "-m", "publicdns"], cwd=REPOSITORY, env=self.environment, stdout=log, stderr=log
            )

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run one of the service's commands, such as `allow-removal 12`."""
        return subprocess.run(
            [sys.executable, "-m", "publicdns", *words],
            cwd=REPOSITORY,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def end_service(self, *, hard: bool = False) -> int:
        """End the service by SIGTERM or SIGKILL and give its exit status."""
        if self.service is None:
            return 0
        if hard:
            self.service.kill()
        else:
            self.service.terminate()
        status = self.service.wait(timeout=30)
        self.service = None
        return status

    def health(self) -> dict[str, Any]:
        """Give what the service last said of itself; empty before its first word."""
        try:
            shown: dict[str, Any] = json.loads((self.state_directory / HEALTH_FILE).read_text())
        except FileNotFoundError:
            return {}
        return shown

    def events(self) -> list[dict[str, Any]]:
        """Give every line the service logged."""
        return [json.loads(line) for line in self.service_log.read_text().splitlines()]

    def has_agreed(self, serial: int) -> bool:
        """Tell whether the service has acted on a serial of the catalog without an error."""
        health = self.health()
        return bool(health) and health["serial"] == serial and not health["last_error"]

    def agrees_with(self, primary: CatalogPrimary, seconds: float = 30) -> None:
        """Wait until the service has acted on the primary's present catalog."""
        serial = primary.serial(CATALOG)
        assert serial is not None
        try:
            until(lambda: self.has_agreed(serial), f"agreement at {serial}", seconds)
        except AssertionError as error:
            raise AssertionError(f"{error}; the service says {self.health()}") from None

    def close(self) -> None:
        """End both."""
        self.end_service()
        self.stop()
