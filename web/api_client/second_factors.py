"""Second factors of who is signed in: authenticator apps and recovery codes (API 1.0 §10.4)."""

from collections.abc import Sequence
from typing import Any

from web.api_client.wire import Wire, path_of

FACTORS = ("users", "self", "2fa")
RECOVERY_CODES = 10


class SecondFactors:
    """One's own second factors."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def list(self) -> dict[str, dict[str, Any]]:
        """Return all of them by id."""
        found: dict[str, dict[str, Any]] = self._wire.get(path_of(*FACTORS)).response
        return found

    def get(self, factor_id: str) -> dict[str, Any]:
        """Return one of them; an app that is not active yet has `uri`, for a QR code, and `key`, to be typed."""
        factor: dict[str, Any] = self._wire.get(path_of(*FACTORS, factor_id)).response
        return factor

    def add_app(self, name: str) -> str:
        """Make an authenticator app, which counts once a code of it is verified, and return its id.

        Raises:
            Invalid: it has no name, or there are too many.
        """
        made = self._wire.post(path_of(*FACTORS), {"description": name, "type": "rfc6238"}).response
        return str(made["id"])

    def verify(self, factor_id: str, code: str) -> None:
        """Have an app count from now on.

        Raises:
            Invalid: the code is not one of it.
        """
        self._wire.post(path_of(*FACTORS, factor_id, "verify"), {"code": code})

    def add_recovery_codes(self, name: str) -> Sequence[str]:
        """Return new codes to write down; they are good once each.

        Raises:
            Invalid: there are too many factors.
        """
        wanted = {"description": name, "type": "plain", "count": RECOVERY_CODES}
        return [made["key"] for made in self._wire.post(path_of(*FACTORS), wanted).response]

    def rename(self, factor_id: str, name: str) -> None:
        """Call one something else."""
        self._wire.post(path_of(*FACTORS, factor_id), {"description": name})

    def delete(self, factor_id: str) -> None:
        """Take one away."""
        self._wire.delete(path_of(*FACTORS, factor_id))
