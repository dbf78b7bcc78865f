"""The account of who is signed in (API 1.0 §10.2, §10.4)."""

from collections.abc import Mapping
from typing import Any

from web.api_client.wire import Wire, path_of


class Account:
    """One's own account."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def who(self) -> dict[str, Any]:
        """Return who is signed in (`user`), and what they may do (`access`)."""
        known: dict[str, Any] = self._wire.get("userdata").response
        return known

    def get(self) -> dict[str, Any]:
        """Return everything the API tells of the account."""
        user: dict[str, Any] = self._wire.get("users/self").response
        return user

    def change(self, members: Mapping[str, str]) -> None:
        """Change some of `email`, `realname`, `password` and `avatar`.

        Raises:
            Invalid: one of them is wrong, or the address belongs to somebody.
            NotAllowed: an administrator looks after this account.
        """
        self._wire.post("users/self", dict(members))

    def accept_terms(self) -> None:
        """Accept the terms."""
        self._wire.post("users/self/acceptterms", {"acceptterms": True})

    def set_value(self, key: str, value: str) -> None:
        """Keep a value with the account, for whatever client asks for it."""
        self._wire.post(path_of("users", "self", "customdata", key), {"value": value})

    def sign_out_everywhere(self) -> None:
        """End every session and token, and trust no device any more."""
        self._wire.delete("users/self/sessions")

    def events(self, page: int = 1, kind: str = "") -> dict[str, Any]:
        """Return a page of what happened to the account, newest first (`entries`, `pagination`).

        Args:
            page: from 1.
            kind: the only type of events, such as `session.created`; empty for all.
        """
        found: dict[str, Any] = self._wire.get("users/self/audit", {"page": page, "filter[type]": kind}).response
        return found

    def ask_to_delete(self, domains: str) -> dict[str, Any]:
        """Return the code that deletes the account (`confirmCode`), and whether it needs a second factor (`twofactor`).

        Args:
            domains: `delete` for zones nobody else owns; empty if there are none.

        Raises:
            Invalid: users may not delete themselves; or there are such zones, which are then in `detail`.
        """
        step: dict[str, Any] = self._wire.delete("users/self", {"domains": domains}).response
        return step

    def delete(self, confirm_code: str, second_factor: str) -> None:
        """Delete the account.

        Raises:
            Invalid: a code is wrong.
        """
        codes = (confirm_code, second_factor) if second_factor else (confirm_code,)
        self._wire.delete(path_of("users", "self", "confirm", *codes))
