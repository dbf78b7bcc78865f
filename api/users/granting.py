"""Who may give which permission to whom (API 1.0 §7)."""

from collections.abc import Mapping

from sqlalchemy import delete, select
from sqlalchemy.dialects.mysql import insert

from api.body import is_true
from api.permissions import OVER_OTHERS, PERMISSIONS
from api.transaction import Transaction
from core.errors import Invalid, NotAllowed
from core.models import User, UserPermission

# sets every permission there is
ALL = "all"

# nobody takes these from themselves: there might be nobody left to give them back
KEPT_BY_ONESELF = frozenset({"manage_permissions", "manage_users", "system_audit_log"})
AUDIT = "system_audit_log"


def permissions_of(transaction: Transaction, user_id: int) -> frozenset[str]:
    """Return what a user may do."""
    query = select(UserPermission.permission).where(UserPermission.user_id == user_id)
    return frozenset(transaction.session.scalars(query))


def refuse_stronger(transaction: Transaction, user: User) -> None:
    """Make sure a user is not more powerful than the actor, who could otherwise take over their account.

    Raises:
        NotAllowed: they have a permission over others that the actor lacks.
    """
    actor = transaction.actor
    if user.id == actor.user_id:
        return
    missing = sorted((permissions_of(transaction, user.id) & OVER_OTHERS) - actor.access)
    if missing:
        raise NotAllowed("Permission Denied", [f"This user has permissions that you do not have: {', '.join(missing)}"])


def grant(transaction: Transaction, user: User, wanted: Mapping[str, object]) -> None:
    """Give and take permissions; names nobody knows are ignored.

    Args:
        transaction: the unit of work.
        user: whose.
        wanted: whether each is to be had; `all` stands for every one.

    Raises:
        NotAllowed: the actor may not change permissions.
        Invalid: a permission is one nobody takes from themselves, or one only its holders give.
    """
    actor = transaction.actor
    changes = _changes(wanted)
    before = permissions_of(transaction, user.id)
    given = {name for name, has in changes.items() if has} - before
    taken = {name for name, has in changes.items() if not has} & before
    if not given and not taken:
        return
    actor.require("manage_permissions")
    if actor.impersonator is not None:
        raise NotAllowed("Permissions cannot be changed while impersonating.")
    if user.id == actor.user_id and taken & KEPT_BY_ONESELF:
        raise Invalid(f"You can not remove your own permission: {min(taken & KEPT_BY_ONESELF)}")
    if AUDIT in given and AUDIT not in actor.access and _somebody_has(transaction, AUDIT):
        raise Invalid(f"Only somebody who has the permission {AUDIT} can give it.")
    mine = (UserPermission.user_id == user.id, UserPermission.permission.in_(taken))
    transaction.session.execute(delete(UserPermission).where(*mine))
    give(transaction, user.id, given)


def give(transaction: Transaction, user_id: int, permissions: set[str]) -> None:
    """Give permissions without asking who does it."""
    for permission in sorted(permissions):
        row = insert(UserPermission).values(user_id=user_id, permission=permission).prefix_with("IGNORE")
        transaction.session.execute(row)


def _changes(wanted: Mapping[str, object]) -> dict[str, bool]:
    changes = dict.fromkeys(PERMISSIONS, is_true(wanted[ALL])) if ALL in wanted else {}
    return changes | {name: is_true(value) for name, value in wanted.items() if name in PERMISSIONS}


def _somebody_has(transaction: Transaction, permission: str) -> bool:
    query = select(UserPermission.user_id).where(UserPermission.permission == permission)
    return transaction.session.scalar(query.limit(1)) is not None
