"""The step after a right password: a second factor, for those who have one (API 1.0 §6.5, §6.6)."""

from dataclasses import replace

from sqlalchemy.orm import Session

from api.actor import Actor
from api.sign_in.credentials import Password
from api.sign_in.devices import TrustedDevices, check_device
from api.sign_in.refusals import NotSignedIn
from api.sign_in.second_factors import SecondFactors
from api.transaction import Transaction


class SecondStep:
    """Makes sure that somebody with the right password has the second factor, too.

    Args:
        factors: what codes are compared with.
        devices: which need no code.
    """

    def __init__(self, factors: SecondFactors, devices: TrustedDevices) -> None:
        self._factors = factors
        self._devices = devices

    def take(self, session: Session, actor: Actor, sent: Password, now: int) -> Actor:
        """Return the actor, with the device that was saved on the way if one was.

        What it uses up and saves is committed, whatever becomes of the rest of the request.

        Args:
            session: of the database, in which nothing else has been changed.
            actor: the user whose password was right.
            sent: with what.
            now: Unix milliseconds.

        Raises:
            NotSignedIn: a code is missing, wrong, spent, or not needed.
            Invalid: the device cannot be saved under this id or name.
            TryLater: the code is one a passkey has earned, and memcached is away.
        """
        user_id = actor.require_user("sign in")
        methods = self._factors.methods(session, user_id, now)
        if not methods:
            if sent.code is not None:
                raise _not_needed()
            return actor
        check_device(sent.device_id, sent.device_name)
        is_trusted = sent.device_id is not None and self._devices.trusts(session, user_id, sent.device_id, now)
        session.commit()
        if is_trusted:
            if sent.code is not None:
                raise _not_needed()
            return actor
        if sent.code is None:
            raise NotSignedIn("2FA key required.", "2fa_required", methods)
        if not self._factors.spend(session, user_id, sent.code, now):
            raise NotSignedIn("2FA key invalid.", "2fa_invalid")
        saved = self._saved(session, actor, sent, now)
        session.commit()
        return saved

    def _saved(self, session: Session, actor: Actor, sent: Password, now: int) -> Actor:
        transaction, user_id = Transaction(session, actor, now), actor.require_user("sign in")
        self._factors.note_if_none_is_left(transaction, user_id)
        if sent.device_id is None and sent.device_name is None:
            return actor
        device = self._devices.save(session, user_id, sent.device_id, sent.device_name, now)
        transaction.note("2fa.device.created", user_id, device.name, user_id=user_id)
        return replace(actor, saved_device=device)


def _not_needed() -> NotSignedIn:
    return NotSignedIn("2FA key provided but not required.", "2fa_notrequired")
