"""A real Knot DNS that interprets a catalog, for tests: a child process on a free loopback port."""

import subprocess
from pathlib import Path

from tests.catalog_primary import CATALOG, TRANSFER_KEY, CatalogPrimary
from tests.named_server import NamedServer, free_port
from tests.waiting import until

KNOTD = "/usr/sbin/knotd"


class KnotServer(NamedServer):
    """Follows a catalog primary; asked like a named, controlled by nothing but its configuration.

    Args:
        directory: an empty directory of this server.
        port: its DNS port.
    """

    def __init__(self, directory: Path, port: int | None = None) -> None:
        super().__init__(directory, port=port or free_port())

    def start_following(self, primary: CatalogPrimary) -> "KnotServer":
        """Write the configuration, start knotd and wait until it answers."""
        config = self.write("knot.conf", self._knot_config(primary))
        with (self.directory / "knot.log").open("ab") as log:
            self.process = subprocess.Popen([KNOTD, "-c", str(config)], stdout=log, stderr=log)
        until(lambda: self.ask("."), f"knotd answers on port {self.port}")
        return self

    def _knot_config(self, primary: CatalogPrimary) -> str:
        return f"""
server:
    listen: 127.0.0.1@{self.port}
    rundir: {self.directory}
database:
    storage: {self.directory}
log:
  - target: stderr
    any: info
key:
  - id: {TRANSFER_KEY}
    algorithm: hmac-sha256
    secret: {primary.transfer_secret}
remote:
  - id: primary
    address: 127.0.0.1@{primary.port}
    key: {TRANSFER_KEY}
acl:
  - id: notify
    address: 127.0.0.1
    action: notify
template:
  - id: default
    storage: {self.directory}
  - id: member
    master: primary
    acl: notify
zone:
  - domain: {CATALOG}
    master: primary
    acl: notify
    catalog-role: interpret
    catalog-template: member
"""
