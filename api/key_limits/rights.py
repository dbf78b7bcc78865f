"""What a key may do, compared with another: a key never makes one that may do more than itself."""

from dataclasses import dataclass, field

from api.actor import Actor, KeyInUse
from api.key_limits.denials import ChangeDenied
from api.key_limits.limits import KeyLimits, expression_of, limits_of_scope
from api.key_limits.scope import Network, Scope
from core.models import ApiKey, DomainKey

NO_LIMITS = KeyLimits()


@dataclass(frozen=True, slots=True)
class KeyRights:
    """Everything that decides what a key may do.

    Attributes:
        flags: the permissions it is given: `domains_read` and the like.
        has_admin_features: whether it may use the permissions of an administrator.
        record_regex: the records it may change, as it was sent; None for all.
        scope: what narrows it further.
        expires_at: Unix milliseconds, None for never.
        unused_days: after how many days without use it is worth nothing, None for never.
    """

    flags: frozenset[str] = frozenset()
    has_admin_features: bool = False
    record_regex: str | None = None
    scope: Scope = field(default_factory=Scope)
    expires_at: int | None = None
    unused_days: int | None = None

    @property
    def limits(self) -> KeyLimits:
        """What regex and scope come to."""
        return limits_of_scope(self.scope, expression_of(self.record_regex))


def rights_of_row(key: ApiKey | DomainKey, flags: frozenset[str], has_admin_features: bool = False) -> KeyRights:
    """Return the rights of a stored key."""
    return KeyRights(
        flags=flags,
        has_admin_features=has_admin_features,
        record_regex=key.record_regex,
        scope=scope_of(key.scope),
        expires_at=key.expires_at,
        unused_days=key.unused_days,
    )


def scope_of(text: str | None) -> Scope:
    """Return a scope as it is stored."""
    return Scope.model_validate_json(text) if text is not None else Scope()


def check_within_own(actor: Actor, wanted: KeyRights, masked_key: str) -> None:
    """Make sure the key somebody signed in with may do all that another key may do.

    It holds as well for somebody in whose name an administrator acts by a key.

    Args:
        actor: who makes, changes or deletes the other key; without a key of their own everything is allowed.
        wanted: the rights of the other key.
        masked_key: what is shown of the other key, for the audit log; empty for one that is yet to be made.

    Raises:
        ChangeDenied: naming the first thing that it may not do itself.
    """
    own = actor.key or actor.impersonator_key
    if own is None:
        return
    reason = _excess(own, wanted)
    if reason is not None:
        message = "A key can not make, change or delete a key that may do more than itself."
        attempted = f"change key {masked_key}" if masked_key else "make a key"
        raise ChangeDenied(actor, attempted, None, message, [reason])


def _excess(own: KeyInUse, wanted: KeyRights) -> str | None:
    """Say what a key may do that another one may not, None when there is nothing."""
    limits, other = own.limits or NO_LIMITS, wanted.limits
    more = other.narrow(wanted.flags) - limits.narrow(own.flags)
    for is_more, reason in (
        (bool(more), f"This key has not got {', '.join(sorted(more))} itself."),
        (wanted.has_admin_features and not own.has_admin_features, "This key has not got admin_features itself."),
        (
            limits.expression not in {None, other.expression},
            f"This key has the record regex {limits.expression}: it can only make keys with the same one.",
        ),
        (not _covers_zones(limits, other), "The zones of the scope must be among those of this key."),
        (not _covers_owners(limits, other), "The names of the scope must be among those of this key."),
        (
            limits.types is not None and not (other.types is not None and other.types <= limits.types),
            "The types of the scope must be among those of this key.",
        ),
        (not _covers_networks(limits, other), "The networks of the scope must be within those of this key."),
        (_ends_later(own.expires_at, wanted.expires_at), "This key expires, so a key it makes must not outlive it."),
        (_ends_later(own.unused_days, wanted.unused_days), "unuseddays must not be more than those of this key."),
    ):
        if is_more:
            return reason
    return None


def _covers_zones(own: KeyLimits, other: KeyLimits) -> bool:
    if own.zones is None:
        return True
    return other.zones is not None and all(any(mine.covers(zone) for mine in own.zones) for zone in other.zones)


def _covers_owners(own: KeyLimits, other: KeyLimits) -> bool:
    return all(
        any(all(any(mine.covers(name) for mine in wide) for name in narrow) for narrow in other.owners)
        for wide in own.owners
    )


def _covers_networks(own: KeyLimits, other: KeyLimits) -> bool:
    if own.networks is None:
        return True
    return other.networks is not None and all(
        any(_is_inside(network, mine) for mine in own.networks) for network in other.networks
    )


def _is_inside(network: Network, other: Network) -> bool:
    return network.version == other.version and (
        int(other.network_address) <= int(network.network_address)
        and int(network.broadcast_address) <= int(other.broadcast_address)
    )


def _ends_later(own: int | None, other: int | None) -> bool:
    return own is not None and (other is None or other > own)
