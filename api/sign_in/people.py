"""Who stands behind a key, a password or an id: one query each, because it is asked with every request."""

from typing import Any

from sqlalchemy import bindparam, func, or_, select, update
from sqlalchemy.orm import Session

from core.models import ApiKey, Domain, DomainKey, User, UserPermission

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
    User.accepted_terms_at,
    User.sign_in_epoch,
    User.password_hash,
    select(func.group_concat(UserPermission.permission))
    .where(UserPermission.user_id == User.id)
    .correlate(User)
    .scalar_subquery()
    .label("permissions"),
)

API_KEY_COLUMNS = (
    ApiKey.id.label("key_id"),
    ApiKey.description,
    ApiKey.masked_key,
    ApiKey.created_at,
    ApiKey.last_used_at,
    ApiKey.domains_read,
    ApiKey.domains_write,
    ApiKey.user_read,
    ApiKey.user_write,
    ApiKey.admin_features,
    ApiKey.record_regex,
    ApiKey.scope,
    ApiKey.expires_at,
    ApiKey.unused_days,
)

DOMAIN_KEY_COLUMNS = (
    DomainKey.id.label("key_id"),
    DomainKey.description,
    DomainKey.masked_key,
    DomainKey.created_at,
    DomainKey.last_used_at,
    DomainKey.domains_write,
    DomainKey.record_regex,
    DomainKey.scope,
    DomainKey.expires_at,
    DomainKey.unused_days,
    Domain.id.label("domain_id"),
    Domain.name.label("domain_name"),
)

# Statements are made once: SQLAlchemy takes longer to recognise an equal one than to run it.
USER = select(*USER_COLUMNS)
USER_BY_ID = USER.where(User.id == bindparam("user_id"))
USER_BY_EMAIL = USER.where(User.email == bindparam("email"))
USER_WITH_KEY = select(*USER_COLUMNS, *API_KEY_COLUMNS).join(ApiKey, ApiKey.user_id == User.id)
USER_BY_KEY = USER_WITH_KEY.where(ApiKey.key_hash == bindparam("key_hash"), User.email == bindparam("email"))
USER_BY_KEY_ID = USER_WITH_KEY.where(ApiKey.id == bindparam("key_id"), User.id == bindparam("user_id"))
DOMAIN_WITH_KEY = (
    select(*DOMAIN_KEY_COLUMNS).join(Domain, Domain.id == DomainKey.domain_id).where(Domain.live_name.is_not(None))
)
DOMAIN_BY_KEY = DOMAIN_WITH_KEY.where(
    DomainKey.key_hash == bindparam("key_hash"), Domain.live_name == bindparam("name")
)
DOMAIN_BY_KEY_ID = DOMAIN_WITH_KEY.where(DomainKey.id == bindparam("key_id"))


def find(session: Session, statement: Any, **wanted: object) -> Any:
    """Return the one row that a statement of this file finds, None if there is none."""
    return session.execute(statement, wanted).one_or_none()


def note_use(session: Session, table: type[ApiKey] | type[DomainKey], row: Any, now: int) -> None:
    """Note that a key was used, unless that was noted a moment ago."""
    oldest = now - LAST_USED_MILLISECONDS
    if (row.last_used_at or 0) >= oldest:
        return
    is_stale = or_(table.last_used_at.is_(None), table.last_used_at < oldest)
    session.execute(update(table).where(table.id == row.key_id, is_stale).values(last_used_at=now))
    session.commit()
