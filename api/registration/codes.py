"""Codes that are sent by mail and used once; only a keyed hash of them is stored."""

import hashlib
import hmac
from hmac import compare_digest
from secrets import token_urlsafe
from typing import Literal, get_args

from sqlalchemy import delete, select
from sqlalchemy.dialects.mysql import insert

from api.transaction import Transaction
from core.models import UserCode

Purpose = Literal["register", "reset"]
PURPOSES: tuple[Purpose, ...] = get_args(Purpose)

CODE_OCTETS = 24


class Codes:
    """Makes codes and checks them.

    Args:
        pepper: the secret they are hashed with.
    """

    def __init__(self, pepper: str) -> None:
        self._key = hmac.digest(pepper.encode(), b"codes by mail", hashlib.sha256)

    def issue(self, transaction: Transaction, user_id: int, purpose: Purpose, seconds: int | None) -> str:
        """Return a new code of 192 random bits; an earlier one for the same purpose is void.

        Args:
            transaction: the unit of work.
            user_id: whom it is sent to.
            purpose: what it is good for.
            seconds: how long; None for ever.
        """
        code = token_urlsafe(CODE_OCTETS)
        row = insert(UserCode).values(
            user_id=user_id,
            purpose=purpose,
            code_hash=self._hash(code),
            created_at=transaction.now,
            expires_at=None if seconds is None else transaction.now + seconds * 1000,
        )
        transaction.session.execute(
            row.on_duplicate_key_update(
                code_hash=row.inserted.code_hash, created_at=row.inserted.created_at, expires_at=row.inserted.expires_at
            )
        )
        return code

    def spend(self, transaction: Transaction, user_id: int, purpose: Purpose, code: str) -> bool:
        """Tell whether a code is right, and use it up; of two requests with the same code one is told so.

        The transaction may still be undone, and the code is then good again.
        """
        query = select(UserCode).where(UserCode.user_id == user_id, UserCode.purpose == purpose).with_for_update()
        row = transaction.session.scalar(query)
        stored = row.code_hash if row is not None else bytes(hashlib.sha256().digest_size)
        is_right = compare_digest(stored, self._hash(code.strip()))
        if row is None or not is_right or (row.expires_at is not None and row.expires_at <= transaction.now):
            return False
        void(transaction, user_id, purpose)
        return True

    def _hash(self, code: str) -> bytes:
        return hmac.digest(self._key, code.encode(), hashlib.sha256)


def void(transaction: Transaction, user_id: int, purpose: Purpose) -> None:
    """Take back the code of a user for a purpose, if there is one."""
    transaction.session.execute(delete(UserCode).where(UserCode.user_id == user_id, UserCode.purpose == purpose))
