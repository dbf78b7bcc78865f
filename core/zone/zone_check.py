"""The check of a whole zone after a change, done around the owners that were touched and without a subprocess."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from core.zone.entry import Entry
from core.zone.names import absolute, ancestors, is_within, relative
from core.zone.ttls import rrset_ttl

Lookup = Callable[[str], Sequence[Entry]]

_NO_ADDRESS = "has no address records (A or AAAA)"

_ADDRESSES = frozenset({"A", "AAAA"})
# Served, or used as glue, at the owner of a delegation.
_AT_A_CUT = frozenset({"NS", "DS", *_ADDRESSES})
# RFC 1123 §2.1: what these belong to is a host, and hosts have no underscores.

_HOST_OWNED = frozenset({"A", "AAAA", "MX"})


@dataclass(frozen=True, slots=True)
class ZoneCheck:
    """What a zone check found.

    Attributes:
        errors: reasons not to publish the zone.
        warnings: what its owner should look at.
    """

    errors: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def check_zone(
    zone: str,
    touched: Iterable[str],
    lookup: Lookup,
    below: Callable[[str], Sequence[str]] | None = None,
    pointing_at: Callable[[str], Sequence[Entry]] | None = None,
) -> ZoneCheck:
    """Check a zone around the owners a change touched.

    What a name server refuses to load is an error. The apex is always looked at.

    Args:
        zone: stored name of the zone.
        touched: relative owners of the records that were added, changed or removed.
        lookup: gives the enabled records of a relative owner; asked once for each.
        below: gives some relative owners of enabled records below a relative owner. With it, a new DNAME or
            delegation above existing records is noticed too, and names that exist only by what is below them.
        pointing_at: gives the enabled NS, MX and SRV records whose target is an absolute stored name. With it,
            a target that lost its address is noticed too.
    """
    check = _Check(zone, lookup, below or _nothing_known)
    owners = dict.fromkeys(["", *(owner for owner in touched if not is_template(owner))])
    for owner in owners:
        check.owner(owner)
        if check.has(owner, "DNAME", "NS"):
            for child in check.below(owner):
                check.position(child)
        if pointing_at:
            for entry in pointing_at(absolute(owner, zone)):
                check.target(entry)
    return ZoneCheck(list(dict.fromkeys(check.errors)), list(dict.fromkeys(check.warnings)))


def is_template(owner: str) -> bool:
    """Tell whether an owner is a template, whose records are cloned elsewhere and never published."""
    return owner.startswith("$")


class _Check:
    """One run over one zone: what was asked and what was found."""

    def __init__(self, zone: str, lookup: Lookup, below: Callable[[str], Sequence[str]]) -> None:
        self.zone = zone
        self.below = below
        self.errors: list[str] = []
        self.warnings: list[str] = []
        self._lookup = lookup
        self._known: dict[str, Sequence[Entry]] = {}

    def entries(self, owner: str) -> Sequence[Entry]:
        if owner not in self._known:
            self._known[owner] = self._lookup(owner)
        return self._known[owner]

    def has(self, owner: str, *types: str) -> bool:
        return any(entry.type in types for entry in self.entries(owner))

    def owner(self, owner: str) -> None:
        """Check what stands at one owner, where it stands, and what it points at."""
        if owner == "" and not self.has("", "NS"):
            self.errors.append(f"zone {self.zone}/IN: has no NS records")
        if self.has(owner, "DS") and not self.has(owner, "NS"):
            self.errors.append(f"{absolute(owner, self.zone)}/DS has no NS records beside it")
        if "_" in owner and self.has(owner, *_HOST_OWNED):
            self.warnings.append(f"{absolute(owner, self.zone)}: bad owner name (check-names)")
        self.position(owner)
        self.ttls(owner)
        for entry in self.entries(owner):
            self.target(entry)

    def position(self, owner: str) -> None:
        """Check an owner against the DNAME or delegation above it, and against a delegation at itself."""
        entries = self.entries(owner)
        name = absolute(owner, self.zone)
        if owner and self.has(owner, "NS"):
            for hidden in sorted({entry.type for entry in entries} - _AT_A_CUT):
                self.warnings.append(f"{name}/{hidden} stands at a delegation and is not served")
        above, kind = self.cut_above(owner)
        if not entries or kind is None:
            return
        upper = absolute(above, self.zone)
        if kind == "DNAME":
            self.errors.append(f"{name} is below the DNAME {upper} (illegal)")
        elif any(entry.type not in _ADDRESSES for entry in entries):
            self.warnings.append(f"{name} is below the delegation {upper} and is not served")

    def cut_above(self, owner: str) -> tuple[str, str | None]:
        """Return the highest DNAME or delegation strictly above an owner, and which of the two it is."""
        if owner == "":
            return "", None
        for above in ["", *reversed(ancestors(owner))]:
            if self.has(above, "DNAME"):
                return above, "DNAME"
            if above and self.has(above, "NS"):
                return above, "NS"
        return "", None

    def ttls(self, owner: str) -> None:
        """Warn where records of one RRset disagree about its TTL."""
        by_type: dict[str, set[int]] = {}
        for entry in self.entries(owner):
            by_type.setdefault(entry.type, set()).add(entry.ttl)
        for record_type, ttls in by_type.items():
            if len(ttls) > 1:
                name = absolute(owner, self.zone)
                self.warnings.append(f"{name}/{record_type}: TTL set to the smallest of the set ({rrset_ttl(ttls)})")

    def target(self, entry: Entry) -> None:
        """Check that what an NS, MX or SRV record of this zone points at in this zone has an address."""
        if entry.type not in ("NS", "MX", "SRV") or is_template(entry.owner) or self.is_hidden(entry):
            return
        target = entry.content.rpartition(" ")[2]
        if not is_within(target, self.zone):
            return
        fault = self.target_fault(relative(target, self.zone), entry)
        if fault:
            source = "" if (entry.type, entry.owner) == ("NS", "") else f"{absolute(entry.owner, self.zone)}/"
            refused = self.is_error(entry, fault)
            line = f"zone {self.zone}/IN: {source}{entry.type} '{target}' {fault}"
            (self.errors if refused else self.warnings).append(line)

    def is_hidden(self, entry: Entry) -> bool:
        """Tell whether a record is never served because a DNAME or delegation stands before it."""
        at_a_cut = entry.owner != "" and entry.type != "NS" and self.has(entry.owner, "NS")
        return at_a_cut or self.cut_above(entry.owner)[1] is not None

    def is_error(self, entry: Entry, fault: str) -> bool:
        """Tell what keeps a zone from loading, or mail from arriving, from what is only doubtful."""
        return (entry.type, entry.owner) == ("NS", "") or (entry.type == "MX" and fault == _NO_ADDRESS)

    def target_fault(self, target: str, entry: Entry) -> str | None:
        """Say what is wrong with a target in this zone, in the words of named-checkzone."""
        above, kind = self.cut_above(target)
        if kind == "DNAME":
            return f"is below a DNAME '{absolute(above, self.zone)}' (illegal)"
        if self.has(target, *_ADDRESSES):
            return None
        if kind == "NS" or (target and self.has(target, "NS")):
            return self.glue_fault(above or target, entry)
        if self.has(target, "CNAME"):
            return "is a CNAME (illegal)"
        # A server of the zone itself needs an address of its own: `below` may not be there to prove that the
        # wildcard applies, and a name server would refuse the zone.
        if (entry.type, entry.owner) != ("NS", "") and self.wildcard_has_address(target):
            return None
        return _NO_ADDRESS

    def glue_fault(self, cut: str, entry: Entry) -> str | None:
        """A name server of the very zone it serves cannot be found without glue (RFC 9471 §2)."""
        if entry.type == "NS" and cut == entry.owner:
            return "has no REQUIRED GLUE address records (A or AAAA)"
        return None

    def wildcard_has_address(self, target: str) -> bool:
        """Tell whether a wildcard gives an owner that does not exist an address (RFC 4592 §3.3)."""
        if self.exists(target):
            return False
        for encloser in [*ancestors(target), ""]:
            wildcard = f"*.{encloser}" if encloser else "*"
            if self.entries(wildcard):
                return self.has(wildcard, *_ADDRESSES)
            if encloser and self.exists(encloser):
                return False
        return False

    def exists(self, owner: str) -> bool:
        """Tell whether a name has records or names below it, which keeps wildcards away (RFC 4592 §2.2.2)."""
        return bool(self.entries(owner) or self.below(owner))


def _nothing_known(_: str) -> Sequence[str]:
    return ()
