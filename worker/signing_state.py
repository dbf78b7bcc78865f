"""How far a zone is signed, read from the private records in which named keeps the state of its signing.

BIND 9 ARM, "sig-signing-type": type 65534 at the apex. Five octets are one key: algorithm, tag (2), being removed,
complete. What begins with 0 is an NSEC3 chain that is still being built.
"""

from collections.abc import Iterable

import dns.exception
import dns.message
import dns.query
import dns.tsig
from dns.rdata import Rdata
from dns.rdatatype import DNSKEY, RdataType

from core.errors import TryLater
from core.settings import PrimarySettings

SIGNING_STATE = RdataType.make(65534)

TIMEOUT_SECONDS = 5.0


def is_fully_signed(states: Iterable[Rdata]) -> bool:
    """Tell whether signing is over, from all private records of the apex."""
    wires = [state.to_wire() or b"" for state in states]
    keys = [wire for wire in wires if len(wire) == 5 and wire[0]]
    return all(wire[4] for wire in keys) and not any(wire[:1] == b"\0" for wire in wires)


class SigningState:
    """Asks the hidden primary how far it has signed a zone.

    Args:
        settings: where it answers DNS, and a key it knows.
    """

    def __init__(self, settings: PrimarySettings) -> None:
        self._server = settings.dns
        self._key = dns.tsig.Key(settings.catalog_tsig_name, settings.catalog_tsig_secret, dns.tsig.HMAC_SHA256)

    def is_complete(self, zone: str) -> bool:
        """Tell whether every record of a zone is signed.

        A zone without a key has not begun; one without private records is signed, and named has tidied them up.

        Raises:
            TryLater: the primary does not answer.
        """
        states = self._ask(zone, SIGNING_STATE)
        return is_fully_signed(states) if states else bool(self._ask(zone, DNSKEY))

    def _ask(self, zone: str, rdtype: RdataType) -> list[Rdata]:
        query = dns.message.make_query(zone, rdtype)
        query.use_tsig(self._key)
        try:
            answer = dns.query.udp(query, self._server.host, port=self._server.port, timeout=TIMEOUT_SECONDS)
        except (dns.exception.DNSException, OSError) as error:
            raise TryLater(f"The name server does not answer: {error}") from error
        return [rdata for rrset in answer.answer if rrset.rdtype == rdtype for rdata in rrset]
