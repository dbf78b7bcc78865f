"""What is decided about API keys (API 1.0 §10.4); their owners are told of every change by mail."""

from typing import Any, Literal

from sqlalchemy import select

from api.api_keys.answers import ApiKeyChanged, ApiKeyObject, api_key_object
from api.key_limits import storing
from api.key_limits.denials import ChangeDenied
from api.key_limits.rights import KeyRights, check_within_own, rights_of_row
from api.key_limits.schemas import ApiKeyWish
from api.mail.writer import MailWriter
from api.permissions import OF_EVERY_SIGN_IN
from api.secrets_of_users import hash_key, mask_key, new_key
from api.transaction import Transaction
from api.users.finding import find_user
from core.errors import Invalid, NotFound
from core.models import ApiKey, User

Change = Literal["made", "changed", "deleted"]


class ApiKeyActions:
    """What can be done with the API keys of users.

    Args:
        pepper: the secret keys are hashed with.
        mails: tells their owners.
    """

    def __init__(self, pepper: str, mails: MailWriter) -> None:
        self._pepper = pepper
        self._mails = mails

    def list_all(self, transaction: Transaction, user: str) -> dict[str, ApiKeyObject]:
        """Return the keys of a user by their ids."""
        keys = transaction.session.scalars(
            select(ApiKey).where(ApiKey.user_id == find_user(transaction, user).id).order_by(ApiKey.id)
        )
        return {str(key.id): api_key_object(key) for key in keys}

    def get(self, transaction: Transaction, user: str, text: str) -> ApiKeyObject:
        """Return one key; `text` is the whole key or its id."""
        return api_key_object(_find(transaction, find_user(transaction, user), text, self._pepper))

    def create(self, transaction: Transaction, user: str, wanted: ApiKeyWish) -> dict[str, ApiKeyChanged]:
        """Make a key and return it under the key itself, which cannot be shown again.

        Raises:
            Invalid: a member cannot be accepted.
            ChangeDenied: it would have rights the key that makes it has not.
        """
        owner = find_user(transaction, user)
        try:
            description = wanted.wanted_description(None)
            rights = wanted.wanted_rights(KeyRights(), transaction.now)
        except Invalid as refusal:
            raise Invalid("Error creating key.", [refusal.message]) from refusal
        check_within_own(transaction.actor, rights, "")
        secret = new_key()
        key = ApiKey(
            user_id=owner.id,
            key_hash=hash_key(secret, self._pepper),
            masked_key=mask_key(secret),
            description=description,
            created_at=transaction.now,
            **_columns(rights),
        )
        transaction.session.add(key)
        transaction.session.flush()
        transaction.note("apikey.created", owner.id, key.masked_key, api_key_object(key), user_id=owner.id)
        self._tell(transaction, owner, key, "made")
        return {secret: {**api_key_object(key), "updated": True}}

    def change(self, transaction: Transaction, user: str, text: str, wanted: ApiKeyWish) -> ApiKeyChanged:
        """Change the members of a key that were sent.

        Raises:
            Invalid: a member cannot be accepted, or a key is to change itself.
            ChangeDenied: it has rights the key that changes it has not, or would have them then.
        """
        owner = find_user(transaction, user)
        key = _find(transaction, owner, text, self._pepper, for_update=True)
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
        if changed != shown:
            self._tell(transaction, owner, key, "changed")
        return {**changed, "updated": True}

    def delete(self, transaction: Transaction, user: str, text: str) -> None:
        """Delete a key; the sessions that were started with it end.

        Raises:
            ChangeDenied: a limited key is to delete one that may do more than itself.
        """
        owner = find_user(transaction, user)
        key = _find(transaction, owner, text, self._pepper, for_update=True)
        if transaction.actor.limits is not None and not _is_own(transaction, key):
            check_within_own(transaction.actor, _rights(key), key.masked_key)
        transaction.session.delete(key)
        transaction.note("apikey.deleted", key.user_id, key.masked_key, key.description, user_id=key.user_id)
        self._tell(transaction, owner, key, "deleted")

    def _tell(self, transaction: Transaction, owner: User, key: ApiKey, change: Change) -> None:
        """Write to the owner of a key, unless somebody acts in their name."""
        if transaction.actor.impersonator is None:
            # on one line: nothing in it can pass for a sentence of ours
            named = {"description": " ".join(key.description.split()), "masked_key": key.masked_key}
            self._mails.write_to(transaction, "api_keys_changed", owner, change=change, **named)


def _find(transaction: Transaction, owner: User, text: str, pepper: str, *, for_update: bool = False) -> ApiKey:
    query = select(ApiKey).where(ApiKey.user_id == owner.id, storing.named(ApiKey, text, pepper, "Unknown apikey"))
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
