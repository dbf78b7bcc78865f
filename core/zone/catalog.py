"""The catalog zone (RFC 9432, schema version 2): its names, its first text, and its members read and compared."""

import hashlib
from collections.abc import Iterable, Mapping

import dns.name
import dns.rdata
import dns.rdtypes.ANY.PTR
import dns.rdtypes.ANY.TXT

from core.errors import Invalid
from core.zone.soa import Soa

SCHEMA_VERSION = "2"
# A catalog is for servers, never for resolvers, so no TTL is needed (RFC 9432 §4).
TTL = 0

_INVALID_NAME = "invalid."


def member_label(incarnation: str) -> str:
    """Return the label under which one incarnation of a zone is listed.

    Deleting a zone and creating it again gives another label, so consumers drop the old zone
    and its state before they take the new one (RFC 9432 §5.4).

    Args:
        incarnation: text that no other creation of any zone shares, e.g. an id never used again.
    """
    return hashlib.sha256(incarnation.encode()).hexdigest()[:32]


def version_owner(catalog: str) -> str:
    """Return the absolute owner of the version property (RFC 9432 §4.2.1)."""
    return f"version.{_apex(catalog)}"


def member_owner(catalog: str, label: str) -> str:
    """Return the absolute owner of a member's PTR record (RFC 9432 §4.1).

    Args:
        catalog: name of the catalog zone, with or without the final dot.
        label: as `member_label` made it.
    """
    return f"{label}.zones.{_apex(catalog)}"


def initial_catalog(catalog: str, serial: int = 1) -> str:
    """Return the master file of a catalog without members.

    A catalog must have NS records and they are never used, hence ``invalid.`` (RFC 9432 §4).

    Args:
        catalog: name of the catalog zone, with or without the final dot.
        serial: serial to start from; the primary counts on from it.
    """
    soa = Soa(_INVALID_NAME, _INVALID_NAME, serial, refresh=3600, retry=600, expire=2**31 - 2, minimum=TTL)
    return (
        f"$ORIGIN {_apex(catalog)}\n"
        f"@ {TTL} IN SOA {soa.rdata()}\n"
        f"@ {TTL} IN NS {_INVALID_NAME}\n"
        f'version {TTL} IN TXT "{SCHEMA_VERSION}"\n'
    )


def read_members(catalog: str, records: Iterable[tuple[dns.name.Name, dns.rdata.Rdata]]) -> dict[str, str]:
    """Return the member zones a catalog lists, as member label to zone name.

    Properties other than the version, and whatever else stands in the zone, are ignored (RFC 9432
    §4.2 and §5.1). Zone names are lower case, without the final dot, with special characters escaped:
    still somebody else's input.

    Args:
        catalog: name of the catalog zone, with or without the final dot.
        records: owner and rdata of every record of the zone in any order; a record may come twice,
            owners may be relative to the catalog.

    Raises:
        Invalid: the catalog is broken and must not be acted on (RFC 9432 §5.1): its version is missing,
            not single or not 2, a member has two PTR records, or a zone is listed twice.
    """
    apex = dns.name.from_text(_apex(catalog))
    versions: set[tuple[bytes, ...]] = set()
    targets: dict[str, set[dns.name.Name]] = {}
    version_name = dns.name.from_text("version", apex)
    zones_name = dns.name.from_text("zones", apex)
    for given_owner, rdata in records:
        owner = given_owner.derelativize(apex)
        if isinstance(rdata, dns.rdtypes.ANY.TXT.TXT) and owner == version_name:
            versions.add(rdata.strings)
        elif isinstance(rdata, dns.rdtypes.ANY.PTR.PTR) and _is_member(owner, zones_name):
            targets.setdefault(_label(owner), set()).add(rdata.target.derelativize(apex))
    _check_version(versions)
    return _single_targets(targets)


def difference(
    members_wanted: Mapping[str, str], members_found: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Return what to add to and what to remove from a catalog, each as member label to zone name.

    A label that lists another zone than wanted is in both.

    Args:
        members_wanted: member label to zone name, as they should be.
        members_found: the same as the catalog has it.
    """
    to_add = {label: zone for label, zone in members_wanted.items() if members_found.get(label) != zone}
    to_remove = {label: zone for label, zone in members_found.items() if members_wanted.get(label) != zone}
    return to_add, to_remove


def _apex(catalog: str) -> str:
    return catalog.rstrip(".") + "."


def _is_member(owner: dns.name.Name, zones_name: dns.name.Name) -> bool:
    # Deeper names are properties of a member (RFC 9432 §4.3), not members.
    return len(owner) == len(zones_name) + 1 and owner.parent() == zones_name


def _label(owner: dns.name.Name) -> str:
    return dns.name.Name(owner.labels[:1]).to_text().lower()


def _check_version(versions: set[tuple[bytes, ...]]) -> None:
    if len(versions) != 1:
        raise Invalid(f"broken catalog: {len(versions)} version records where one is needed")
    (strings,) = versions
    if strings != (SCHEMA_VERSION.encode(),):
        shown = b" ".join(strings).decode("ascii", "backslashreplace")[:40]
        raise Invalid(f"broken catalog: version {shown!r}, only {SCHEMA_VERSION!r} is understood")


def _single_targets(targets: Mapping[str, set[dns.name.Name]]) -> dict[str, str]:
    members: dict[str, str] = {}
    listed: dict[str, str] = {}
    for label, names in targets.items():
        if len(names) != 1:
            raise Invalid(f"broken catalog: member {label} has {len(names)} PTR records")
        zone = next(iter(names)).to_text(omit_final_dot=True).lower()
        if zone in listed:
            raise Invalid(f"broken catalog: {zone} is listed twice, as {listed[zone]} and {label}")
        members[label] = zone
        listed[zone] = label
    return members
