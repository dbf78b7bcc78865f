"""Who signs in: HTTP Basic with a password or a key, or the two headers of an API key (API 1.0 §6)."""

from dataclasses import dataclass
from typing import Any

from flask import Request
from sqlalchemy import bindparam, func, or_, select, update
from sqlalchemy.orm import Session

from api.actor import Actor, Through
from api.secrets_of_users import KEY_SHAPE, hash_key, password_matches
from core.errors import NotAllowed
from core.models import ApiKey, User, UserPermission

# `last_used_at` is written again only after this long, so that reading does not become writing
LAST_USED_MILLISECONDS = 60_000

# what an actor is made of; all permissions in one value, so that signing in is one query
USER_COLUMNS = (
    User.id.label("user_id"),
    User.email,
    User.real_name,
    User.avatar,
    User.disabled,
    User.disabled_reason,
    select(func.group_concat(UserPermission.permission))
    .where(UserPermission.user_id == User.id)
    .correlate(User)
    .scalar_subquery()
    .label("permissions"),
)

KEY_COLUMNS = (
    ApiKey.id.label("key_id"),
    ApiKey.description,
    ApiKey.masked_key,
    ApiKey.last_used_at,
    ApiKey.domains_read,
    ApiKey.domains_write,
    ApiKey.user_read,
    ApiKey.user_write,
)

# made once: SQLAlchemy takes longer to recognise an equal statement than to run it
USER_OF_KEY = (
    select(*USER_COLUMNS, *KEY_COLUMNS)
    .join(ApiKey, ApiKey.user_id == User.id)
    .where(ApiKey.key_hash == bindparam("key_hash"), User.email == bindparam("email"))
)

EVERY_LOGIN = frozenset({"domains_read", "domains_write", "user_read", "user_write"})


class NotSignedIn(Exception):
    """No credentials, or wrong ones, where a user is needed."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a request carries to sign in with: the name of a user and a secret, which is a password or a key."""

    name: str
    secret: str
    may_be_key: bool
    may_be_password: bool


def read_credentials(request: Request) -> Credentials | None:
    """Return the first method a request uses; a failure of it does not fall through to another.

    Only a Basic password that looks like a key may be either.
    """
    user, key = request.headers.get("X-API-User"), request.headers.get("X-API-Key")
    if user and key:
        return Credentials(user, key, may_be_key=True, may_be_password=False)
    basic = request.authorization
    if basic is None or basic.type != "basic" or basic.username is None or basic.password is None:
        return None
    looks_like_key = "@" in basic.username and KEY_SHAPE.fullmatch(basic.password) is not None
    return Credentials(basic.username, basic.password, may_be_key=looks_like_key, may_be_password=True)


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
    key = _key_row(session, credentials, pepper, now) if credentials.may_be_key else None
    user = key or (_user_row(session, credentials) if credentials.may_be_password else None)
    if user is None:
        raise NotSignedIn
    if user.disabled:
        if user.disabled_reason:
            raise NotAllowed("Access denied.", [f"Account has been suspended: {user.disabled_reason}"])
        raise NotSignedIn
    through: Through = "password" if key is None else "api_key"
    basic_access = EVERY_LOGIN if key is None else frozenset(name for name in EVERY_LOGIN if getattr(key, name))
    return Actor(
        user_id=user.user_id,
        email=user.email,
        real_name=user.real_name,
        avatar=user.avatar,
        through=through,
        access=basic_access | frozenset(filter(None, (user.permissions or "").split(","))),
        key_description=key.description if key else None,
        masked_key=key.masked_key if key else None,
        address=address,
        request_id=request_id,
    )


def _key_row(session: Session, credentials: Credentials, pepper: str, now: int) -> Any:
    found = {"key_hash": hash_key(credentials.secret, pepper), "email": credentials.name.lower()}
    row = session.execute(USER_OF_KEY, found).one_or_none()
    oldest = now - LAST_USED_MILLISECONDS
    if row is not None and (row.last_used_at or 0) < oldest:
        is_stale = or_(ApiKey.last_used_at.is_(None), ApiKey.last_used_at < oldest)
        session.execute(update(ApiKey).where(ApiKey.id == row.key_id, is_stale).values(last_used_at=now))
        session.commit()
    return row


def _user_row(session: Session, credentials: Credentials) -> Any:
    row = session.execute(
        select(*USER_COLUMNS, User.password_hash).where(User.email == credentials.name.lower())
    ).one_or_none()
    return row if password_matches(credentials.secret, row.password_hash if row else None) else None
