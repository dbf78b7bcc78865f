"""What is decided about passkeys."""

from collections.abc import Mapping
from typing import Any, cast

from sqlalchemy import func, select

from api.passkeys.answers import CeremonyOptions, CodeEarned, NewPasskey, PasskeyObject
from api.second_factors.descriptions import parse_description
from api.second_factors.notices import FactorNotices
from api.sign_in.passkeys import Passkeys
from api.sign_in.second_factors import PASSKEY_CODE_SECONDS, SecondFactors
from api.transaction import Transaction
from api.users.finding import find_user, is_somebody_else
from core.errors import Invalid, NotAllowed, NotFound
from core.models import Passkey, User

# what one user may have; all are named to the browser after a password
MOST_PASSKEYS = 20


class PasskeyActions:
    """What can be done with the passkeys of users.

    Args:
        passkeys: the ceremonies.
        factors: what a passkey stands beside.
        notices: tells users what was changed.
    """

    def __init__(self, passkeys: Passkeys, factors: SecondFactors, notices: FactorNotices) -> None:
        self._passkeys = passkeys
        self._notices = notices
        self._factors = factors

    def list_all(self, transaction: Transaction, user_text: str) -> dict[str, PasskeyObject]:
        """Return all passkeys of a user by id."""
        user = find_user(transaction, user_text)
        query = select(Passkey).where(Passkey.user_id == user.id).order_by(Passkey.id)
        return {str(passkey.id): _object(passkey) for passkey in transaction.session.scalars(query).all()}

    def creation_options(self, transaction: Transaction, user_text: str) -> CeremonyOptions:
        """Return the options to make a passkey with.

        Raises:
            NotAllowed: somebody else than the user asks, or a key.
            Invalid: they have too many.
        """
        user = _owner(transaction, user_text)
        made = self._passkeys.creation_options(transaction.session, user.id, user.email, user.real_name)
        return cast(CeremonyOptions, made)

    def create(self, transaction: Transaction, user_text: str, credential: Mapping[str, Any], name: str) -> NewPasskey:
        """Save a passkey that an authenticator has made, which from then on is a second factor, too.

        Raises:
            NotAllowed: somebody else than the user asks, or a key.
            Invalid: it is not accepted, or known already, or has no name, or there are too many.
        """
        user = _owner(transaction, user_text)
        passkey = self._passkeys.read_new(user.id, credential, transaction.now)
        passkey.description = parse_description(name, "Error creating passkey")
        known = select(Passkey.id).where(Passkey.credential_hash == passkey.credential_hash)
        if transaction.session.scalar(known) is not None:
            raise Invalid("This passkey is known already.")
        transaction.session.add(passkey)
        transaction.session.flush()
        transaction.note("passkey.created", user.id, passkey.id, passkey.description, user_id=user.id)
        self._notices.tell(transaction, user, f'The passkey "{passkey.description}" was added')
        return _changed(passkey)

    def rename(self, transaction: Transaction, user_text: str, passkey_id: int, name: str) -> NewPasskey:
        """Call a passkey something else.

        Raises:
            NotFound: the user has no such passkey.
            Invalid: the name is empty.
        """
        user, passkey = _find(transaction, user_text, passkey_id)
        wanted = parse_description(name, "Error updating passkey")
        transaction.note("passkey.updated", user.id, passkey.id, passkey.description, wanted, user_id=user.id)
        passkey.description = wanted
        return _changed(passkey)

    def delete(self, transaction: Transaction, user_text: str, passkey_id: int) -> None:
        """Take a passkey away; the authenticator keeps it, and it is good for nothing.

        Raises:
            NotFound: the user has no such passkey.
        """
        user, passkey = _find(transaction, user_text, passkey_id)
        transaction.session.delete(passkey)
        transaction.session.flush()
        transaction.note("passkey.deleted", user.id, passkey.id, passkey.description, user_id=user.id)
        suffices = self._factors.note_if_none_is_left(transaction, user.id)
        change = f'The passkey "{passkey.description}" was deleted'
        self._notices.tell(transaction, user, change, password_suffices=suffices)

    def sign_in_options(self, transaction: Transaction) -> CeremonyOptions:
        """Return the options for somebody who signs in by passkey alone."""
        return cast(CeremonyOptions, self._passkeys.request_options(transaction.session, "sign_in", None))

    def signed_in(self, transaction: Transaction, credential: Mapping[str, Any]) -> int:
        """Return who has signed in by passkey alone.

        Raises:
            Invalid: it is not accepted.
        """
        return self._passkeys.check(transaction.session, "sign_in", None, credential, transaction.now)

    def second_factor_options(self, transaction: Transaction) -> CeremonyOptions:
        """Return the options for somebody who has shown their password.

        Raises:
            Invalid: they have no passkey, or act in the name of another.
        """
        user_id = _person(transaction)
        if "passkey" not in self._factors.methods(transaction.session, user_id, transaction.now):
            raise Invalid("There is no passkey to sign in with.")
        options = self._passkeys.request_options(transaction.session, "second_factor", user_id)
        return cast(CeremonyOptions, options)

    def earn_code(self, transaction: Transaction, credential: Mapping[str, Any]) -> CodeEarned:
        """Return a code for somebody who has shown their passkey after their password.

        Raises:
            Invalid: it is not accepted, or they act in the name of another.
        """
        user_id = _person(transaction)
        self._passkeys.check(transaction.session, "second_factor", user_id, credential, transaction.now)
        return {"code": self._factors.earn(user_id), "expires": transaction.now // 1000 + PASSKEY_CODE_SECONDS}


def _person(transaction: Transaction) -> int:
    if transaction.actor.impersonator is not None:
        raise Invalid("Nobody can show a passkey in the name of another.")
    return transaction.actor.require_user("use passkeys")


def _owner(transaction: Transaction, user_text: str) -> User:
    """Return the user a new passkey is for; it signs in to everything, so no key and nobody else may make one."""
    actor = transaction.actor
    if is_somebody_else(actor, user_text) or actor.impersonator is not None:
        raise NotAllowed("Access denied.", ["Only the user can add a passkey to an account."])
    if actor.key is not None:
        raise NotAllowed("Access denied.", ["A passkey can do more than a key: sign in by password to add one."])
    user = find_user(transaction, user_text, for_update=True)
    count = transaction.session.scalar(select(func.count()).where(Passkey.user_id == user.id)) or 0
    if count >= MOST_PASSKEYS:
        raise Invalid(f"There may be {MOST_PASSKEYS} passkeys at most; please delete one first.")
    return user


def _find(transaction: Transaction, user_text: str, passkey_id: int) -> tuple[User, Passkey]:
    user = find_user(transaction, user_text)
    query = select(Passkey).where(Passkey.id == passkey_id, Passkey.user_id == user.id)
    passkey = transaction.session.scalar(query)
    if passkey is None:
        raise NotFound(f"Unknown passkey: {passkey_id}")
    return user, passkey


def _object(passkey: Passkey) -> PasskeyObject:
    return {
        "description": passkey.description,
        "created": passkey.created_at // 1000,
        "lastused": (passkey.last_used_at or 0) // 1000,
        "transports": [word for word in passkey.transports.split(",") if word],
    }


def _changed(passkey: Passkey) -> NewPasskey:
    return {**_object(passkey), "id": passkey.id, "updated": True}
