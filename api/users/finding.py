"""Whose account a path of `/users/{user}` is about (API 1.0 §10.4)."""

from sqlalchemy import ColumnElement, select, true

from api.actor import Actor
from api.transaction import Transaction
from core.errors import Invalid, NotFound
from core.models import User

SELF = "self"

# of the largest number the column holds
MOST_DIGITS = 10


def is_somebody_else(actor: Actor, text: str) -> bool:
    """Tell whether a path is about another user than the one who asks; signing in then wants an administrator."""
    return text != SELF and text != str(actor.user_id)


def find_user(transaction: Transaction, text: str, *, for_update: bool = False) -> User:
    """Return the user a path is about; that the actor may ask for them was made sure when they signed in.

    Args:
        transaction: the unit of work.
        text: `self` or an id, as it was sent.
        for_update: lock the row until the end of the transaction.

    Raises:
        NotAllowed: `self` of a domain key, which is nobody.
        NotFound: there is no such user.
    """
    user_id = transaction.actor.require_user("look at users") if text == SELF else _number(text)
    query = select(User).where(User.id == user_id)
    user = transaction.session.scalar(query.with_for_update() if for_update else query)
    if user is None:
        raise NotFound(f"Unknown userid: {text}")
    return user


def visible_users(actor: Actor) -> ColumnElement[bool]:
    """Return which users an actor sees in a list: everybody with `manage_users`, otherwise only themselves.

    Raises:
        NotAllowed: the actor is a domain key, which is nobody.
        Invalid: somebody who could see everybody uses a key that may not.
    """
    if "manage_users" not in actor.access:
        return User.id == actor.require_user("look at users")
    if actor.key is not None and not actor.key.has_admin_features:
        raise Invalid("Admin features not permitted with this key.")
    return true()


def is_number(text: str) -> bool:
    """Tell whether a text can be the id of a user."""
    return text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS


def _number(text: str) -> int:
    if not is_number(text):
        raise NotFound(f"Unknown userid: {text}")
    return int(text)
