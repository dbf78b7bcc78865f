"""What clients keep with a user (`customdata` of API 1.0 §10.4, deprecated there)."""

from collections.abc import Mapping

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.mysql import insert
from sqlalchemy.orm import Session

from api.transaction import Transaction
from core.errors import Invalid, NotFound
from core.models import UserValue

LONGEST_KEY = 250
LONGEST_VALUE = 16_000
MOST_VALUES = 500


def custom_values(session: Session, user_id: int) -> dict[str, str]:
    """Return all values of a user by their keys, in the order of these."""
    query = select(UserValue.key, UserValue.value).where(UserValue.user_id == user_id).order_by(UserValue.key)
    return {row.key: row.value for row in session.execute(query)}


def get_value(transaction: Transaction, user_id: int, key: str) -> str:
    """Return one value.

    Raises:
        NotFound: there is none under this key.
    """
    value = _stored(transaction.session, user_id, key.lower())
    if value is None:
        raise NotFound(f"Unknown custom data: {key}")
    return value


def set_values(transaction: Transaction, user_id: int, wanted: Mapping[str, str | None]) -> bool:
    """Set values, and delete those that are to be empty.

    Returns:
        whether anything is different now.

    Raises:
        Invalid: a key or value is too long, or there are too many.
    """
    changed = [_set_value(transaction, user_id, key.lower(), value) for key, value in wanted.items()]
    query = select(func.count()).where(UserValue.user_id == user_id)
    if any(changed) and (transaction.session.scalar(query) or 0) > MOST_VALUES:
        raise Invalid(f"There is too much custom data: at most {MOST_VALUES} values can be kept with a user.")
    return any(changed)


def delete_value(transaction: Transaction, user_id: int, key: str) -> None:
    """Delete one value.

    Raises:
        NotFound: there is none under this key.
    """
    if not _set_value(transaction, user_id, key.lower(), None):
        raise NotFound(f"Unknown custom data: {key}")


def _set_value(transaction: Transaction, user_id: int, key: str, value: str | None) -> bool:
    session = transaction.session
    if not key or len(key) > LONGEST_KEY or not key.isprintable():
        raise Invalid(f"A key of custom data has 1 to {LONGEST_KEY} printable characters, not: {key[:300]!r}")
    if value is not None and len(value) > LONGEST_VALUE:
        raise Invalid(f"A value of custom data has at most {LONGEST_VALUE} characters; {key} has {len(value)}.")
    before = _stored(session, user_id, key)
    if (value or None) == before:
        return False
    if value:
        row = insert(UserValue).values(user_id=user_id, key=key, value=value)
        session.execute(row.on_duplicate_key_update(value=row.inserted.value))
        transaction.note("user.customdata.updated", user_id, key, user_id=user_id)
    else:
        session.execute(delete(UserValue).where(UserValue.user_id == user_id, UserValue.key == key))
        transaction.note("user.customdata.deleted", user_id, key, user_id=user_id)
    return True


def _stored(session: Session, user_id: int, key: str) -> str | None:
    return session.scalar(select(UserValue.value).where(UserValue.user_id == user_id, UserValue.key == key))
