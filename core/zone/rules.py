"""Which records may stand beside which, and what a zone must have: what is refused before a name server sees it."""

from collections.abc import Iterable

from core.errors import Invalid
from core.zone.entry import Entry
from core.zone.names import to_unicode
from core.zone.rdata.record_data import PRIORITY_TYPES
from core.zone.ttls import parse_ttl, rrset_ttl
from core.zone.zone_check import ZoneCheck, check_zone

__all__ = [
    "Entry",
    "ZoneCheck",
    "check_zone",
    "coexistence_error",
    "parse_priority",
    "parse_ttl",
    "rrset_ttl",
]

# RFC 7344 §4.1 and RFC 7477 §2: what a child tells its parent stands at the child's apex.
_APEX_ONLY = frozenset({"CDS", "CDNSKEY", "CSYNC"})
# RFC 4592 §4.2 and §4.4, RFC 4034 §5: undefined or meaningless under a wildcard.
_NOT_WILDCARD = frozenset({"NS", "DS", "DNAME"})
# BIND refuses a zone with more than a hundred of either (CVE-2024-1737); the signer adds types of its own.
MOST_RECORDS_OF_A_TYPE = 100
MOST_TYPES_OF_AN_OWNER = 90
# An RRset has to fit into one answer of 65535 octets together with its signatures.
LONGEST_RRSET = 64000
# More than the fields before the data, and what an address or number takes beyond the length of its text.
_RECORD_OVERHEAD = 16
_DELETION = {"CDS": "0 0 0 00", "CDNSKEY": "0 3 0 AA=="}


def parse_priority(value: object, record_type: str) -> int | None:
    """Read a priority from JSON.

    Args:
        value: a whole number or digits; None, `""` and, for types without priority, 0 stand for none.
        record_type: upper-case mnemonic.

    Returns:
        0..65535 for the types that have one, else None.

    Raises:
        Invalid: missing where it is needed, given where there is none, or no such number.
    """
    if isinstance(value, str):
        value = value.strip()
    if record_type not in PRIORITY_TYPES:
        if value in (None, "", "0") or (value == 0 and not isinstance(value, bool)):
            return None
        raise Invalid(f"Priority should not be set for records of type: {record_type}")
    if value is None or value == "":
        raise Invalid(f"Records of {record_type} require a priority.")
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 10:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise Invalid("Priority must be numeric.")
    if not 0 <= value <= 65535:
        raise Invalid("Priority must be a number from 0 to 65535.")
    return value


def coexistence_error(candidate: Entry, others: Iterable[Entry], zone: str) -> str | None:
    """Say why a record cannot stand at its owner.

    Args:
        candidate: the record to be stored.
        others: the other enabled records of the same owner.
        zone: stored name of the zone.

    Returns:
        One sentence, None when nothing is against it.
    """
    beside = list(others)
    name = to_unicode(candidate.owner) or to_unicode(zone)
    for rule in (_place_error, _cname_error, _dname_error, _duplicate_error, _crowd_error):
        reason = rule(candidate, beside, name)
        if reason:
            return reason
    return None


def _place_error(candidate: Entry, _: list[Entry], name: str) -> str | None:
    """Look at the owner alone: the apex, a wildcard, or neither."""
    record_type, at_apex = candidate.type, candidate.owner == ""
    if at_apex and record_type == "CNAME":
        return f"Can't have CNAME at domain root: {name}"
    if at_apex and record_type == "DS":
        return f"A DS record belongs into the parent zone, not to the domain root: {name}"
    if not at_apex and record_type in _APEX_ONLY:
        return f"{record_type} records can only be at the domain root, not at: {name}"
    if candidate.owner.startswith("*") and record_type in _NOT_WILDCARD:
        return f"{record_type} records can't be at a wildcard: {name}"
    if candidate.content != _DELETION.get(record_type, candidate.content):
        # A key that the zone is not signed with makes the name server refuse the whole zone (RFC 7344 §4.1).
        return f"{record_type} records are made by the signer; only {_DELETION[record_type]} can be set by hand."
    return None


def _cname_error(candidate: Entry, beside: list[Entry], name: str) -> str | None:
    """Keep a CNAME alone (RFC 1034 §3.6.2)."""
    if candidate.type == "CNAME" and beside:
        return f"Can't have CNAME and other records: {name}"
    if any(other.type == "CNAME" for other in beside):
        return f"There already exists a CNAME for this record: {name}"
    return None


def _dname_error(candidate: Entry, beside: list[Entry], name: str) -> str | None:
    """Keep a DNAME single, and apart from a delegation (RFC 6672 §2.3 and §2.4)."""
    types = {other.type for other in beside}
    if candidate.type == "DNAME" and "DNAME" in types:
        return f"There already exists a DNAME for this record: {name}"
    if candidate.owner and {candidate.type} | types >= {"DNAME", "NS"}:
        return f"Can't have DNAME and NS: {name}"
    return None


def _duplicate_error(candidate: Entry, beside: list[Entry], name: str) -> str | None:
    same = (candidate.type, candidate.content, candidate.priority)
    if any((other.type, other.content, other.priority) == same for other in beside):
        return f"This record already exists: {name} {candidate.type}"
    return None


def _crowd_error(candidate: Entry, beside: list[Entry], name: str) -> str | None:
    """Keep an owner within what a name server can load and answer."""
    types = {candidate.type, *(other.type for other in beside)}
    if len(types) > MOST_TYPES_OF_AN_OWNER:
        return f"There can't be more than {MOST_TYPES_OF_AN_OWNER} record types at: {name}"
    rrset = [candidate, *(other for other in beside if other.type == candidate.type)]
    if len(rrset) > MOST_RECORDS_OF_A_TYPE:
        return f"There can't be more than {MOST_RECORDS_OF_A_TYPE} {candidate.type} records at: {name}"
    if sum(len(entry.content.encode()) + _RECORD_OVERHEAD for entry in rrset) > LONGEST_RRSET:
        return f"All {candidate.type} records together are longer than {LONGEST_RRSET} octets at: {name}"
    return None
