"""Signing in and out (API 1.0 §6)."""

from dataclasses import dataclass

from web.api_client.wire import Wire


@dataclass(frozen=True, slots=True)
class Started:
    """A session that was started, and the device that is trusted from now on, if one is."""

    session_id: str
    device_id: str


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
        """
        headers = {"X-2FA-Key": code, "X-2FA-Device-ID": device_id, "X-2FA-Save-Device": save_device}
        sent = {name: value for name, value in headers.items() if value}
        answer = self._wire.send("GET", "session", headers=sent, auth=(email, password))
        return Started(answer.response["session"], str(answer.envelope.get("device_id", "")))

    def end(self) -> None:
        """End the session."""
        self._wire.delete("session")
