"""What keys may be used for a path at all (API 1.0 §6.2), decided from what the path says of itself."""

from api.actor import Actor
from api.endpoint import Endpoint
from api.key_limits.denials import ChangeDenied
from api.key_limits.limits import WRITING, KeyLimits


def check_path(actor: Actor, endpoint: Endpoint, verb: str, names_a_domain: bool, attempted: str) -> None:
    """Make sure the actor's key may be used for a path at all (API 1.0 §6.2): its limits hold wherever nobody looks.

    A key that is limited to records or zones changes something only by paths that keep to these limits themselves,
    and reads lists of domains only where the others are left out.

    Args:
        actor: who asks.
        endpoint: what the path is.
        verb: of HTTP.
        names_a_domain: whether one domain stands in the path; that it may be seen is made sure where it is found.
        attempted: the request, for the audit log.

    Raises:
        ChangeDenied: it may not.
    """
    limits = actor.limits
    if limits is None or endpoint.is_public:
        return
    if changes_something(endpoint, verb):
        is_allowed = _may_change(limits, endpoint)
    else:
        shows_domains = any(need.startswith("domains_") for need in endpoint.needs)
        is_allowed = limits.zones is None or names_a_domain or not shows_domains or endpoint.keeps_limits_of is not None
    if not is_allowed:
        message = f"This key is limited and may not be used for this: {endpoint.summary.lower()}."
        raise ChangeDenied(actor, attempted, None, message, ["Use a key without limits, or sign in by password."])


def changes_something(endpoint: Endpoint, verb: str) -> bool:
    """Tell whether a path changes something; one that is asked for by GET and wants the right to write does, too."""
    return verb != "GET" or not WRITING.isdisjoint(endpoint.needs)


def _may_change(limits: KeyLimits, endpoint: Endpoint) -> bool:
    if endpoint.keeps_limits_of == "records":
        return True
    if endpoint.keeps_limits_of == "zones":
        return not limits.are_of_records
    return limits.zones is None and not limits.are_of_records
