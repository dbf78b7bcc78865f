"""What is decided about domain keys."""

from dataclasses import replace
from typing import Any

from sqlalchemy import select

from api.domain_keys.answers import DomainKeyChanged
from api.domains.finding import find_domain, refuse_alias
from api.key_limits import storing
from api.key_limits.answers import KeyObject, key_object
from api.key_limits.rights import KeyRights, check_within_own, rights_of_row
from api.key_limits.schemas import KeyWish
from api.permissions import OF_DOMAIN_KEY
from api.secrets_of_users import hash_key, mask_key, new_key
from api.transaction import Transaction
from core.errors import Invalid, NotFound
from core.models import Domain, DomainKey


def list_domain_keys(transaction: Transaction, text: str) -> dict[str, KeyObject]:
    """Return the keys of a domain by their ids."""
    domain = _domain(transaction, text)
    keys = transaction.session.scalars(select(DomainKey).where(DomainKey.domain_id == domain.id).order_by(DomainKey.id))
    return {str(key.id): key_object(key) for key in keys}


def get_domain_key(transaction: Transaction, text: str, key: str, pepper: str) -> KeyObject:
    """Return one key; `key` is the whole key or its id."""
    return key_object(_find(transaction, _domain(transaction, text), key, pepper))


def create_domain_key(transaction: Transaction, text: str, wanted: KeyWish, pepper: str) -> dict[str, DomainKeyChanged]:
    """Make a key and return it under the key itself, which cannot be shown again.

    Raises:
        Invalid: a member cannot be accepted.
        ChangeDenied: it would have rights the key that makes it has not.
    """
    domain = _domain(transaction, text, for_update=True)
    try:
        description = wanted.wanted_description(None)
        rights = _wanted_rights(transaction, wanted, KeyRights())
    except Invalid as refusal:
        raise Invalid("Error creating key.", [refusal.message]) from refusal
    _check_within_own(transaction, domain, rights, "")
    secret = new_key()
    key = DomainKey(
        domain_id=domain.id,
        key_hash=hash_key(secret, pepper),
        masked_key=mask_key(secret),
        description=description,
        created_at=transaction.now,
        **_columns(rights),
    )
    transaction.session.add(key)
    transaction.session.flush()
    transaction.note("domain.key.created", domain.id, key.masked_key, key_object(key), domain_id=domain.id)
    return {secret: {**key_object(key), "updated": True}}


def change_domain_key(
    transaction: Transaction, text: str, named: str, wanted: KeyWish, pepper: str
) -> DomainKeyChanged:
    """Change the members of a key that were sent; the errors are those of `create_domain_key`."""
    domain = _domain(transaction, text, for_update=True)
    key = _find(transaction, domain, named, pepper)
    before, shown = _rights(key), key_object(key)
    try:
        description = wanted.wanted_description(key.description)
        rights = _wanted_rights(transaction, wanted, before)
    except Invalid as refusal:
        raise Invalid(f"Error updating key: {storing.shown(named)}", [refusal.message]) from refusal
    for either in (before, rights):
        _check_within_own(transaction, domain, either, key.masked_key)
    key.description = description
    for name, value in _columns(rights).items():
        setattr(key, name, value)
    changed = key_object(key)
    transaction.note("domain.key.updated", domain.id, key.masked_key, shown, changed, domain_id=domain.id)
    return {**changed, "updated": True}


def delete_domain_key(transaction: Transaction, text: str, named: str, pepper: str) -> None:
    """Delete a key; the sessions that were started with it end."""
    domain = _domain(transaction, text, for_update=True)
    key = _find(transaction, domain, named, pepper)
    transaction.session.delete(key)
    transaction.note("domain.key.deleted", domain.id, key.masked_key, key.description, domain_id=domain.id)


def _domain(transaction: Transaction, text: str, *, for_update: bool = False) -> Domain:
    """Return a domain whose keys the actor may see and change: who may write to it, but not by a domain key."""
    if transaction.actor.only_domain_id is not None:
        transaction.actor.require_user("view domain keys")
    domain, _level = find_domain(transaction.session, transaction.actor, text, "write", for_update=for_update)
    refuse_alias(domain)
    return domain


def _find(transaction: Transaction, domain: Domain, text: str, pepper: str) -> DomainKey:
    is_named = storing.named(DomainKey, text, pepper, "Unknown domainkey")
    key = transaction.session.scalar(select(DomainKey).where(DomainKey.domain_id == domain.id, is_named))
    if key is None:
        raise NotFound(f"Unknown domainkey: {storing.shown(text)}")
    return key


def _rights(key: DomainKey) -> KeyRights:
    return rights_of_row(key, frozenset({"domains_write"}) if key.domains_write else frozenset())


def _wanted_rights(transaction: Transaction, wanted: KeyWish, before: KeyRights) -> KeyRights:
    rights = wanted.wanted_rights(before, transaction.now)
    if rights.scope.zones is not None:
        raise Invalid("A domain key has one domain: leave zones out of its scope.")
    return rights


def _check_within_own(transaction: Transaction, domain: Domain, rights: KeyRights, masked_key: str) -> None:
    """Compare with the key of the actor what a domain key comes to: it reads without a flag, and in one zone alone."""
    scope = rights.scope.model_copy(update={"zones": (domain.name,)})
    whole = replace(rights, flags=rights.flags | OF_DOMAIN_KEY, scope=scope)
    check_within_own(transaction.actor, whole, masked_key)


def _columns(rights: KeyRights) -> dict[str, Any]:
    return storing.columns(rights) | {"domains_write": "domains_write" in rights.flags}
