"""InfluxDB 1.x for tests: a child process on free loopback ports, its data in a directory of the test."""

from pathlib import Path

import requests

from tests.daemons import Daemon
from tests.named_server import free_port


class InfluxDb(Daemon):
    """An InfluxDB with one database, `zonehost`."""

    def is_well(self) -> bool:
        """Tell whether it answers."""
        try:
            return requests.get(f"{self.url}/ping", timeout=2).status_code == 204
        except requests.RequestException:
            return False

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def create_database(self) -> None:
        """Make the database values are stored in."""
        requests.post(f"{self.url}/query", params={"q": "CREATE DATABASE zonehost"}, timeout=30).raise_for_status()


def influxdb_server(directory: Path) -> InfluxDb:
    """Give an InfluxDB; not started."""
    port = free_port()
    config = directory / "influxdb.conf"
    config.write_text(
        f"""reporting-disabled = true
bind-address = "127.0.0.1:{free_port()}"
[meta]
dir = "{directory}/meta"
[data]
dir = "{directory}/data"
wal-dir = "{directory}/wal"
[http]
bind-address = "127.0.0.1:{port}"
log-enabled = false
""",
        encoding="utf-8",
    )
    return InfluxDb(["/usr/bin/influxd", "-config", str(config)], directory, port)
