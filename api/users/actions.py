"""What is decided about users (API 1.0 §10.4)."""

import json

from sqlalchemy import select

from api.body import is_true
from api.mail.writer import MailWriter
from api.registration.codes import Codes
from api.registration.welcome import send_welcome
from api.transaction import Transaction
from api.users.answers import ChangedUser, ListedUser, UserObject
from api.users.changes import change
from api.users.creation import create
from api.users.credentials import end_sign_ins
from api.users.finding import find_user, visible_users
from api.users.granting import refuse_stronger
from api.users.objects import changed_object, list_objects, user_object
from api.users.schemas import CreateUser, UserMembers
from core.errors import Invalid
from core.models import User
from core.settings import AccountSettings


def list_users(transaction: Transaction, rules: AccountSettings) -> list[ListedUser]:
    """Return everybody to whom `manage_users` is given, otherwise only the actor themselves.

    Raises:
        Invalid: somebody who could see everybody uses a key that may not.
    """
    users = transaction.session.scalars(select(User).where(visible_users(transaction.actor)).order_by(User.id)).all()
    return list_objects(transaction.session, users, rules.terms_time, transaction.now)


def get_user(transaction: Transaction, text: str, rules: AccountSettings) -> UserObject:
    """Return one user."""
    return user_object(transaction.session, find_user(transaction, text), rules.terms_time)


def create_user(
    transaction: Transaction, wanted: CreateUser, rules: AccountSettings, codes: Codes, mails: MailWriter
) -> ChangedUser:
    """Create a user as an administrator.

    Raises:
        NotAllowed: permissions are to be set, which the actor may not.
        Invalid: a member is missing or wrong, or the address is taken.
    """
    user = create(transaction, wanted, rules)
    transaction.note("user.new", user.id, user_id=user.id)
    if is_true(wanted.sendWelcome):
        send_welcome(transaction, user, codes, mails)
    return changed_object(transaction.session, user)


def update_user(transaction: Transaction, text: str, wanted: UserMembers, mails: MailWriter) -> ChangedUser:
    """Change a user.

    Raises:
        NotAllowed: the actor may not change this of them.
        Invalid: a member is wrong; nothing is changed.
    """
    require_full_key(transaction)
    user = find_user(transaction, text, for_update=True)
    refuse_stronger(transaction, user)
    session = transaction.session
    before = _noted(changed_object(session, user))
    change(transaction, user, wanted, mails)
    session.flush()
    changed = changed_object(session, user)
    after = _noted(changed)
    if after != before or wanted.password is not None:
        transaction.note("user.updated", user.id, before, after, user_id=user.id)
    return changed


def resend_welcome(transaction: Transaction, text: str, codes: Codes, mails: MailWriter) -> None:
    """Send the mail of registration once more, with a new code.

    Raises:
        Invalid: the user has confirmed their address already.
    """
    user = find_user(transaction, text, for_update=True)
    if not user.is_unverified:
        raise Invalid("User has already completed registration.")
    send_welcome(transaction, user, codes, mails)


def accept_terms(transaction: Transaction, text: str, accepts: bool) -> None:
    """Note that a user accepts the terms.

    Raises:
        Invalid: they do not, or it is not they who say so.
    """
    actor = transaction.actor
    user = find_user(transaction, text, for_update=True)
    if user.id != actor.user_id or actor.impersonator is not None:
        raise Invalid("You can not accept the terms on behalf of another user.")
    if not accepts:
        raise Invalid("Missing Data: acceptterms", ['Send {"acceptterms": true} to accept the terms.'])
    user.accepted_terms_at = transaction.now
    transaction.note("user.terms.accepted", user.id, transaction.now // 1000, user_id=user.id)


def sign_out_everywhere(transaction: Transaction, text: str) -> None:
    """End every session and token of a user, and trust none of their devices; keys and passwords are as they were."""
    user = find_user(transaction, text, for_update=True)
    end_sign_ins(transaction.session, user)
    transaction.note("user.signed_out", user.id, user_id=user.id)


def require_full_key(transaction: Transaction) -> None:
    """Make sure no key takes over the account it belongs to.

    Raises:
        Invalid: the actor signed in with a key that has no `admin_features`, or is limited, or ends one day.
    """
    key = transaction.actor.key
    if key is not None and (not key.has_admin_features or key.limits is not None or key.expires_at is not None):
        raise Invalid("Admin features not permitted with this key.")


def _noted(user: ChangedUser) -> str:
    members = ("email", "realname", "avatar", "disabled", "disabledreason", "permissions")
    return json.dumps({name: user[name] for name in members if name in user})  # type: ignore[literal-required]
