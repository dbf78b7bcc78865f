"""Refusals that come from the limits of a key; its owner finds them in the audit log."""

from typing import Any

from api.actor import Actor
from core.errors import Detail, Invalid, NotAllowed, NotFound


class DeniedByKey(Exception):
    """Something was refused because of the key it was asked with; whoever opened the transaction notes it.

    Args:
        actor: who asked.
        attempted: what was asked for, for the audit log.
        domain_id: the domain it was about, if that is known.
        refusal: what the refusal itself takes.
    """

    def __init__(self, actor: Actor, attempted: str, domain_id: int | None, *refusal: Any) -> None:
        super().__init__(*refusal)
        self.actor = actor
        self.attempted = attempted
        self.domain_id = domain_id if domain_id is not None else actor.only_domain_id


class ChangeDenied(DeniedByKey, Invalid):
    """The key may not change that (API 1.0 §6.2 answers this like a bad request)."""

    def __init__(self, actor: Actor, attempted: str, domain_id: int | None, message: str, detail: Detail) -> None:
        super().__init__(actor, attempted, domain_id, message, detail)


class ZoneDenied(DeniedByKey, NotFound):
    """The domain does not exist for the key."""


class PermissionDenied(DeniedByKey, NotAllowed):
    """The key has not got the permission."""
