"""How passwords and keys are made, hashed and compared; nothing of them is stored in clear."""

import hashlib
import hmac
import re
import uuid
from secrets import token_bytes

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

KEY_SHAPE = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)

# the defaults of argon2-cffi: argon2id with the second recommended set of RFC 9106 §4
_hasher = PasswordHasher()
_hash_of_nobody = _hasher.hash(token_bytes(16).hex())


def hash_password(password: str) -> str:
    """Return the argon2id hash of a password."""
    return _hasher.hash(password)


def password_matches(password: str, password_hash: str | None) -> bool:
    """Tell whether a password is right; takes as long for a user who does not exist (hash None)."""
    try:
        return _hasher.verify(password_hash or _hash_of_nobody, password) and password_hash is not None
    except (VerificationError, InvalidHashError):
        return False


def new_key() -> str:
    """Return a new API key: 122 random bits in the shape clients of API 1.0 expect."""
    return str(uuid.uuid4()).upper()


def hash_key(key: str, pepper: str) -> bytes:
    """Return what is stored of a key. Keys are compared without regard to case, as clients of API 1.0 expect."""
    return hmac.digest(pepper.encode(), key.upper().encode(), hashlib.sha256)


def mask_key(key: str) -> str:
    """Return what is shown of a key: its first block and its last five digits."""
    return f"{key[:8]}-****-****-****-*******{key[-5:]}".upper()


def mask_keys(text: str) -> str:
    """Return a text, such as a path, with every key in it masked."""
    return KEY_SHAPE.sub(lambda found: mask_key(found[0]), text)
