"""How keys are stored and found: by their hash, or by their id."""

from typing import Any

from sqlalchemy import ColumnElement

from api.key_limits.rights import KeyRights
from api.secrets_of_users import KEY_SHAPE, hash_key, mask_key
from core.errors import NotFound
from core.models import ApiKey, DomainKey

# of the largest number the column holds
MOST_DIGITS = 10


def named(table: type[ApiKey] | type[DomainKey], text: str, pepper: str, unknown: str) -> ColumnElement[bool]:
    """Return the condition that finds a key by what stands in a path: the whole key, or its id.

    Args:
        table: of API keys or domain keys.
        text: as it was sent.
        pepper: the secret keys are hashed with.
        unknown: what to call it if it is neither.

    Raises:
        NotFound: it is neither.
    """
    if KEY_SHAPE.fullmatch(text):
        return table.key_hash == hash_key(text, pepper)
    if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS:
        return table.id == int(text)
    raise NotFound(f"{unknown}: {text}")


def shown(text: str) -> str:
    """Return what stands in a path as a message may carry it: a key is masked."""
    return mask_key(text) if KEY_SHAPE.fullmatch(text) else text


def columns(rights: KeyRights) -> dict[str, Any]:
    """Return what is stored of the limits of a key."""
    return {
        "record_regex": rights.record_regex,
        "scope": None if rights.scope.is_empty else rights.scope.stored(),
        "expires_at": rights.expires_at,
        "unused_days": rights.unused_days,
    }
