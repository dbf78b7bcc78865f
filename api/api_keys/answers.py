"""What the paths of API keys answer (API 1.0 §10.4)."""

from typing_extensions import TypedDict

from api.key_limits.answers import KeyObject, key_object
from core.models import ApiKey


class UserFlags(TypedDict):
    """What an API key may do beside changing domains."""

    domains_read: bool
    user_read: bool
    user_write: bool
    admin_features: bool


class ApiKeyObject(KeyObject, UserFlags):
    """An API key; the key itself is shown once, when it is made."""


class ApiKeyChanged(ApiKeyObject):
    """An API key after it was made or changed."""

    updated: bool


def api_key_object(key: ApiKey) -> ApiKeyObject:
    """Return an API key on the wire."""
    return {
        **key_object(key),
        "domains_read": key.domains_read,
        "user_read": key.user_read,
        "user_write": key.user_write,
        "admin_features": key.admin_features,
    }
