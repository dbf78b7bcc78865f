"""What the paths of domain keys answer (API 1.0 §10.7)."""

from api.key_limits.answers import KeyObject


class DomainKeyChanged(KeyObject):
    """A domain key after it was made or changed."""

    updated: bool
