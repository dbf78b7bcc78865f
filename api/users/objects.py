"""Users as API 1.0 shows them (§10.4)."""

from collections.abc import Sequence
from typing import Literal, cast

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.custom_data.actions import custom_values
from api.domains.finding import AccessLevel
from api.permissions import PERMISSIONS
from api.users.answers import ChangedUser, ListedUser, UserObject, UserSummary
from core.models import Domain, DomainAccess, User, UserCode, UserPermission

NEVER = -1

# more users than this are not named in a query: all are read, which costs less than to look for each
MOST_NAMED = 1000


class Shown:
    """What has to be read to show some users, by two queries however many they are.

    Args:
        session: of the database.
        user_ids: which ones; None for all.
    """

    def __init__(self, session: Session, user_ids: Sequence[int] | None) -> None:
        permissions = select(UserPermission.user_id, UserPermission.permission)
        counts = (
            select(DomainAccess.user_id, DomainAccess.level, func.count())
            .join(Domain, Domain.id == DomainAccess.domain_id)
            .where(Domain.live_name.is_not(None))
            .group_by(DomainAccess.user_id, DomainAccess.level)
        )
        if user_ids is not None:
            permissions = permissions.where(UserPermission.user_id.in_(user_ids))
            counts = counts.where(DomainAccess.user_id.in_(user_ids))
        self._permissions: dict[int, set[str]] = {}
        for user_id, permission in session.execute(permissions):
            self._permissions.setdefault(user_id, set()).add(permission)
        self._counts: dict[int, dict[AccessLevel, int]] = {}
        for user_id, level, count in session.execute(counts):
            self._counts.setdefault(user_id, {})[cast(AccessLevel, level)] = count

    def summary(self, user: User) -> UserSummary:
        """Return what every form of a user has."""
        return {
            "id": user.id,
            "email": user.email,
            "realname": user.real_name,
            "disabled": user.disabled,
            "avatar": user.avatar,
            "created": user.created_at // 1000,
            "permissions": _in_order(self._permissions.get(user.id, set())),
            "accesscount": self._counts.get(user.id, {}),
        }


def list_objects(session: Session, users: Sequence[User], terms_time: int, now: int) -> list[ListedUser]:
    """Return users as the list shows them.

    Args:
        session: of the database.
        users: whom.
        terms_time: Unix time of the terms, 0 for none.
        now: Unix milliseconds.
    """
    shown = Shown(session, [user.id for user in users] if len(users) <= MOST_NAMED else None)
    pending = select(UserCode.user_id).where(UserCode.purpose == "reset", UserCode.expires_at > now)
    resetting = set(session.scalars(pending))
    listed: list[ListedUser] = []
    for user in users:
        item: ListedUser = {
            **shown.summary(user),
            "disabledreason": user.disabled_reason if user.disabled else None,
            "acceptterms": has_accepted(user, terms_time),
            "termstime": accepted_time(user),
        }
        if user.is_unverified:
            item["unverified"] = True
        if user.id in resetting:
            item["pendingreset"] = True
        listed.append(item)
    return listed


def user_object(session: Session, user: User, terms_time: int) -> UserObject:
    """Return one user."""
    found: UserObject = {
        **Shown(session, [user.id]).summary(user),
        "acceptterms": has_accepted(user, terms_time),
        "termstime": accepted_time(user),
        "customdata": custom_values(session, user.id),
    }
    if user.disabled:
        found["disabledreason"] = user.disabled_reason
    if user.is_unverified:
        found["unverified"] = True
    return found


def changed_object(session: Session, user: User) -> ChangedUser:
    """Return a user after a change."""
    found: ChangedUser = {
        **Shown(session, [user.id]).summary(user),
        "acceptterms": accepted_time(user),
        "customdata": custom_values(session, user.id),
        "updated": True,
    }
    if user.disabled:
        found["disabledreason"] = user.disabled_reason
    return found


def accepted_time(user: User) -> int:
    """Return when a user accepted the terms, as a Unix time in seconds, -1 for never."""
    return NEVER if user.accepted_terms_at is None else user.accepted_terms_at // 1000


def has_accepted(user: User, terms_time: int) -> bool:
    """Tell whether a user has accepted the present terms, if there are any."""
    return terms_time == 0 or accepted_time(user) >= terms_time


def _in_order(given: set[str]) -> dict[str, Literal[True]]:
    return {permission: True for permission in PERMISSIONS if permission in given}
