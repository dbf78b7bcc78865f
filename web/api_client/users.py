"""Users as administrators see them (API 1.0 §10.4)."""

from collections.abc import Mapping
from typing import Any

from web.api_client.wire import Answer, Wire, path_of


class Users:
    """Everybody; for who has the permission `manage_users`."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def page(self, query: Mapping[str, Any]) -> dict[str, Any]:
        """Return a page of users, with its `pagination`.

        Args:
            query: `page`, `per_page`, `search`, `state`, `sort`.
        """
        found: dict[str, Any] = self._wire.get("users", {"page": 1, **query}).response
        return found

    def get(self, user_id: int) -> dict[str, Any]:
        """Return a user."""
        found: dict[str, Any] = self._wire.get(path_of("users", user_id)).response
        return found

    def create(self, members: Mapping[str, Any]) -> dict[str, Any]:
        """Make a user.

        Args:
            members: `email`, `realname`, and `password` or `sendWelcome`.

        Raises:
            Invalid: one of them cannot be, or the address is taken.
        """
        made: dict[str, Any] = self._wire.post("users/create", members).response
        return made

    def change(self, user_id: int, members: Mapping[str, Any]) -> dict[str, Any]:
        """Change members of a user.

        Args:
            user_id: whom.
            members: `email`, `realname`, `password`, `disabled`, `disabledreason`, `permissions`.

        Raises:
            Invalid: one of them cannot be; nothing is changed.
            NotAllowed: the user has permissions the visitor lacks.
        """
        changed: dict[str, Any] = self._wire.post(path_of("users", user_id), members).response
        return changed

    def delete(self, user_id: int, domains: str) -> None:
        """Delete a user.

        Args:
            user_id: whom.
            domains: what becomes of zones nobody else owns: `delete`, `keep`, or the address of a new owner; empty if
                there are none.

        Raises:
            Invalid: there are such zones (`detail`), and it is not said what becomes of them.
        """
        self._wire.delete(path_of("users", user_id), {"domains": domains})

    def sign_out(self, user_id: int) -> None:
        """End every session and token of a user, and trust none of their devices."""
        self._wire.delete(path_of("users", user_id, "sessions"))

    def resend_welcome(self, user_id: int) -> None:
        """Send the mail of registration again.

        Raises:
            Invalid: they have confirmed their address already.
        """
        self._wire.post(path_of("users", user_id, "resendwelcome"))

    def keys(self, user_id: int) -> dict[str, Any]:
        """Return the API keys of a user by their ids."""
        found: dict[str, Any] = self._wire.get(path_of("users", user_id, "keys")).response
        return found

    def delete_key(self, user_id: int, key_id: str) -> None:
        """Delete an API key of a user."""
        self._wire.delete(path_of("users", user_id, "keys", key_id))

    def factors(self, user_id: int) -> dict[str, Any]:
        """Return the second factors of a user by their ids."""
        found: dict[str, Any] = self._wire.get(path_of("users", user_id, "2fa")).response
        return found

    def passkeys(self, user_id: int) -> Any:
        """Return the passkeys of a user."""
        return self._wire.get(path_of("users", user_id, "passkeys")).response

    def delete_factor(self, user_id: int, factor_id: object) -> None:
        """Delete a second factor of a user."""
        self._wire.delete(path_of("users", user_id, "2fa", factor_id))

    def delete_passkey(self, user_id: int, passkey_id: object) -> None:
        """Delete a passkey of a user."""
        self._wire.delete(path_of("users", user_id, "passkeys", passkey_id))

    def log(self, user_id: int, page: int) -> dict[str, Any]:
        """Return a page of what happened to a user."""
        found: dict[str, Any] = self._wire.get(path_of("users", user_id, "audit"), {"page": page}).response
        return found

    def begin_to_act(self) -> Answer:
        """Have it noted in the log of the user an administrator acts for, whom the wire names."""
        return self._wire.post("session/impersonation")
