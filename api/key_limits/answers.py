"""What paths of keys answer, of users and of domains alike."""

from typing import Any, Literal, NotRequired

from typing_extensions import TypedDict

from api.key_limits.rights import scope_of
from core.models import ApiKey, DomainKey


class ScopeObject(TypedDict):
    """What narrows a key; members that are absent do not."""

    kind: Literal["custom", "acme"]
    zones: NotRequired[list[str]]
    names: NotRequired[list[str]]
    types: NotRequired[list[str]]
    access: NotRequired[Literal["read"]]
    networks: NotRequired[list[str]]


class KeyObject(TypedDict):
    """What every key has; times are Unix seconds, `lastused` and `expires` 0 for never."""

    id: int
    description: str
    domains_write: bool
    recordregex: str | None
    scope: ScopeObject | None
    expires: int
    unuseddays: int
    created: int
    lastused: int
    maskedkey: str


class KeyDeleted(TypedDict):
    """A key is gone."""

    deleted: bool


def key_object(key: ApiKey | DomainKey) -> KeyObject:
    """Return what every key has."""
    return {
        "id": key.id,
        "description": key.description,
        "domains_write": key.domains_write,
        "recordregex": key.record_regex,
        "scope": _scope_object(key.scope),
        "expires": (key.expires_at or 0) // 1000,
        "unuseddays": key.unused_days or 0,
        "created": key.created_at // 1000,
        "lastused": (key.last_used_at or 0) // 1000,
        "maskedkey": key.masked_key,
    }


def _scope_object(text: str | None) -> ScopeObject | None:
    if text is None:
        return None
    shown: Any = scope_of(text).shown()
    return shown  # type: ignore[no-any-return]
