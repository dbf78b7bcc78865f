"""How the public name servers are asked what they serve: many zones at once, without waiting for the silent ones."""

import secrets
import select
import socket
import time
from collections.abc import Sequence

from core.settings import PublicServer
from worker.soa_question import NotAnAnswer, id_of, serial_in, soa_question

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
        self.pending: dict[int, tuple[str, bytes]] = {}
        for zone in zones:
            self._send(zone)

    def _send(self, zone: str) -> None:
        query_id = secrets.randbits(16)
        while query_id in self.pending:
            query_id = secrets.randbits(16)
        question = soa_question(query_id, zone)
        try:
            self.socket.send(question)
        except OSError:
            return
        self.pending[query_id] = zone, question

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
                query_id = id_of(wire)
                if query_id in self.pending:
                    zone, question = self.pending[query_id]
                    answers[self._server, zone] = serial_in(wire, question)
                    del self.pending[query_id]
            except NotAnAnswer:
                continue
