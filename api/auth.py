"""Who signs in: HTTP Basic with a password or a key, or the two headers of an API key (API 1.0 §6)."""

from dataclasses import dataclass

from flask import Request
from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from api.actor import Actor, Through
from api.secrets_of_users import KEY_SHAPE, hash_key, password_matches
from core.errors import NotAllowed
from core.models import ApiKey, User, UserPermission

# `last_used_at` is written again only after this long, so that reading does not become writing
LAST_USED_MILLISECONDS = 60_000

# all permissions of a user in one value, so that signing in is one query
PERMISSIONS = (
    select(func.group_concat(UserPermission.permission))
    .where(UserPermission.user_id == User.id)
    .correlate(User)
    .scalar_subquery()
)

Found = tuple[User, ApiKey | None, frozenset[str]]

EVERY_LOGIN = frozenset({"domains_read", "domains_write", "user_read", "user_write"})


class NotSignedIn(Exception):
    """No credentials, or wrong ones, where a user is needed."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a request carries to sign in with: the name of a user and a password or a key."""

    name: str
    secret: str
    is_key: bool


def read_credentials(request: Request) -> Credentials | None:
    """Return the first method a request uses; a failure of it does not fall through to another."""
    user, key = request.headers.get("X-API-User"), request.headers.get("X-API-Key")
    if user and key:
        return Credentials(user, key, is_key=True)
    basic = request.authorization
    if basic is None or basic.type != "basic" or basic.username is None or basic.password is None:
        return None
    is_key = "@" in basic.username and KEY_SHAPE.fullmatch(basic.password) is not None
    return Credentials(basic.username, basic.password, is_key=is_key)


def sign_in(
    session: Session, credentials: Credentials, *, pepper: str, now: int, address: str | None, request_id: str
) -> Actor:
    """Return who signs in.

    Args:
        session: of the database.
        credentials: what was sent.
        pepper: the secret keys are hashed with.
        now: Unix milliseconds.
        address: where the request came from.
        request_id: its id.

    Raises:
        NotSignedIn: the credentials are wrong, or the user is disabled without a reason.
        NotAllowed: the user is suspended for a reason they may know.
    """
    found = _by_key(session, credentials, pepper, now) if credentials.is_key else None
    if found is None:
        # a password may look like a key
        found = _by_password(session, credentials)
    user, key, permissions = found
    if user.disabled:
        if user.disabled_reason:
            raise NotAllowed("Access denied.", [f"Account has been suspended: {user.disabled_reason}"])
        raise NotSignedIn
    through: Through = "password" if key is None else "api_key"
    basic_access = EVERY_LOGIN if key is None else {name for name in EVERY_LOGIN if getattr(key, name)}
    return Actor(
        user_id=user.id,
        email=user.email,
        real_name=user.real_name,
        avatar=user.avatar,
        through=through,
        access=frozenset(basic_access) | permissions,
        key_description=key.description if key else None,
        masked_key=key.masked_key if key else None,
        address=address,
        request_id=request_id,
    )


def _by_key(session: Session, credentials: Credentials, pepper: str, now: int) -> Found | None:
    row = session.execute(
        select(User, ApiKey, PERMISSIONS)
        .join(ApiKey, ApiKey.user_id == User.id)
        .where(ApiKey.key_hash == hash_key(credentials.secret, pepper), User.email == credentials.name.lower())
    ).one_or_none()
    if row is None:
        return None
    user, key, permissions = row
    oldest = now - LAST_USED_MILLISECONDS
    if key.last_used_at is None or key.last_used_at < oldest:
        is_stale = or_(ApiKey.last_used_at.is_(None), ApiKey.last_used_at < oldest)
        session.execute(update(ApiKey).where(ApiKey.id == key.id, is_stale).values(last_used_at=now))
        session.commit()
    return user, key, _names(permissions)


def _by_password(session: Session, credentials: Credentials) -> Found:
    row = session.execute(select(User, PERMISSIONS).where(User.email == credentials.name.lower())).one_or_none()
    user, permissions = row or (None, None)
    if not password_matches(credentials.secret, user.password_hash if user else None) or user is None:
        raise NotSignedIn
    return user, None, _names(permissions)


def _names(permissions: str | None) -> frozenset[str]:
    return frozenset(permissions.split(",")) if permissions else frozenset()
