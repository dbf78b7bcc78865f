"""Passkeys of who is signed in."""

from collections.abc import Mapping
from typing import Any

from web.api_client.wire import Wire, path_of

PASSKEYS = ("users", "self", "passkeys")


class Passkeys:
    """One's own passkeys."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def list(self) -> dict[str, dict[str, Any]]:
        """Return all of them by id."""
        found: dict[str, dict[str, Any]] = self._wire.get(path_of(*PASSKEYS)).response
        return found

    def options(self) -> dict[str, Any]:
        """Return what a new one is made with."""
        options: dict[str, Any] = self._wire.post(path_of(*PASSKEYS, "options")).response
        return options

    def create(self, credential: Mapping[str, Any], name: str) -> None:
        """Save one that an authenticator has made.

        Raises:
            Invalid: it is not accepted, or has no name.
        """
        self._wire.post(path_of(*PASSKEYS), {"credential": credential, "description": name})

    def rename(self, passkey_id: str, name: str) -> None:
        """Call one something else."""
        self._wire.post(path_of(*PASSKEYS, passkey_id), {"description": name})

    def delete(self, passkey_id: str) -> None:
        """Take one away."""
        self._wire.delete(path_of(*PASSKEYS, passkey_id))
