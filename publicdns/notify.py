"""The doorbell: a loopback UDP port that hears NOTIFY for the catalog (RFC 1996) and answers it."""

import contextlib
import os
import selectors
import signal
import socket
from types import FrameType

import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.opcode
import dns.rcode
import dns.rdatatype


class Doorbell:
    """Waits for NOTIFY and for the signal to stop.

    Args:
        address: where to listen; a loopback address, for nobody but the named beside us rings.
        port: the UDP port named's `also-notify` names.
        catalog: the one zone NOTIFY is taken for.

    Raises:
        OSError: the port is taken.
    """

    def __init__(self, address: str, port: int, catalog: dns.name.Name) -> None:
        self._catalog = catalog
        self._socket = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind((address, port))
        self._socket.setblocking(False)
        self._wake_read, self._wake_write = os.pipe()
        os.set_blocking(self._wake_write, False)
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._socket, selectors.EVENT_READ)
        self._selector.register(self._wake_read, selectors.EVENT_READ)
        self.is_stopping = False

    def stop_on_signals(self) -> None:
        """Let SIGTERM and SIGINT end the waiting; the default comes back, so a second signal stops at once."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)

    def wait(self, seconds: float) -> bool:
        """Wait until it rings, a signal asks to stop, or the time is over; answer every NOTIFY that came.

        Args:
            seconds: how long at most.

        Returns:
            whether it rang for the catalog.
        """
        if self.is_stopping:
            return False
        self._selector.select(max(0.0, seconds))
        has_rung = False
        while True:
            try:
                wire, sender = self._socket.recvfrom(65_535)
            except BlockingIOError:
                return has_rung
            except OSError:
                # An earlier answer could not be delivered (ICMP); the next datagram is fine.
                continue
            has_rung = self._answer(wire, sender) or has_rung

    def close(self) -> None:
        """Give up the port."""
        self._selector.close()
        self._socket.close()
        os.close(self._wake_read)
        os.close(self._wake_write)

    def _answer(self, wire: bytes, sender: tuple[str, int]) -> bool:
        try:
            query = dns.message.from_wire(wire)
        except (dns.exception.DNSException, ValueError):
            return False
        if query.opcode() != dns.opcode.NOTIFY or query.flags & dns.flags.QR:
            return False
        is_ours = (
            len(query.question) == 1
            and query.question[0].name == self._catalog
            and query.question[0].rdtype == dns.rdatatype.SOA
        )
        # RFC 1996 §4.7: the answer repeats the question, with QR and AA set.
        answer = dns.message.make_response(query)
        answer.flags |= dns.flags.AA
        answer.set_rcode(dns.rcode.NOERROR if is_ours else dns.rcode.NOTAUTH)
        with contextlib.suppress(OSError):
            self._socket.sendto(answer.to_wire(), sender)
        return is_ours

    def _stop(self, number: int, _frame: FrameType | None) -> None:
        self.is_stopping = True
        signal.signal(number, signal.SIG_DFL)
        os.write(self._wake_write, b"\0")
