"""Contents of records, good and bad, with what must become of them; used against the rules and through the API."""

from tests.record_tables import hosts, others, security, services, texts
from tests.record_tables.case import Case

__all__ = ["CASES", "Case"]

CASES: tuple[Case, ...] = (
    *hosts.ADDRESSES,
    *hosts.NAMES,
    *hosts.MAIL,
    *texts.TEXTS,
    *services.SERVICES,
    *services.AUTHORITIES,
    *security.KEYS,
    *security.FINGERPRINTS,
    *others.OTHERS,
    *texts.UNKNOWN,
)
