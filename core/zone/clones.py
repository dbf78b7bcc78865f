"""Clones (RRCLONE, API 1.0 §12): which records they ask for, which of them can stand where the clone stands."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from core.errors import Invalid
from core.zone.entry import Entry
from core.zone.names import absolute, is_within, relative, to_unicode
from core.zone.rdata.clone import CLONE
from core.zone.rules import coexistence_error

# as many records as an import may hold: a few clones of a long list must not make a zone without end
MOST_COPIES = 200_000

PUBLIC_PREFIX = "$public-"

# gives the enabled records at a relative owner, clones among them or not
Lookup = Callable[[str], Iterable[Entry]]


@dataclass(frozen=True, slots=True)
class Clone:
    """One RRCLONE record.

    Attributes:
        owner: relative to its zone.
        ttl: of the copies in seconds; 0 for the TTL of what is copied.
        types: the types asked for; empty for all.
        target: the stored absolute name whose records are copied.
    """

    owner: str
    ttl: int
    types: frozenset[str]
    target: str

    def takes(self, entry: Entry) -> bool:
        """Tell whether it asks for a record at its target; clones of clones are not followed."""
        return entry.type != CLONE and (not self.types or entry.type in self.types)


def read_clone(owner: str, ttl: int, content: str) -> Clone:
    """Return what canonical content, or the presentation form of it, asks for."""
    types, _, target = content.rpartition(" ")
    return Clone(owner, ttl, frozenset(filter(None, types.strip("()").split(","))), target.removesuffix("."))


def is_private(target: str) -> bool:
    """Tell whether records of a name may be copied only by a zone the same people write to."""
    return target.startswith("$") and not target.startswith(PUBLIC_PREFIX)


def own_records(clone: Clone, zone: str, lookup: Lookup) -> list[Entry]:
    """Return the records in the clone's own zone it asks for; where there are any, no other zone is looked at."""
    if not is_within(clone.target, zone):
        return []
    return [entry for entry in lookup(relative(clone.target, zone)) if clone.takes(entry)]


def expand_clones(
    zone: str, clones: Iterable[Clone], lookup: Lookup, elsewhere: Mapping[str, Sequence[Entry]]
) -> dict[Clone, list[Entry]]:
    """Return the copies each clone makes.

    A copy that cannot stand beside the records of its owner is left out, so that whoever changes a record that is
    copied cannot make the zone of somebody else fail; and what is there already is not repeated.

    Args:
        zone: stored name of the zone the clones are in.
        clones: the enabled ones, in the order in which they are heard.
        lookup: gives the enabled records of a relative owner.
        elsewhere: by target, the records found in the zone that holds it, if the clone may copy from there.

    Raises:
        Invalid: they make more records than a zone may hold.
    """
    beside: dict[str, list[Entry]] = {}
    made: dict[Clone, list[Entry]] = {}
    total = 0
    for clone in clones:
        if clone in made:
            continue
        sources = own_records(clone, zone, lookup) or filter(clone.takes, elsewhere.get(clone.target, ()))
        others = beside.setdefault(clone.owner, [entry for entry in lookup(clone.owner) if entry.type != CLONE])
        copies = made[clone] = []
        for source in sources:
            copy = replace(source, owner=clone.owner, ttl=clone.ttl or source.ttl)
            if coexistence_error(copy, others, zone) is None:
                others.append(copy)
                copies.append(copy)
        total += len(copies)
        if total > MOST_COPIES:
            raise Invalid(f"The RRCLONE records of {to_unicode(zone)} make more than {MOST_COPIES} records.")
    return made


def nothing_inherited(clone: Clone, zone: str) -> str:
    """Return the warning about a clone that finds nothing to copy."""
    return f"{absolute(clone.owner, zone)} inherits no valid target records."


def expansion_changes(clone: Clone, owner: str, removed: Collection[Entry], added: Collection[Entry]) -> bool:
    """Tell whether a change of the zone a clone copies from changes its copies.

    Args:
        clone: the clone.
        owner: its target, relative to that zone.
        removed: enabled records that are no longer there, or not like this.
        added: enabled records that are there now.
    """

    def copied(entries: Collection[Entry]) -> list[tuple[str, str, int, int]]:
        return sorted(
            (entry.type, entry.content, entry.priority or 0, clone.ttl or entry.ttl)
            for entry in entries
            if entry.owner == owner and clone.takes(entry)
        )

    return copied(removed) != copied(added)
