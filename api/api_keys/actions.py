"""What is decided about API keys."""

from typing import Any

from sqlalchemy import select

from api.api_keys.answers import ApiKeyChanged, ApiKeyObject, api_key_object
from api.key_limits import storing
from api.key_limits.denials import ChangeDenied
from api.key_limits.rights import KeyRights, check_within_own, rights_of_row
from api.key_limits.schemas import ApiKeyWish
from api.permissions import OF_EVERY_SIGN_IN
from api.secrets_of_users import hash_key, mask_key, new_key
from api.transaction import Transaction
from api.users.finding import find_user
from core.errors import Invalid, NotFound
from core.models import ApiKey


def list_api_keys(transaction: Transaction, user: str) -> dict[str, ApiKeyObject]:
    """Return the keys of a user by their ids."""
    keys = transaction.session.scalars(
        select(ApiKey).where(ApiKey.user_id == find_user(transaction, user).id).order_by(ApiKey.id)
    )
    return {str(key.id): api_key_object(key) for key in keys}


def get_api_key(transaction: Transaction, user: str, text: str, pepper: str) -> ApiKeyObject:
    """Return one key; `text` is the whole key or its id."""
    return api_key_object(_find(transaction, user, text, pepper))


def create_api_key(transaction: Transaction, user: str, wanted: ApiKeyWish, pepper: str) -> dict[str, ApiKeyChanged]:
    """Make a key and return it under the key itself, which cannot be shown again.

    Raises:
        Invalid: a member cannot be accepted.
        ChangeDenied: it would have rights the key that makes it has not.
    """
    user_id = find_user(transaction, user).id
    try:
        description = wanted.wanted_description(None)
        rights = wanted.wanted_rights(KeyRights(), transaction.now)
    except Invalid as refusal:
        raise Invalid("Error creating key.", [refusal.message]) from refusal
    check_within_own(transaction.actor, rights, "")
    secret = new_key()
    key = ApiKey(
        user_id=user_id,
        key_hash=hash_key(secret, pepper),
        masked_key=mask_key(secret),
        description=description,
        created_at=transaction.now,
        **_columns(rights),
    )
    transaction.session.add(key)
    transaction.session.flush()
    transaction.note("apikey.created", user_id, key.masked_key, api_key_object(key), user_id=user_id)
    return {secret: {**api_key_object(key), "updated": True}}


def change_api_key(transaction: Transaction, user: str, text: str, wanted: ApiKeyWish, pepper: str) -> ApiKeyChanged:
    """Change the members of a key that were sent.

    Raises:
        Invalid: a member cannot be accepted, or a key is to change itself.
        ChangeDenied: it has rights the key that changes it has not, or would have them then.
    """
    key = _find(transaction, user, text, pepper, for_update=True)
    if _is_own(transaction, key):
        message = "API Keys can not modify themselves."
        raise ChangeDenied(transaction.actor, f"change key {key.masked_key}", None, message, ["Use another one."])
    before, shown = _rights(key), api_key_object(key)
    try:
        description = wanted.wanted_description(key.description)
        rights = wanted.wanted_rights(before, transaction.now)
    except Invalid as refusal:
        raise Invalid(f"Error updating key: {storing.shown(text)}", [refusal.message]) from refusal
    for either in (before, rights):
        check_within_own(transaction.actor, either, key.masked_key)
    key.description = description
    for name, value in _columns(rights).items():
        setattr(key, name, value)
    changed = api_key_object(key)
    transaction.note("apikey.updated", key.user_id, key.masked_key, shown, changed, user_id=key.user_id)
    return {**changed, "updated": True}


def delete_api_key(transaction: Transaction, user: str, text: str, pepper: str) -> None:
    """Delete a key; the sessions that were started with it end.

    Raises:
        ChangeDenied: a limited key is to delete one that may do more than itself.
    """
    key = _find(transaction, user, text, pepper, for_update=True)
    if transaction.actor.limits is not None and not _is_own(transaction, key):
        check_within_own(transaction.actor, _rights(key), key.masked_key)
    transaction.session.delete(key)
    transaction.note("apikey.deleted", key.user_id, key.masked_key, key.description, user_id=key.user_id)


def _find(transaction: Transaction, user: str, text: str, pepper: str, *, for_update: bool = False) -> ApiKey:
    user_id = find_user(transaction, user).id
    query = select(ApiKey).where(ApiKey.user_id == user_id, storing.named(ApiKey, text, pepper, "Unknown apikey"))
    key = transaction.session.scalar(query.with_for_update() if for_update else query)
    if key is None:
        raise NotFound(f"Unknown apikey: {storing.shown(text)}")
    return key


def _is_own(transaction: Transaction, key: ApiKey) -> bool:
    actor = transaction.actor
    return actor.key is not None and actor.user_id is not None and actor.key.id == key.id


def _rights(key: ApiKey) -> KeyRights:
    flags = frozenset(flag for flag in OF_EVERY_SIGN_IN if getattr(key, flag))
    return rights_of_row(key, flags, key.admin_features)


def _columns(rights: KeyRights) -> dict[str, Any]:
    flags = {flag: flag in rights.flags for flag in OF_EVERY_SIGN_IN}
    return storing.columns(rights) | flags | {"admin_features": rights.has_admin_features}
