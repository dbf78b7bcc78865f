"""The catalog zone on the hidden primary (RFC 9432): members are sent as updates (RFC 2136), signed by TSIG."""

import socket

import dns.exception
import dns.message
import dns.name
import dns.query
import dns.rcode
import dns.tsig
import dns.tsigkeyring
import dns.update
import dns.zone
from dns.rdatatype import PTR

from core.errors import TryLater
from core.settings import PrimarySettings
from core.zone.catalog import TTL, member_label, member_owner

TIMEOUT_SECONDS = 5.0
MEMBERS_PER_UPDATE = 500


class CatalogZone:
    """Tells the public servers which zones exist, over a connection that stays open; not thread-safe.

    Args:
        settings: where the hidden primary is, the name of the catalog and the key that may update it.
    """

    def __init__(self, settings: PrimarySettings) -> None:
        self._server = settings.dns
        self._catalog = settings.catalog
        self._connection: socket.socket | None = None
        self._key = dns.tsig.Key(settings.catalog_tsig_name, settings.catalog_tsig_secret, dns.tsig.HMAC_SHA256)

    def add(self, incarnation: int, zone: str) -> None:
        """List a zone; listing it again changes nothing.

        Raises:
            TryLater: the primary is away or refuses the update.
        """
        self.apply({member_label(str(incarnation)): zone}, {})

    def remove(self, incarnation: int, zone: str) -> None:
        """Take a zone off the list; taking it off again changes nothing.

        Raises:
            TryLater: the primary is away or refuses the update.
        """
        self.apply({}, {member_label(str(incarnation)): zone})

    def apply(self, to_add: dict[str, str], to_remove: dict[str, str]) -> None:
        """Change many members, each given as member label and zone name.

        Raises:
            TryLater: the primary is away or refuses an update; the ones before it are done.
        """
        removals = [(label, None) for label in to_remove]
        additions = list(to_add.items())
        changes: list[tuple[str, str | None]] = [*removals, *additions]
        for start in range(0, len(changes), MEMBERS_PER_UPDATE):
            self._send(changes[start : start + MEMBERS_PER_UPDATE])

    def members(self) -> dict[str, str]:
        """Return all members as member label to zone name.

        Raises:
            TryLater: the primary is away.
        """
        zone = dns.zone.Zone(self._catalog, relativize=False)
        query = dns.message.make_query(self._catalog, "AXFR")
        query.use_tsig(self._key)
        try:
            dns.query.inbound_xfr(
                self._server.host, zone, query, port=self._server.port, timeout=TIMEOUT_SECONDS, lifetime=60
            )
        except (dns.exception.DNSException, OSError, EOFError) as error:
            raise TryLater(f"The catalog cannot be read: {error}") from error
        # read without the checks of a consumer: a catalog that is broken for them is what there is to repair
        zones = dns.name.from_text(f"zones.{self._catalog}.")
        return {
            name.labels[0].decode(): rdata.to_text().removesuffix(".").lower()
            for name, _ttl, rdata in zone.iterate_rdatas(PTR)
            if name.parent() == zones
        }

    def _send(self, changes: list[tuple[str, str | None]]) -> None:
        update = dns.update.UpdateMessage(self._catalog, keyring=self._key)
        for label, zone in changes:
            owner = member_owner(self._catalog, label)
            if zone is None:
                update.delete(owner)
            else:
                update.replace(owner, TTL, PTR, f"{zone}.")
        try:
            answer = self._ask(update)
        except (dns.exception.DNSException, OSError, EOFError) as error:
            raise TryLater(f"The catalog cannot be updated: {error}") from error
        if answer.rcode() != dns.rcode.NOERROR:
            raise TryLater(f"The catalog was not updated: {dns.rcode.to_text(answer.rcode())}")

    def _ask(self, update: dns.update.UpdateMessage) -> dns.message.Message:
        if self._connection is not None:
            try:
                return self._ask_once(update, self._connection)
            except (OSError, EOFError):
                # the primary closes what is idle for half a minute, and everything when it is stopped
                self._close()
        self._connection = socket.create_connection((self._server.host, self._server.port), TIMEOUT_SECONDS)
        self._connection.setblocking(False)
        return self._ask_once(update, self._connection)

    def _ask_once(self, update: dns.update.UpdateMessage, connection: socket.socket) -> dns.message.Message:
        try:
            return dns.query.tcp(update, self._server.host, timeout=TIMEOUT_SECONDS, sock=connection)
        except BaseException:
            # what comes late would be taken for the answer to the next update
            self._close()
            raise

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = None
