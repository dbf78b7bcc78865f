"""What an account is signed in with: its address and its password."""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from api.block_patterns import is_blocked
from api.mail.addresses import parse_mail_address
from api.mail.writer import MailWriter
from api.passwords import check_password
from api.registration.codes import PURPOSES, void
from api.secrets_of_users import hash_password
from api.sign_in.devices import forget_devices
from api.transaction import Transaction
from core.errors import Conflict, Invalid
from core.models import User

LONGEST_NAME = 250


class AddressTaken(Invalid):
    """There is an account with this address already."""


def parse_real_name(text: str) -> str:
    """Return a name as it is stored.

    Raises:
        Invalid: it is empty, too long, or not on one line.
    """
    name = text.strip()
    if not name:
        raise Invalid("Missing required field: realname")
    if len(name) > LONGEST_NAME or not name.isprintable():
        raise Invalid(f"The realname may have at most {LONGEST_NAME} printable characters, on one line.")
    return name


def refuse_blocked(transaction: Transaction, *, real_name: str | None = None, email: str | None = None) -> None:
    """Make sure a name and an address are not blocked; None is not looked at.

    Raises:
        Invalid: one is.
    """
    if real_name is not None and is_blocked(transaction.session, "signup_name", real_name):
        raise Invalid("This name has been blocked from being used.")
    if email is not None and is_blocked(transaction.session, "signup_email", email):
        raise Invalid("This email address has been blocked from being used.")


def set_email(transaction: Transaction, user: User, text: str, mails: MailWriter) -> None:
    """Give a user another address, and tell the old one; the codes that were sent there are void.

    Raises:
        Invalid: it is no address.
        AddressTaken: somebody has it.
    """
    email, before = parse_mail_address(text), user.email
    if email == before:
        return
    taken = transaction.session.scalar(select(User.id).where(User.email == email))
    if taken is not None:
        raise AddressTaken("Email address already exists.")
    user.email = email
    try:
        transaction.session.flush()
    except IntegrityError as error:
        raise Conflict("Somebody else takes this address at this moment.") from error
    for purpose in PURPOSES:
        void(transaction, user.id, purpose)
    if transaction.actor.impersonator is None:
        mails.write_to(transaction, "email_changed", user, recipient=before, new_email=email)


def set_password(transaction: Transaction, user: User, password: str, mails: MailWriter) -> None:
    """Give a user another password and tell them; it ends every sign-in there is, and a code to reset it.

    Raises:
        Invalid: the password is not good enough.
    """
    check_password(password, user.email)
    user.password_hash = hash_password(password)
    end_sign_ins(transaction.session, user)
    void(transaction, user.id, "reset")
    if transaction.actor.impersonator is None:
        mails.write_to(transaction, "password_changed", user)


def end_sign_ins(session: Session, user: User) -> None:
    """End every session and token of a user, and trust none of their devices; keys are as they were."""
    user.sign_in_epoch += 1
    forget_devices(session, user.id)
