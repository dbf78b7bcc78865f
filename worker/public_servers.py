"""How the public name servers are asked what they serve: many zones at once, without waiting for the silent ones."""

import secrets
import select
import socket
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import dns.exception
import dns.flags
import dns.message
import dns.rcode
from dns.rdatatype import SOA, RdataType

from core.settings import PublicServer
from worker.signing_state import SIGNING_STATE, is_fully_signed

# how long a round waits for answers; on a good day they take a millisecond
ROUND_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class Question:
    """A zone to ask about, and whether it matters that its first signing has come to an end."""

    zone: str
    ask_signing: bool


@dataclass(slots=True)
class Answer:
    """What one server said of one zone: its serial, and whether every record is signed (None: not asked)."""

    serial: int | None = None
    fully_signed: bool | None = None


class PublicServers:
    """Asks all public servers about many zones in one round of UDP queries.

    Args:
        servers: whom to ask.
    """

    def __init__(self, servers: Sequence[PublicServer]) -> None:
        self.servers = tuple(servers)

    def ask(self, questions: Iterable[Question]) -> dict[tuple[str, str], Answer]:
        """Ask every server every question.

        Returns:
            answers by (server name, zone); what did not come within a round is missing.
        """
        wanted = list(questions)
        answers: dict[tuple[str, str], Answer] = {}
        exchanges = [_Exchange(server, wanted) for server in self.servers]
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

    def __init__(self, server: PublicServer, questions: Sequence[Question]) -> None:
        self._server = server.name
        family = socket.AF_INET6 if ":" in server.address.host else socket.AF_INET
        self.socket = socket.socket(family, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK)
        # connected, so that only this server's datagrams are taken and a refusal is noticed
        self.socket.connect((server.address.host, server.address.port))
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 * 1024 * 1024)
        self.pending: dict[int, tuple[str, RdataType]] = {}
        for question in questions:
            self._send(question.zone, SOA)
            if question.ask_signing:
                self._send(question.zone, SIGNING_STATE)

    def _send(self, zone: str, rdtype: RdataType) -> None:
        query_id = secrets.randbits(16)
        while query_id in self.pending:
            query_id = secrets.randbits(16)
        query = dns.message.make_query(zone, rdtype, id=query_id, flags=0)
        try:
            self.socket.send(query.to_wire())
        except OSError:
            return
        self.pending[query_id] = (zone, rdtype)

    def receive(self, answers: dict[tuple[str, str], Answer]) -> None:
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
            question = self.pending.pop(message.id, None)
            if question is not None:
                zone, rdtype = question
                _read(message, rdtype, answers.setdefault((self._server, zone), Answer()))


def _read(message: dns.message.Message, rdtype: RdataType, answer: Answer) -> None:
    if message.rcode() != dns.rcode.NOERROR or not message.flags & dns.flags.AA:
        return
    rdatas = [rdata for rrset in message.answer if rrset.rdtype == rdtype for rdata in rrset]
    if rdtype == SOA:
        answer.serial = rdatas[0].serial if rdatas else None
    else:
        answer.fully_signed = is_fully_signed(rdatas)
