"""What the regex and the scope of a key come to; the narrower of all limits holds."""

import ipaddress
from dataclasses import dataclass
from functools import lru_cache

from pydantic import ValidationError

from api.key_limits.names import OwnerPattern, ZonePattern
from api.key_limits.patterns import Pattern
from api.key_limits.scope import ACME_NAMES, ACME_TYPES, Network, Scope
from core.errors import Invalid
from core.zone.names import absolute, to_unicode

# expressions that mean every record (API 1.0 §6.2)
UNLIMITED = frozenset({"", ".*", ".* .*"})

WRITING = frozenset({"domains_write", "user_write"})


@dataclass(frozen=True, slots=True)
class KeyLimits:
    """The limits of one key; a limit that is None does not narrow it.

    Attributes:
        expression: the record regex without its outer signs, None for none.
        pattern: what it matches.
        zones: the zones there are for the key.
        owners: lists of owners; a record has to be in every one of them.
        types: the record types it may change.
        networks: where it may be used from.
        permissions: all it may have; None for those of its flags and its user.
        reads_only: whether it may change nothing.
    """

    expression: str | None = None
    pattern: Pattern | None = None
    zones: tuple[ZonePattern, ...] | None = None
    owners: tuple[tuple[OwnerPattern, ...], ...] = ()
    types: frozenset[str] | None = None
    networks: tuple[Network, ...] | None = None
    permissions: frozenset[str] | None = None
    reads_only: bool = False

    @property
    def are_of_records(self) -> bool:
        """Whether only some of the records of a zone may be changed."""
        return self.pattern is not None or bool(self.owners) or self.types is not None

    def narrow(self, access: frozenset[str]) -> frozenset[str]:
        """Return the permissions that are left of some."""
        left = access if self.permissions is None else access & self.permissions
        return left - WRITING if self.reads_only else left

    def allow_zone(self, zone: str) -> bool:
        """Tell whether there is a zone (in stored form) for the key."""
        return self.zones is None or any(pattern.matches(zone) for pattern in self.zones)

    def allow_address(self, address: str | None) -> bool:
        """Tell whether the key may be used from an address."""
        if self.networks is None:
            return True
        try:
            found = ipaddress.ip_address(address or "")
        except ValueError:
            return False
        if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is not None:
            found = found.ipv4_mapped
        return any(found in network for network in self.networks)

    def refusal(self, record_type: str, owner: str, zone: str) -> str | None:
        """Say why a record may not be created, changed or deleted; None when it may.

        Args:
            record_type: its type.
            owner: its name relative to the zone, in stored form.
            zone: the zone's name in stored form.
        """
        if not self.allow_zone(zone):
            return f"it may not change the zone {to_unicode(zone)}"
        if self.types is not None and record_type not in self.types:
            return f"it may only change records of type {', '.join(sorted(self.types))}"
        if not all(any(pattern.matches(owner, zone) for pattern in patterns) for patterns in self.owners):
            allowed = sorted({to_unicode(str(pattern)) for patterns in self.owners for pattern in patterns})
            return f"it may only change the names {', '.join(allowed)}"
        if self.pattern is not None and not self.pattern.matches(subject(record_type, owner, zone)):
            return f"its record regex is {self.expression}"
        return None


def subject(record_type: str, owner: str, zone: str) -> str:
    """Return what a record regex is matched against (API 1.0 §6.2): the type and the full name in Unicode."""
    return f"{record_type} {to_unicode(absolute(owner, zone))}"


def expression_of(record_regex: str | None) -> str | None:
    """Return a record regex without its outer signs, None when it does not limit anything."""
    expression = (record_regex or "").lstrip("/^").rstrip("$/")
    return None if expression in UNLIMITED else expression


def check_regex(record_regex: str | None) -> None:
    """Make sure a record regex can be used.

    Raises:
        Invalid: it is none, or uses what is not supported.
    """
    expression = expression_of(record_regex)
    if expression is None:
        return
    try:
        Pattern(expression)
    except Invalid as refusal:
        raise Invalid(f"The record regex cannot be used: {refusal.message}.") from refusal


@lru_cache(maxsize=1024)
def limits_of(record_regex: str | None, scope_text: str | None) -> KeyLimits | None:
    """Return the limits of a key as it is stored, None when it has none.

    Raises:
        Invalid: they cannot be read, so the key must not be used at all.
    """
    expression = expression_of(record_regex)
    if expression is None and scope_text is None:
        return None
    try:
        scope = Scope.model_validate_json(scope_text) if scope_text is not None else Scope()
    except ValidationError as error:
        raise Invalid("The scope of this key cannot be read.") from error
    return limits_of_scope(scope, expression)


def limits_of_scope(scope: Scope, expression: str | None) -> KeyLimits:
    """Return the limits a scope and an expression without outer signs come to."""
    is_acme = scope.kind == "acme"
    owners = [scope.names] if scope.names is not None else []
    types = ACME_TYPES if is_acme else scope.types
    if is_acme:
        owners.append(ACME_NAMES)
    return KeyLimits(
        expression=expression,
        pattern=Pattern(expression) if expression is not None else None,
        zones=tuple(map(ZonePattern.parse, scope.zones)) if scope.zones is not None else None,
        owners=tuple(tuple(OwnerPattern.parse(name) for name in names) for names in owners),
        types=frozenset(types) if types is not None else None,
        networks=tuple(map(ipaddress.ip_network, scope.networks)) if scope.networks is not None else None,
        permissions=frozenset({"domains_write"}) if is_acme else None,
        reads_only=scope.access == "read",
    )
