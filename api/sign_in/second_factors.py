"""What a user can prove themselves with beside a password: codes, and codes earned by a passkey (API 1.0 §6.5)."""

from dataclasses import dataclass
from hmac import compare_digest
from secrets import token_urlsafe
from typing import Any, cast

from sqlalchemy import CursorResult, bindparam, delete, exists, or_, select, update
from sqlalchemy.orm import Session

from api.secrets_of_users import hash_key
from api.sign_in.codes import matching_steps, plain_code
from api.transaction import Transaction
from core import logs
from core.models import Passkey, SecondFactor
from core.sealing import Sealer, Unreadable
from core.sessions import OneTimeValues

TOTP = "rfc6238"
PLAIN = "plain"
# what a user can set up (data value `2faKeyTypes`); others of API 1.0 need a service of somebody else
TYPES = (TOTP, PLAIN)

# a code that is earned by a passkey can be told from others, so that memcached is asked for these alone
PASSKEY_CODE = "passkey-"
PASSKEY_CODE_SECONDS = 60
EARNED = "passkey_code"

log = logs.get()

# Statements are made once: SQLAlchemy takes longer to recognise an equal one than to run it.
USABLE = select(
    SecondFactor.id,
    SecondFactor.user_id,
    SecondFactor.type,
    SecondFactor.secret,
    SecondFactor.is_one_time,
    SecondFactor.last_step,
).where(
    SecondFactor.user_id == bindparam("user_id"),
    SecondFactor.active,
    or_(SecondFactor.expires_at.is_(None), SecondFactor.expires_at > bindparam("now")),
)
HAS_PASSKEY = select(exists().where(Passkey.user_id == bindparam("user_id")))


@dataclass(frozen=True, slots=True)
class Match:
    """A factor for which a code is right; `step` is the time step it is of, None for a written one."""

    factor_id: int
    step: int | None
    is_one_time: bool


class SecondFactors:
    """Looks at codes, and spends them.

    Args:
        pepper: the secret written codes are hashed with.
        sealer: opens the secrets shared with apps.
        values: keeps the codes that passkeys earn.
    """

    def __init__(self, pepper: str, sealer: Sealer, values: OneTimeValues) -> None:
        self._pepper = pepper
        self._sealer = sealer
        self._values = values

    def methods(self, session: Session, user_id: int, now: int) -> tuple[str, ...]:
        """Return what a user can prove themselves with: `code`, `passkey`, both, or nothing."""
        has_code = session.execute(USABLE, {"user_id": user_id, "now": now}).first() is not None
        has_passkey = bool(session.scalar(HAS_PASSKEY, {"user_id": user_id}))
        return tuple(name for name, has in (("code", has_code), ("passkey", has_passkey)) if has)

    def spend(self, session: Session, user_id: int, code: str, now: int) -> bool:
        """Tell whether a code of a user is right, and use it up.

        Of several who use the same code at once, one is told that it is right: who changes the row decides.

        Args:
            session: of the database; to be committed by who asks, or the code is not spent.
            user_id: whose code it should be.
            code: as it was typed.
            now: Unix milliseconds.

        Raises:
            TryLater: the code is one a passkey has earned, and memcached is away.
        """
        if code.startswith(PASSKEY_CODE):
            earned = self._values.take(EARNED, code)
            return earned is not None and earned["user_id"] == user_id
        rows = session.execute(USABLE, {"user_id": user_id, "now": now}).all()
        matches = [match for row in rows for match in self.matches(row, code, now)]
        return any(_use(session, match, now) for match in matches)

    def activate(self, session: Session, factor: Any, code: str, now: int) -> bool:
        """Tell whether a code is one of a factor, which then counts; a time step is used up, a written code is not."""
        for match in self.matches(factor, code, now):
            if match.step is None or _use(session, match, now):
                session.execute(update(SecondFactor).where(SecondFactor.id == match.factor_id).values(active=True))
                return True
        return False

    def note_if_none_is_left(self, transaction: Transaction, user_id: int) -> bool:
        """Tell whether a user has no second factor, and if so write into the audit log that a password suffices."""
        if self.methods(transaction.session, user_id, transaction.now):
            return False
        transaction.note("2fa.disabled", user_id, user_id=user_id)
        return True

    def earn(self, user_id: int) -> str:
        """Return a code for somebody who has shown a passkey: good once, within a minute.

        Raises:
            TryLater: memcached is away.
        """
        code = PASSKEY_CODE + token_urlsafe(32)
        self._values.put(EARNED, code, {"user_id": user_id}, PASSKEY_CODE_SECONDS)
        return code

    def matches(self, factor: Any, code: str, now: int) -> list[Match]:
        """Return how a code fits a factor; a time step that is spent does not count."""
        if factor.type == PLAIN:
            typed = plain_code(code)
            is_right = typed is not None and compare_digest(self.hash(typed), factor.secret)
            return [Match(factor.id, None, factor.is_one_time)] if is_right else []
        secret = self.reveal(factor)
        steps = matching_steps(secret, code, now) if secret is not None else []
        return [Match(factor.id, step, False) for step in steps if step > (factor.last_step or 0)]

    def seal(self, user_id: int, secret: str) -> bytes:
        """Return the secret shared with an app as it is stored."""
        return self._sealer.seal(secret.encode(), _purpose(user_id))

    def reveal(self, factor: Any) -> str | None:
        """Return the secret shared with an app; None when the setting it is sealed under has changed."""
        try:
            return self._sealer.open(factor.secret, _purpose(factor.user_id)).decode()
        except Unreadable:
            log.exception("second_factor_unreadable", factor_id=factor.id, user_id=factor.user_id)
            return None

    def hash(self, code: str) -> bytes:
        """Return what is stored of a written code."""
        return hash_key(code, self._pepper)


def _purpose(user_id: int) -> str:
    return f"second factor of user {user_id}"


def _use(session: Session, match: Match, now: int) -> bool:
    """Use up a code; tell whether nobody else has done so meanwhile."""
    factor = SecondFactor.id == match.factor_id
    if match.step is not None:
        is_unspent = or_(SecondFactor.last_step.is_(None), SecondFactor.last_step < match.step)
        used = session.execute(
            update(SecondFactor).where(factor, is_unspent).values(last_step=match.step, last_used_at=now)
        )
    elif match.is_one_time:
        used = session.execute(delete(SecondFactor).where(factor))
    else:
        used = session.execute(update(SecondFactor).where(factor).values(last_used_at=now))
    return cast(CursorResult[Any], used).rowcount == 1
