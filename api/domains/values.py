"""What users keep with a domain (`userdata` of API 1.0): each their own, seen by nobody else."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.mysql import insert
from sqlalchemy.orm import Session

from api.domains.labels import LABELS, checked_labels
from api.transaction import Transaction
from core.errors import Invalid
from core.models import Domain, DomainValue

LONGEST_KEY = 250
# octets: what the column holds
LONGEST_VALUE = 65535
MOST_VALUES = 1000

READ_VALUES = (
    select(DomainValue.key, DomainValue.value)
    .where(DomainValue.domain_id == bindparam("domain_id"), DomainValue.user_id == bindparam("user_id"))
    .order_by(DomainValue.key)
)


def values_of_user(session: Session, domain: Domain, user_id: int) -> dict[str, str]:
    """Return what a user keeps with a domain."""
    rows = session.execute(READ_VALUES, {"domain_id": domain.id, "user_id": user_id})
    return {row.key: row.value for row in rows}


def change_values(transaction: Transaction, domain: Domain, wanted: Mapping[str, Any]) -> None:
    """Keep values for the actor; an empty one deletes what is kept under its key.

    Raises:
        Invalid: a key or value cannot be kept.
        NotAllowed: a domain key signed in, which keeps nothing.
    """
    user_id = transaction.actor.require_user("keep user data with a domain")
    before = values_of_user(transaction.session, domain, user_id)
    for key, given in wanted.items():
        value = _checked(key, given)
        if value == before.get(key, ""):
            continue
        if value:
            row = insert(DomainValue).values(domain_id=domain.id, user_id=user_id, key=key, value=value)
            transaction.session.execute(row.on_duplicate_key_update(value=value))
            change: tuple[object, ...] = ("domain.userdata.updated", domain.id, user_id, key, before.get(key), value)
        else:
            mine = (DomainValue.domain_id == domain.id, DomainValue.user_id == user_id, DomainValue.key == key)
            transaction.session.execute(delete(DomainValue).where(*mine))
            change = ("domain.userdata.deleted", domain.id, user_id, key)
        transaction.note(str(change[0]), *change[1:], user_id=user_id, domain_id=domain.id)
    if len(before.keys() | wanted.keys()) > MOST_VALUES:
        raise Invalid(f"A user may keep at most {MOST_VALUES} values with a domain.")


def _checked(key: str, value: object) -> str:
    if not key or len(key) > LONGEST_KEY:
        raise Invalid(f"A key of userdata has 1 to {LONGEST_KEY} characters, not {len(key)}.")
    if key == LABELS:
        value = checked_labels(value)
    text = "" if value is None or value is False else value
    if isinstance(text, (int, float)):
        text = str(text)
    if not isinstance(text, str):
        raise Invalid(f"userdata holds text; what was sent for {key!r} is none.")
    try:
        key.encode()
        octets = len(text.encode())
    except UnicodeEncodeError as error:
        raise Invalid("userdata holds half of a character (a lone surrogate).") from error
    if octets > LONGEST_VALUE:
        raise Invalid(f"A value of userdata may have at most {LONGEST_VALUE} octets; that for {key!r} has {octets}.")
    return text
