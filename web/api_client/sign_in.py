"""Signing in and out, and stepping up (API 1.0 §6)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from web.api_client.wire import Wire

Account = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Started:
    """A session that was started, and the device that is trusted from now on, if one is."""

    session_id: str
    device_id: str = ""


class SignIn:
    """How visitors become known to the API."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def by_password(
        self, email: str, password: str, *, code: str = "", device_id: str = "", save_device: str = ""
    ) -> Started:
        """Start a session.

        Args:
            email: of the account.
            password: of the account.
            code: a second factor.
            device_id: what an earlier sign-in gave a trusted device.
            save_device: what to call this device, if it is to be trusted.

        Raises:
            SignedOut: it is refused; `login_error` says whether a second factor would help.
            NotAllowed: the account is disabled, for a reason its owner may know.
        """
        headers = {"X-2FA-Key": code, "X-2FA-Device-ID": device_id, "X-2FA-Save-Device": save_device}
        sent = {name: value for name, value in headers.items() if value}
        answer = self._wire.send("GET", "session", headers=sent, auth=(email, password))
        return Started(answer.response["session"], str(answer.envelope.get("device_id", "")))

    def passkey_options(self) -> dict[str, Any]:
        """Return what a passkey signs to start a session without a password."""
        options: dict[str, Any] = self._wire.post("session/passkey/options").response
        return options

    def by_passkey(self, credential: Mapping[str, Any]) -> Started:
        """Start a session.

        Args:
            credential: what an authenticator made of the options.

        Raises:
            Invalid: it is not accepted, or the account is disabled.
        """
        answer = self._wire.post("session/passkey", {"credential": credential})
        return Started(answer.response["session"])

    def second_factor_options(self, account: Account | None = None) -> dict[str, Any]:
        """Return what a passkey signs as a second factor.

        Args:
            account: mail address and password; None for who has a session.

        Raises:
            Invalid: there is no passkey.
        """
        options: dict[str, Any] = self._wire.send("POST", "session/2fa_passkey/options", auth=account).response
        return options

    def earn_code(self, credential: Mapping[str, Any], account: Account | None = None) -> str:
        """Return the code a passkey earns, which is good once, within a minute.

        Args:
            credential: what an authenticator made of the options.
            account: mail address and password; None for who has a session.

        Raises:
            Invalid: it is not accepted.
        """
        sent = {"credential": credential}
        return str(self._wire.send("POST", "session/2fa_passkey", sent, auth=account).response["code"])

    def step_up(self, *, password: str, code: str) -> tuple[str, int]:
        """Return a token that opens changes to an administrator, and the Unix time it ends.

        Raises:
            Invalid: what was sent is wrong or missing.
            TooMany: it was wrong too often.
        """
        response = self._wire.post("session/admintoken", {"password": password, "code": code}).response
        return response["admintoken"], int(response["expires"])

    def end(self) -> None:
        """End the session."""
        self._wire.delete("session")
