"""Changing the members of a user."""

from api.body import is_true
from api.custom_data.actions import set_values
from api.mail.writer import MailWriter
from api.transaction import Transaction
from api.users.credentials import AddressTaken, parse_real_name, refuse_blocked, set_email, set_password
from api.users.granting import grant
from api.users.schemas import UserMembers
from core.errors import Conflict, Invalid, NotAllowed
from core.models import User

LONGEST_REASON = 250

MANAGER = "manage_users"


def change(transaction: Transaction, user: User, wanted: UserMembers, mails: MailWriter) -> None:
    """Set the members of a user that are given.

    Raises:
        NotAllowed: the actor may not change this of them.
        Invalid: a member is wrong.
    """
    _check_blocked(transaction, user, wanted)
    try:
        _change_person(transaction, user, wanted, mails)
        _change_state(transaction, user, wanted)
    except AddressTaken as refusal:
        # nobody learns from this more than that it did not work
        raise Invalid(f"Error updating user: {user.id}") from refusal
    except (Conflict, NotAllowed):
        raise
    except Invalid as refusal:
        raise Invalid(f"Error updating user: {user.id}", [refusal.message, *(refusal.detail or ())]) from refusal
    if wanted.permissions is not None:
        grant(transaction, user, wanted.permissions)
    if wanted.customdata is not None:
        set_values(transaction, user.id, wanted.customdata)


def parse_reason(text: str) -> str | None:
    """Return why an account is disabled as it is stored, None for no reason.

    Raises:
        Invalid: it is too long.
    """
    reason = text.strip()
    if len(reason) > LONGEST_REASON:
        raise Invalid(f"The disabledreason may have at most {LONGEST_REASON} characters.")
    return reason or None


def _check_blocked(transaction: Transaction, user: User, wanted: UserMembers) -> None:
    actor = transaction.actor
    if MANAGER in actor.access or actor.impersonator is not None:
        return
    name = wanted.realname if wanted.realname != user.real_name else None
    email = wanted.email.strip().lower() if wanted.email is not None else None
    refuse_blocked(transaction, real_name=name, email=email if email != user.email else None)


def _change_person(transaction: Transaction, user: User, wanted: UserMembers, mails: MailWriter) -> None:
    if wanted.realname is not None:
        user.real_name = parse_real_name(wanted.realname)
    if wanted.avatar is not None:
        user.avatar = wanted.avatar
    if wanted.password is not None or (wanted.email is not None and wanted.email.strip().lower() != user.email):
        _refuse_managed(transaction)
    if wanted.email is not None:
        set_email(transaction, user, wanted.email, mails)
    if wanted.password is not None:
        set_password(transaction, user, wanted.password, mails)


def _refuse_managed(transaction: Transaction) -> None:
    access = transaction.actor.access
    if "admin_managed_user" in access and MANAGER not in access:
        raise NotAllowed(
            "Access denied.", ["Your account is looked after by an administrator, who alone changes this."]
        )


def _change_state(transaction: Transaction, user: User, wanted: UserMembers) -> None:
    disabled = user.disabled if wanted.disabled is None else is_true(wanted.disabled)
    reason = user.disabled_reason if wanted.disabledreason is None else parse_reason(wanted.disabledreason)
    if (disabled, reason) == (user.disabled, user.disabled_reason):
        return
    if user.id == transaction.actor.user_id:
        raise Invalid("You can not disable yourself, nor say why you are disabled.")
    transaction.actor.require(MANAGER)
    user.disabled, user.disabled_reason = disabled, reason
