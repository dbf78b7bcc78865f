"""API keys of a user, and keys of a zone (API 1.0 §10.4, §10.7)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from web.api_client.wire import Wire, path_of


@dataclass(frozen=True, slots=True)
class MadeKey:
    """A key that was just made: the only time it is known."""

    secret: str
    key: dict[str, Any]


class Keys:
    """The keys in one place.

    Args:
        wire: signs in as the visitor.
        place: the path they are below.
    """

    def __init__(self, wire: Wire, place: str) -> None:
        self._wire = wire
        self._place = place

    def list(self) -> dict[str, Any]:
        """Return all of them, by id."""
        found: dict[str, Any] = self._wire.get(self._place).response
        return found

    def get(self, key: int) -> dict[str, Any]:
        """Return one, by its id."""
        found: dict[str, Any] = self._wire.get(self._path(key)).response
        return found

    def create(self, wanted: Mapping[str, Any]) -> MadeKey:
        """Make a key.

        Args:
            wanted: `description`, rights, and what narrows them (`scope`, `recordregex`, `expires`, `unuseddays`).

        Raises:
            Invalid: a limit cannot be used.
        """
        [(secret, key)] = self._wire.post(self._place, wanted).response.items()
        return MadeKey(secret, key)

    def change(self, key: int, wanted: Mapping[str, Any]) -> None:
        """Change what is named of a key; what is left out stays as it is.

        Raises:
            Invalid: a limit cannot be used.
        """
        self._wire.post(self._path(key), wanted)

    def delete(self, key: int) -> None:
        """Delete a key; whatever uses it stops working."""
        self._wire.delete(self._path(key))

    def _path(self, key: int) -> str:
        return f"{self._place}/{path_of(key)}"
