"""Where actions ask whether the key somebody uses lets them change what they are about to change."""

from collections.abc import Iterable

from api.actor import Actor
from api.key_limits.denials import ChangeDenied
from api.key_limits.limits import subject
from core.models import Domain


def check_records(actor: Actor, domain: Domain, records: Iterable[tuple[str, str]]) -> None:
    """Make sure the actor's key lets them create, change or delete some records; every writer of records calls this.

    Args:
        actor: who does it; without a limited key everything is allowed.
        domain: whose records they are.
        records: type and relative owner of each, in stored form; a changed record counts as before and as after.

    Raises:
        ChangeDenied: naming the first that is not.
    """
    limits = actor.limits
    if limits is None:
        return
    for record_type, owner in dict.fromkeys(records):
        reason = limits.refusal(record_type, owner, domain.name)
        if reason is not None:
            named = subject(record_type, owner, domain.name)
            message = f'This key is limited and may not change "{named}".'
            raise ChangeDenied(actor, named, domain.id, message, [f"The limit: {reason}."])
