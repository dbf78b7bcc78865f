"""The shortest way there is: a zone signed on the same hidden primary, changed by UPDATE (RFC 2136) without us.

The public servers are given such a zone over their control channels: a member of the catalog that is not in our
tables would be taken off it by the next repair.
"""

import socket
import time
from collections.abc import Sequence
from pathlib import Path

import dns.exception
import dns.message
import dns.query
import dns.rcode
import dns.tsig
import dns.update
from dns.rdata import Rdata
from dns.rdatatype import DNSKEY, RdataType

from core.rndc import Rndc
from core.settings import PublicServer
from tests.bench.client import new_name
from tests.bench.platform import Platform
from tests.bench.watching import PublicWatch, new_token
from worker.signing_state import SIGNING_STATE, is_fully_signed
from worker.zone_file import shard_of

SIGNING_SECONDS = 900.0
UPDATE_SECONDS = 30.0
LATE_ZONES = 20
LATE_PAUSE_SECONDS = 0.01
PUBLIC_CLAUSE = '{{ type secondary; primaries {{ "zonehost-primary"; }}; file "{name}.floor"; }};'


class FloorServers:
    """Zones on all name servers of a platform, made without it; one per thread."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._primary = platform.rndc_of_primary()
        self._public = platform.rndc_of_public()

    def add_to_primary(self, name: str, owners: Sequence[str] = ("probe",), size: int = 25) -> None:
        """Have the hidden primary sign a zone of this many records that may be changed by UPDATE."""
        file = f"zones/{shard_of(name)}/{name}.floor"
        path = Path(self._platform.primary.directory) / file
        path.write_text(zone_text(name, owners, size), encoding="utf-8")
        path.chmod(0o644)
        key = self._platform.primary.catalog_tsig_name
        _order(
            self._primary,
            f'addzone {name} {{ type primary; file "{file}"; inline-signing yes; dnssec-policy "zonehost-default"; '
            f'key-directory "keys/{shard_of(name)}"; allow-update {{ key "{key}"; }}; }};',
        )

    def add_to_public(self, name: str) -> None:
        """Have every public server transfer a zone."""
        for server in self._public.values():
            _order(server, f"addzone {name} {PUBLIC_CLAUSE.format(name=name)}")

    def remove(self, name: str, *, from_public: bool = True) -> None:
        """Remove a zone again."""
        for server in self._public.values() if from_public else ():
            _order(server, f"delzone -clean {name}")
        _order(self._primary, f"delzone -clean {name}")

    def zone(self, size: int = 25, owners: Sequence[str] = ("probe",)) -> "FloorZone":
        """Make a zone and wait until it is signed and every public server has it."""
        name = new_name()
        self.add_to_primary(name, owners, size)
        self.add_to_public(name)
        wait_until_signed(self._platform, [name])
        return FloorZone(self._platform, name)


class FloorZone:
    """A zone that is changed by UPDATE; one per thread.

    Args:
        platform: whose hidden primary holds it.
        name: of the zone.
    """

    def __init__(self, platform: Platform, name: str) -> None:
        primary = platform.primary
        self.name = name
        self._key = dns.tsig.Key(primary.catalog_tsig_name, primary.catalog_tsig_secret, dns.tsig.HMAC_SHA256)
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.connect((primary.dns.host, primary.dns.port))
        self._socket.settimeout(UPDATE_SECONDS)

    def set_text(self, owner: str, text: str) -> float:
        """Change a TXT record; returns when the UPDATE was sent (`time.perf_counter`).

        Raises:
            RuntimeError: it was refused.
        """
        update = dns.update.UpdateMessage(self.name, keyring=self._key)
        update.replace(f"{owner}.{self.name}.", 60, "TXT", f'"{text}"')
        wire = update.to_wire()
        sent_at = time.perf_counter()
        self._socket.send(wire)
        rcode = self._socket.recv(4096)[3] & 0x0F
        if rcode != dns.rcode.NOERROR:
            raise RuntimeError(f"UPDATE of {self.name}: {dns.rcode.to_text(dns.rcode.Rcode(rcode))}")
        return sent_at

    def measure(self, watch: PublicWatch) -> float:
        """Return the milliseconds from sending an UPDATE until every public server answers the new value."""
        token = new_token()
        sent_at = self.set_text("probe", token)
        return (watch.until_text(f"probe.{self.name}", token) - sent_at) * 1000


def zone_text(name: str, owners: Sequence[str], size: int) -> str:
    """Return a master file with two NS, a TXT for each owner, and addresses up to this many records."""
    lines = [
        f"$ORIGIN {name}.",
        "$TTL 300",
        "@ IN SOA ns1.zonehost.example. hostmaster.zonehost.example. 1 86400 7200 2419200 60",
        "@ IN NS ns1.zonehost.example.",
        "@ IN NS ns2.zonehost.example.",
        *(f'{owner} 60 IN TXT "first"' for owner in owners),
    ]
    addresses = range(size - 2 - len(owners))
    lines += [f"host{number} IN A 192.0.{number >> 8 & 255}.{number & 255}" for number in addresses]
    return "\n".join(lines) + "\n"


def wait_until_signed(platform: Platform, zones: Sequence[str], seconds: float = SIGNING_SECONDS) -> float:
    """Wait until every public server serves zones with every record signed; returns when (`time.perf_counter`).

    Looks only at the first few that are late, and again after a pause, because what it burns the zones lack.

    Raises:
        TimeoutError: some zone was not in time.
    """
    servers = platform.settings.public_servers
    deadline = time.perf_counter() + seconds
    waiting = list(zones)
    while waiting:
        asked, rest = waiting[:LATE_ZONES], waiting[LATE_ZONES:]
        late = [zone for zone in asked if not all(_is_signed(server, zone) for server in servers)]
        waiting = late + rest
        if time.perf_counter() > deadline:
            raise TimeoutError(f"{len(waiting)} zones are not signed everywhere within {seconds} s: {waiting[:3]}")
        if late:
            time.sleep(LATE_PAUSE_SECONDS)
    return time.perf_counter()


def _is_signed(server: PublicServer, zone: str) -> bool:
    """Tell whether a public server serves a zone whose signing is over."""
    found: dict[RdataType, list[Rdata]] = {}
    for rdtype in (DNSKEY, SIGNING_STATE):
        query = dns.message.make_query(zone, rdtype)
        try:
            answer = dns.query.udp(query, server.address.host, port=server.address.port, timeout=2)
        except dns.exception.Timeout:
            return False
        found[rdtype] = [rdata for rrset in answer.answer if rrset.rdtype == rdtype for rdata in rrset]
    return bool(found[DNSKEY]) and is_fully_signed(found[SIGNING_STATE])


def _order(server: Rndc, command: str) -> None:
    answer = server.call(command)
    if answer.result:
        raise RuntimeError(f"{command[:100]}: {answer.error} {answer.text}")
