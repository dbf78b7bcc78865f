"""Accounts nobody has come for."""

import json

from sqlalchemy import Engine, delete, insert, select, true

from core.models import AuditEntry, DomainAccess, User, UserCode
from core.models.accounts import NO_PASSWORD
from cron.retention import DAY_MILLISECONDS

# who does it, in the audit log
CRON = "cron"


def unconfirmed_users(engine: Engine, now: int, keep_days: int) -> int:
    """Delete accounts whose address was never confirmed, so that nobody keeps an address by registering with it.

    Spared are those who can sign in, ever had a password, or were given access to a domain, because somebody wants
    them, and those who were sent a code since.

    Args:
        engine: the database.
        now: Unix milliseconds.
        keep_days: days an account waits for its owner.

    Returns:
        how many were deleted.
    """
    since = now - keep_days * DAY_MILLISECONDS
    was_asked = select(UserCode.user_id).where(UserCode.user_id == User.id, UserCode.created_at >= since).exists()
    has_access = select(DomainAccess.user_id).where(DomainAccess.user_id == User.id).exists()
    never_came = (User.is_unverified == true(), User.disabled == true(), User.password_hash == NO_PASSWORD)
    is_due = (*never_came, User.created_at < since, ~was_asked, ~has_access)
    with engine.connect() as connection:
        due = list(connection.scalars(select(User.id).where(*is_due)))
    purged = 0
    for user_id in due:
        with engine.begin() as connection:
            # locked, and looked at again: its owner may be confirming it
            email = connection.scalar(select(User.email).where(User.id == user_id, *is_due).with_for_update())
            if email is None:
                continue
            connection.execute(
                insert(AuditEntry).values(
                    happened_at=now,
                    type="user.deleted",
                    actor=CRON,
                    through=CRON,
                    request_id="",
                    user_id=user_id,
                    args=json.dumps([user_id, email]),
                )
            )
            connection.execute(delete(User).where(User.id == user_id))
            purged += 1
    return purged
