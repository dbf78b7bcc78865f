"""The catalog as the named beside us has it: whole (RFC 5936) or as the difference since a serial (RFC 1995)."""

import socket
import struct
import time
from collections.abc import Iterator
from dataclasses import dataclass

import dns.exception
import dns.message
import dns.name
import dns.rcode
import dns.rdata
import dns.rdataclass
import dns.rdatatype
import dns.rdtypes.ANY.SOA
import dns.rrset
import dns.tsig
import dns.tsigkeyring

from core.errors import TryLater
from publicdns.membership import Record


@dataclass(frozen=True)
class WholeCatalog:
    """Every record of the catalog, and its serial."""

    serial: int
    records: list[Record]


@dataclass(frozen=True)
class CatalogDelta:
    """The changed records in their order, each with whether it was added (or else deleted), and the new serial."""

    serial: int
    records: list[tuple[bool, Record]]


class CatalogSource:
    """The catalog zone on a name server, transferred over TCP with TSIG (RFC 8945, HMAC-SHA256).

    Args:
        address: the name server.
        port: its DNS port.
        catalog: name of the catalog zone.
        key_name: name of the TSIG key.
        secret: the key in base64.
        timeout: seconds for a whole transfer.
    """

    def __init__(
        self, address: str, port: int, catalog: dns.name.Name, *, key_name: str, secret: str, timeout: float = 60
    ) -> None:
        self._server = (address, port)
        self._catalog = catalog
        self._key_name = dns.name.from_text(key_name)
        self._keyring = dns.tsigkeyring.from_text({key_name: ("hmac-sha256", secret)})
        self._timeout = timeout

    def changes_since(self, serial: int | None) -> WholeCatalog | CatalogDelta | None:
        """Ask for what changed since a serial.

        Args:
            serial: of the catalog last acted on; None asks for everything.

        Returns:
            None when nothing changed; the whole catalog when the server has no difference to give.

        Raises:
            TryLater: the server could not be asked, refused, or sent what is not a transfer.
        """
        try:
            records = self._transfer(serial)
            new_serial = _serial(next(records)[1])
            if serial is not None and new_serial == serial:
                return None
            changes = _read(records, new_serial, serial)
            # One lone SOA: the server stands behind us, e.g. the primary was restored from a backup.
            return changes if changes is not None else self.changes_since(None)
        except (OSError, dns.exception.DNSException, StopIteration, ValueError, struct.error) as error:
            raise TryLater(f"the catalog cannot be transferred from named: {error!r}") from error

    def _transfer(self, serial: int | None) -> Iterator[Record]:
        """Yield the records of the answer one by one, through the closing SOA; every message is verified."""
        query = self._query(serial)
        deadline = time.monotonic() + self._timeout
        with socket.create_connection(self._server, timeout=self._timeout) as connection:
            wire = query.to_wire()
            connection.sendall(struct.pack("!H", len(wire)) + wire)
            context = None
            answered = _Answered(serial)
            while not answered.is_complete:
                connection.settimeout(max(0.01, deadline - time.monotonic()))
                message = self._receive(connection, query, context)
                context = message.tsig_ctx
                for rrset in message.answer:
                    for rdata in rrset:
                        answered.note(rdata)
                        yield rrset.name, rdata
            if not message.had_tsig:
                raise ValueError("the last message of the transfer is not signed")

    def _query(self, serial: int | None) -> dns.message.Message:
        kind = dns.rdatatype.AXFR if serial is None else dns.rdatatype.IXFR
        query = dns.message.make_query(self._catalog, kind)
        if serial is not None:
            query.authority.append(dns.rrset.from_rdata(self._catalog, 0, _soa(serial)))
        query.use_tsig(self._keyring, self._key_name)
        return query

    def _receive(
        self, connection: socket.socket, query: dns.message.Message, context: dns.tsig.HMACTSig | None
    ) -> dns.message.Message:
        (size,) = struct.unpack("!H", _read_exactly(connection, 2))
        message = dns.message.from_wire(
            _read_exactly(connection, size),
            keyring=query.keyring,
            request_mac=query.mac,
            xfr=True,
            tsig_ctx=context,
            multi=True,
            one_rr_per_rrset=True,
        )
        if message.rcode() != dns.rcode.NOERROR:
            raise ValueError(f"named answered {dns.rcode.to_text(message.rcode())}")
        if message.id != query.id or not message.answer:
            raise ValueError("named's answer is not a transfer")
        return message


class _Answered:
    """Finds the end of a transfer: where the SOA with the newest serial stands for the last time."""

    def __init__(self, asked_serial: int | None) -> None:
        self._asked = asked_serial
        self._newest: int | None = None
        self._is_incremental = False
        self._count = 0
        self._newest_seen = 0
        self.is_complete = False

    def note(self, rdata: dns.rdata.Rdata) -> None:
        """Take notice of the next record."""
        self._count += 1
        if not isinstance(rdata, dns.rdtypes.ANY.SOA.SOA):
            return
        if self._count == 1:
            self._newest = rdata.serial
            # RFC 1995 §2: nothing newer is answered by one SOA.
            self.is_complete = self._asked is not None and _is_not_newer(rdata.serial, self._asked)
            return
        if self._count == 2:
            self._is_incremental = rdata.serial == self._asked
        if rdata.serial == self._newest:
            self._newest_seen += 1
            # The last difference opens with the newest SOA and the transfer ends with it (RFC 1995 §4).
            self.is_complete = self._newest_seen == (2 if self._is_incremental else 1)


def _read(records: Iterator[Record], new_serial: int, serial: int | None) -> WholeCatalog | CatalogDelta | None:
    rest = list(records)
    if not rest:
        return None
    if serial is None or not _is_soa(rest[0]) or _serial(rest[0][1]) != serial:
        return WholeCatalog(new_serial, rest)
    changed: list[tuple[bool, Record]] = []
    is_added = True
    for record in rest[:-1]:
        if _is_soa(record):
            is_added = not is_added
        else:
            changed.append((is_added, record))
    return CatalogDelta(new_serial, changed)


def _soa(serial: int) -> dns.rdtypes.ANY.SOA.SOA:
    """Return a SOA that tells a serial and nothing else; reading text for it is dear."""
    root = dns.name.root
    return dns.rdtypes.ANY.SOA.SOA(  # type: ignore[no-untyped-call]
        dns.rdataclass.IN, dns.rdatatype.SOA, root, root, serial, 0, 0, 0, 0
    )


def _is_soa(record: Record) -> bool:
    return isinstance(record[1], dns.rdtypes.ANY.SOA.SOA)


def _serial(rdata: dns.rdata.Rdata) -> int:
    if not isinstance(rdata, dns.rdtypes.ANY.SOA.SOA):
        raise ValueError("a transfer opens with the SOA")  # noqa: TRY004 - what came over the wire, not a type of ours
    return int(rdata.serial)


def _is_not_newer(serial: int, than: int) -> bool:
    # RFC 1982 §3.2.
    distance: int = (than - serial) % 2**32
    return distance < 2**31


def _read_exactly(connection: socket.socket, size: int) -> bytes:
    received = b""
    while len(received) < size:
        part = connection.recv(size - len(received))
        if not part:
            raise ConnectionError("named closed the connection in the middle of a transfer")
        received += part
    return received
