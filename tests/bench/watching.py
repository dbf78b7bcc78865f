"""The public servers asked without a pause until all of them give the new answer."""

import secrets
import socket
import time
from collections.abc import Iterable, Sequence

import dns.message

PAUSE_SECONDS = 0.0005
ANSWER_SECONDS = 0.25
OCTETS = 4096


def new_token() -> str:
    """Return a text no answer has held before."""
    return f"v{secrets.token_hex(8)}"


class PublicWatch:
    """One connected UDP socket per public server; not thread-safe.

    Args:
        ports: of the public servers, on the loopback.
    """

    def __init__(self, ports: Iterable[int]) -> None:
        self._sockets = [_connected(port) for port in ports]

    def until_text(self, owner: str, token: str, seconds: float = 60.0) -> float:
        """Wait until every server answers with a text; returns when the last one did (`time.perf_counter`).

        Args:
            owner: of the TXT record.
            token: the text; it is looked for in the octets of the answer.
            seconds: how long to wait.

        Raises:
            TimeoutError: some server did not in time.
        """
        return self._until(dns.message.make_query(owner, "TXT").to_wire(), token.encode(), owner, seconds)

    def until_zone(self, zone: str, seconds: float = 60.0) -> float:
        """Wait until every server answers with the SOA of a zone; see `until_text`."""
        return self._until(dns.message.make_query(zone, "SOA", flags=0).to_wire(), None, zone, seconds)

    def _until(self, query: bytes, token: bytes | None, what: str, seconds: float) -> float:
        deadline = time.perf_counter() + seconds
        pending: Sequence[socket.socket] = self._sockets
        while True:
            query_id = secrets.token_bytes(2)
            for server in pending:
                server.send(query_id + query[2:])
            pending = [server for server in pending if not _is_new(_answer(server, query_id), token)]
            now = time.perf_counter()
            if not pending:
                return now
            if now > deadline:
                raise TimeoutError(f"{len(pending)} public servers do not give the new answer for {what}")
            time.sleep(PAUSE_SECONDS)


def _connected(port: int) -> socket.socket:
    connection = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    connection.connect(("127.0.0.1", port))
    connection.settimeout(ANSWER_SECONDS)
    return connection


def _answer(server: socket.socket, query_id: bytes) -> bytes:
    """Return the answer to this query, empty if there is none; answers to earlier ones are dropped."""
    try:
        while True:
            octets = server.recv(OCTETS)
            if octets[:2] == query_id:
                return octets
    except OSError:
        return b""


def _is_new(answer: bytes, token: bytes | None) -> bool:
    if token is not None:
        return token in answer
    # NOERROR, authoritative, and something in the answer section (RFC 1035 section 4.1.1)
    return len(answer) >= 12 and answer[3] & 0x0F == 0 and bool(answer[2] & 0x04) and answer[6:8] != b"\0\0"
