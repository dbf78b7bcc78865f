"""How the public name servers are asked what they serve: many zones at once, without waiting for the silent ones."""

import secrets
import select
import socket
import time
from collections.abc import Sequence

import dns.exception
import dns.flags
import dns.message
import dns.rcode
from dns.rdatatype import SOA

from core.settings import PublicServer

# how long a round waits for answers; on a good day they take a millisecond
ROUND_SECONDS = 0.2


Answers = dict[tuple[str, str], int | None]


class PublicServers:
    """Asks all public servers about many zones in one round of UDP queries.

    Args:
        servers: whom to ask.
    """

    def __init__(self, servers: Sequence[PublicServer]) -> None:
        self.servers = tuple(servers)

    def ask(self, zones: Sequence[str]) -> Answers:
        """Ask every server for the serial of every zone.

        Returns:
            the serial by (server name, zone), None where a server does not serve the zone; what did not come within a
            round is missing.
        """
        answers: Answers = {}
        exchanges = [_Exchange(server, zones) for server in self.servers]
        try:
            deadline = time.monotonic() + ROUND_SECONDS
            while (open_ones := [exchange for exchange in exchanges if exchange.pending]) and (
                left := deadline - time.monotonic()
            ) > 0:
                readable, _, _ = select.select([exchange.socket for exchange in open_ones], [], [], left)
                for exchange in open_ones:
                    if exchange.socket in readable:
                        exchange.receive(answers)
        finally:
            for exchange in exchanges:
                exchange.socket.close()
        return answers


class _Exchange:
    """The queries under way to one server."""

    def __init__(self, server: PublicServer, zones: Sequence[str]) -> None:
        self._server = server.name
        family = socket.AF_INET6 if ":" in server.address.host else socket.AF_INET
        self.socket = socket.socket(family, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK)
        # connected, so that only this server's datagrams are taken and a refusal is noticed
        self.socket.connect((server.address.host, server.address.port))
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 * 1024 * 1024)
        self.pending: dict[int, str] = {}
        for zone in zones:
            self._send(zone)

    def _send(self, zone: str) -> None:
        query_id = secrets.randbits(16)
        while query_id in self.pending:
            query_id = secrets.randbits(16)
        query = dns.message.make_query(zone, SOA, id=query_id, flags=0)
        try:
            self.socket.send(query.to_wire())
        except OSError:
            return
        self.pending[query_id] = zone

    def receive(self, answers: Answers) -> None:
        """Take in whatever has arrived."""
        while True:
            try:
                wire = self.socket.recv(4096)
            except BlockingIOError:
                return
            except OSError:
                # nobody listens there
                self.pending.clear()
                return
            try:
                message = dns.message.from_wire(wire, ignore_trailing=True)
            except dns.exception.DNSException:
                continue
            zone = self.pending.pop(message.id, None)
            if zone is not None:
                answers[self._server, zone] = _serial(message)


def _serial(message: dns.message.Message) -> int | None:
    """Return the serial an answer tells with authority."""
    if message.rcode() != dns.rcode.NOERROR or not message.flags & dns.flags.AA:
        return None
    return next((rdata.serial for rrset in message.answer if rrset.rdtype == SOA for rdata in rrset), None)
