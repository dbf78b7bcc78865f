"""The job that reads which keys a zone is signed with, for what its owner has to tell the registrar."""

from typing import Literal

import dns.exception
import dns.flags
import dns.message
import dns.query
import dns.rcode
import dns.tsig
from dns.rdatatype import CDS, DNSKEY, RdataType
from dns.rrset import RRset
from sqlalchemy import Engine, bindparam, select
from sqlalchemy.dialects.mysql import Insert, insert

from core import logs
from core.errors import TryLater
from core.jobs import ReadDs
from core.models import Domain, ZoneKeys
from core.settings import PrimarySettings
from worker.job_record import JobRecord, now_milliseconds

TIMEOUT_SECONDS = 5.0

# made once: SQLAlchemy takes longer to recognise an equal statement than to run it
READ_SIGNED = select(Domain.live_name).where(
    Domain.id == bindparam("domain_id"),
    Domain.live_name.is_not(None),
    Domain.published_serial.is_not(None),
    Domain.dnssec_policy != "none",
)


log = logs.get()


def _note_keys() -> Insert:
    statement = insert(ZoneKeys)
    new = statement.inserted
    return statement.on_duplicate_key_update(ttl=new.ttl, dnskeys=new.dnskeys, cds=new.cds, read_at=new.read_at)


NOTE_KEYS = _note_keys()


class KeyReader:
    """Asks the hidden primary for the keys of zones, and notes them.

    Args:
        engine: the database.
        settings: where the primary answers DNS, and a key it knows.
    """

    def __init__(self, engine: Engine, settings: PrimarySettings) -> None:
        self._engine = engine
        self._server = settings.dns
        self._key = dns.tsig.Key(settings.catalog_tsig_name, settings.catalog_tsig_secret, dns.tsig.HMAC_SHA256)

    def read_ds(self, job: ReadDs) -> None:
        """Note the keys of a zone; while the primary is away they stay as they are, and the sweep asks again."""
        try:
            self.read_keys(job.domain_id)
        except TryLater as refusal:
            log.warning("keys_not_read", domain_id=job.domain_id, error=refusal.message)

    def read_by_hand(self, job: ReadDs) -> None:
        """Do the same, and write down what came of it."""
        record = JobRecord(ReadDs.NAME, job.domain_id)
        try:
            count = self.read_keys(job.domain_id)
        except TryLater as refusal:
            self._finish(record, "error", f"ERROR: {refusal.message}")
        else:
            self._finish(record, "finished", f"OK: {count} DNSKEY records" if count else "OK: the zone shows no keys")

    def read_keys(self, domain_id: int) -> int:
        """Note the keys of a zone; one that is not published, not signed, or not signed yet is left as it is.

        Returns:
            how many DNSKEY records were noted.

        Raises:
            TryLater: the primary does not answer.
        """
        with self._engine.connect() as connection:
            zone = connection.execute(READ_SIGNED, {"domain_id": domain_id}).scalar()
        keys = self._ask(zone, DNSKEY) if zone is not None else None
        if zone is None or keys is None:
            return 0
        # sorted, so that the same keys are the same text
        noted = {
            "domain_id": domain_id,
            "ttl": keys.ttl,
            "dnskeys": _lines(keys),
            "cds": _lines(self._ask(zone, CDS)),
            "read_at": now_milliseconds(),
        }
        with self._engine.begin() as connection:
            connection.execute(NOTE_KEYS, noted)
        return len(keys)

    def _finish(self, record: JobRecord, state: Literal["finished", "error"], result: str) -> None:
        record.say(result)
        with self._engine.begin() as connection:
            record.finish(connection, state, result)

    def _ask(self, zone: str, rdtype: RdataType) -> RRset | None:
        """Return the records of a type at the apex, None if there are none.

        Raises:
            TryLater: the primary does not answer, or not with authority: it may still be loading the zone.
        """
        query = dns.message.make_query(zone, rdtype, flags=0)
        query.use_tsig(self._key)
        try:
            answer, _used_tcp = dns.query.udp_with_fallback(
                query, self._server.host, port=self._server.port, timeout=TIMEOUT_SECONDS
            )
        except (dns.exception.DNSException, OSError, EOFError) as error:
            raise TryLater(f"The name server does not answer: {error}") from error
        if answer.rcode() != dns.rcode.NOERROR or not answer.flags & dns.flags.AA:
            raise TryLater(f"The name server does not know the zone: {dns.rcode.to_text(answer.rcode())}")
        return next((rrset for rrset in answer.answer if rrset.rdtype == rdtype), None)


def _lines(rrset: RRset | None) -> str:
    return "\n".join(sorted(rdata.to_text() for rdata in rrset or ()))
