"""Devices of who is signed in that need no second factor for a while (API 1.0 §10.4)."""

from typing import Any

from web.api_client.wire import Wire, path_of

DEVICES = ("users", "self", "2fadevices")


class TrustedDevices:
    """One's own trusted devices."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def list(self, device_id: str) -> dict[str, dict[str, Any]]:
        """Return all of them by id; the one of this device id is `current`."""
        headers = {"X-2FA-Device-ID": device_id} if device_id else {}
        found: dict[str, dict[str, Any]] = self._wire.send("GET", path_of(*DEVICES), headers=headers).response
        return found

    def forget(self, number: str) -> None:
        """Trust one no more."""
        self._wire.delete(path_of(*DEVICES, number))
