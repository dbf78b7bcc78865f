"""The hidden primary of catalog tests: a real named whose catalog is changed by TSIG UPDATE."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import dns.name
import dns.query
import dns.rcode
import dns.tsigkeyring
import dns.update

from core.zone.catalog import initial_catalog, member_owner
from tests.named_server import NamedServer, new_secret

CATALOG = "catalog.zonehost.test"
TRANSFER_KEY = "public-transfer"
UPDATE_KEY = "catalog-update"
ZONE = '$TTL 60\n@ SOA ns.example. host.example. {serial} 3600 60 86400 60\n@ NS ns.example.\n@ TXT "{text}"\n'


class CatalogPrimary(NamedServer):
    """A primary with the catalog zone and as many member zones as the test writes.

    Args:
        directory: as for `NamedServer`.
        secondary_ports: DNS ports on the loopback that are told of changes.
    """

    def __init__(self, directory: Path, secondary_ports: Sequence[int]) -> None:
        self.transfer_secret = new_secret()
        self.update_secret = new_secret()
        targets = " ".join(f"127.0.0.1 port {port};" for port in secondary_ports)
        super().__init__(
            directory,
            options=f"""notify-delay 0; notify-rate 10000; startup-notify-rate 10000; serial-query-rate 10000;
              transfers-out 1000; tcp-clients 2000; notify explicit; also-notify {{ {targets} }};
              allow-transfer {{ key "{TRANSFER_KEY}"; }}; allow-new-zones yes;""",
            config=f"""
key "{TRANSFER_KEY}" {{ algorithm hmac-sha256; secret "{self.transfer_secret}"; }};
key "{UPDATE_KEY}" {{ algorithm hmac-sha256; secret "{self.update_secret}"; }};
zone "{CATALOG}" {{ type primary; file "catalog.db"; allow-update {{ key "{UPDATE_KEY}"; }}; }};
""",
        )
        self.write("catalog.db", initial_catalog(CATALOG))

    def create_zones(self, zones: Iterable[str], text: str = "first") -> None:
        """Serve zones with one TXT record each; they are not in the catalog yet."""
        for zone in zones:
            file = f"zones/{zone}.{text}.db"
            self.write(file, ZONE.format(serial=1, text=text))
            answer = self.rndc.call(f'addzone "{zone}" {{ type primary; file "{file}"; }};')
            assert answer.result == 0, answer

    def update(self, added: dict[str, str] | None = None, removed: Sequence[str] = ()) -> None:
        """Change the catalog in one UPDATE: members to add, label to zone, and labels to remove."""
        update = self.new_update()
        for label in removed:
            update.delete(member_owner(CATALOG, label), "PTR")
        for label, zone in (added or {}).items():
            update.add(member_owner(CATALOG, label), 0, "PTR", f"{zone}.")
        self.send(update)

    def send(self, update: dns.update.UpdateMessage) -> None:
        """Send an UPDATE message of the test's own."""
        answer = dns.query.tcp(update, self.address, port=self.port, timeout=20)
        assert answer.rcode() == dns.rcode.NOERROR, answer

    def new_update(self) -> dns.update.UpdateMessage:
        """Give an empty, signed UPDATE for the catalog."""
        keyring = dns.tsigkeyring.from_text({UPDATE_KEY: ("hmac-sha256", self.update_secret)})
        return dns.update.UpdateMessage(CATALOG, keyring=keyring, keyname=dns.name.from_text(UPDATE_KEY))
