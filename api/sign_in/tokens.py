"""Signed tokens: the JWT of a signed-in client, and the one an administrator steps up with (API 1.0 §6.4, §6.8)."""

import hashlib
import hmac
from typing import Any

import jwt

ISSUER = "Zonehost"
ALGORITHM = "HS256"

SIGN_IN_SECONDS = 3600
ELEVATION_SECONDS = 900
ELEVATION = "admin_elevation"


class Tokens:
    """Makes and reads tokens.

    Args:
        secret: everything is signed with keys derived from it.
    """

    def __init__(self, secret: str) -> None:
        self._key = hmac.digest(secret.encode(), b"tokens", hashlib.sha256)

    def nonce(self, user_id: int, password_hash: str, sign_in_epoch: int) -> str:
        """Return what a token of a password holds, so that it ends with the password or the epoch."""
        text = f"{user_id}-{password_hash}-{sign_in_epoch}"
        return hmac.new(self._key, text.encode(), hashlib.sha256).hexdigest()[:32]

    def make(self, claims: dict[str, Any], now: int, seconds: int) -> tuple[str, int]:
        """Return a token and when it ends.

        Args:
            claims: what it says beside when it was made, when it ends and by whom.
            now: Unix milliseconds.
            seconds: how long it lasts.

        Returns:
            the token and a Unix time in seconds.
        """
        issued = now // 1000
        stamped = {"iat": issued, "exp": issued + seconds, "iss": ISSUER} | claims
        return jwt.encode(stamped, self._key, algorithm=ALGORITHM), issued + seconds

    def read(self, token: str) -> dict[str, Any] | None:
        """Return the claims of a token, None when it is not ours, was changed, or has ended."""
        try:
            claims: dict[str, Any] = jwt.decode(
                token, self._key, algorithms=[ALGORITHM], issuer=ISSUER, options={"require": ["iat", "exp", "iss"]}
            )
        except jwt.InvalidTokenError:
            return None
        return claims
