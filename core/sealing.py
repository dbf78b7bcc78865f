"""Encrypts what has to be read again and must not lie in the database in clear, such as secrets that sign webhooks."""

import base64
import hashlib
import hmac
from secrets import token_bytes

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

# of AES-GCM, NIST SP 800-38D §5.2.1.1
NONCE_OCTETS = 12


class Unreadable(Exception):
    """Something was sealed under another secret, for another purpose, or has been changed; or it was never sealed."""


class Sealer:
    """Seals and opens (AES-256-GCM).

    Args:
        secret: the key is derived from it; what was sealed under another one cannot be opened.
    """

    def __init__(self, secret: str) -> None:
        self._cipher = AESGCM(hmac.digest(secret.encode(), b"sealing", hashlib.sha256))

    def seal(self, content: bytes, purpose: str) -> bytes:
        """Return the content encrypted, a different one each time.

        Args:
            content: what has to be kept secret.
            purpose: what it is for and whose it is; needed to open it, so that it cannot be put in another's place.
        """
        nonce = token_bytes(NONCE_OCTETS)
        return nonce + self._cipher.encrypt(nonce, content, purpose.encode())

    def open(self, sealed: bytes, purpose: str) -> bytes:
        """Return what was sealed for a purpose.

        Raises:
            Unreadable: see there.
        """
        try:
            return self._cipher.decrypt(sealed[:NONCE_OCTETS], sealed[NONCE_OCTETS:], purpose.encode())
        except (InvalidTag, ValueError) as error:
            raise Unreadable from error


def seal_text(sealer: Sealer, text: str, purpose: str) -> str:
    """Return a text sealed, for a column of text: four thirds of the octets of the text, and 38 more."""
    return base64.b64encode(sealer.seal(text.encode(), purpose)).decode()


def open_text(sealer: Sealer, sealed: str, purpose: str) -> str:
    """Return a text that was sealed by `seal_text`.

    Raises:
        Unreadable: see there.
    """
    try:
        content = base64.b64decode(sealed, validate=True)
    except ValueError as error:
        raise Unreadable from error
    return sealer.open(content, purpose).decode()
