"""The members of the catalog as last accepted, and what a delta makes of them (RFC 9432)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import dns.name
import dns.rdata
import dns.rdatatype
import dns.rdtypes.ANY.PTR

from core.errors import Invalid

Record = tuple[dns.name.Name, dns.rdata.Rdata]


class WholeNeededError(Exception):
    """The delta touches more than members; the catalog has to be read whole and checked anew."""


@dataclass(frozen=True)
class MemberDelta:
    """Members that went and that came, each as member label to zone name; a changed member is in both."""

    removed: Mapping[str, str]
    added: Mapping[str, str]


def member_delta(
    catalog: dns.name.Name, members: Mapping[str, str], records: Iterable[tuple[bool, Record]]
) -> MemberDelta:
    """Give what a catalog's changed records mean for its members; the work grows with the change, not the catalog.

    Args:
        catalog: the apex.
        members: label to zone name, before the change.
        records: in the order of the transfer: whether the record was added (or else deleted), and the record.

    Raises:
        WholeNeededError: the version changed.
        Invalid: a member is left with two PTR records (RFC 9432 §4.1).
    """
    touched: dict[str, set[str]] = {}
    for is_added, (owner, rdata) in records:
        label = _member_label(catalog, owner)
        if label is None or not isinstance(rdata, dns.rdtypes.ANY.PTR.PTR):
            if owner == dns.name.from_text("version", catalog):
                raise WholeNeededError
            continue
        zones = touched.setdefault(label, {members[label]} if label in members else set())
        zone = rdata.target.to_text(omit_final_dot=True).lower()
        if is_added:
            zones.add(zone)
        else:
            zones.discard(zone)
    return _netted(members, touched)


def _netted(members: Mapping[str, str], touched: Mapping[str, set[str]]) -> MemberDelta:
    removed: dict[str, str] = {}
    added: dict[str, str] = {}
    for label, zones in touched.items():
        if len(zones) > 1:
            raise Invalid(f"broken catalog: member {label} has {len(zones)} PTR records")
        before, after = members.get(label), next(iter(zones), None)
        if before == after:
            continue
        if before is not None:
            removed[label] = before
        if after is not None:
            added[label] = after
    return MemberDelta(removed, added)


def _member_label(catalog: dns.name.Name, owner: dns.name.Name) -> str | None:
    # <label>.zones.<catalog>; deeper names are properties of a member (RFC 9432 §4.3).
    if len(owner) != len(catalog) + 2 or not owner.is_subdomain(catalog) or owner.labels[1].lower() != b"zones":
        return None
    return dns.name.Name(owner.labels[:1]).to_text().lower()


class Membership:
    """The members by label and, beside it, by zone: a zone is listed once (RFC 9432 §5.1)."""

    def __init__(self, members: Mapping[str, str]) -> None:
        self.by_label = dict(members)
        self.by_zone = {zone: label for label, zone in members.items()}

    def check(self, delta: MemberDelta) -> None:
        """Refuse a delta that would list a zone twice.

        Raises:
            Invalid: so the catalog is broken (RFC 9432 §5.1).
        """
        listed: dict[str, str] = {}
        for label, zone in delta.added.items():
            other = listed.get(zone) or self.by_zone.get(zone)
            if other is not None and other not in delta.removed:
                raise Invalid(f"broken catalog: {zone} is listed twice, as {other} and {label}")
            listed[zone] = label

    def apply(self, delta: MemberDelta) -> None:
        """Take over a delta that was checked."""
        for label, zone in delta.removed.items():
            del self.by_label[label]
            self.by_zone.pop(zone, None)
        for label, zone in delta.added.items():
            self.by_label[label] = zone
            self.by_zone[zone] = label
