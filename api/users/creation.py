"""Making a new account."""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from api.body import is_true
from api.custom_data.actions import set_values
from api.mail.addresses import parse_mail_address
from api.passwords import check_password
from api.registration.welcome import NOT_VERIFIED
from api.secrets_of_users import hash_password
from api.transaction import Transaction
from api.users.changes import parse_reason
from api.users.credentials import AddressTaken, parse_real_name
from api.users.granting import give, grant
from api.users.schemas import CreateUser
from core.errors import Invalid, NotAllowed
from core.models import User
from core.models.accounts import NO_PASSWORD
from core.settings import AccountSettings


def create(transaction: Transaction, wanted: CreateUser, rules: AccountSettings) -> User:
    """Create a user as an administrator wants it.

    Raises:
        NotAllowed: permissions are to be set, which the actor may not.
        Invalid: a member is missing or wrong, or the address is taken.
    """
    chooses_later = is_true(wanted.sendWelcome)
    try:
        user = _user(wanted, chooses_later)
        save(transaction, user, rules)
    except AddressTaken as refusal:
        raise Invalid("Error creating user", [refusal.message]) from refusal
    except NotAllowed:
        raise
    except Invalid as refusal:
        raise Invalid("Error creating user.", [refusal.message, *(refusal.detail or ())]) from refusal
    if wanted.permissions is not None:
        grant(transaction, user, wanted.permissions)
    if wanted.customdata is not None:
        set_values(transaction, user.id, wanted.customdata)
    return user


def save(transaction: Transaction, user: User, rules: AccountSettings) -> None:
    """Save a new user, who may do what every new user may.

    Raises:
        AddressTaken: there is somebody with this address.
    """
    session = transaction.session
    taken = session.scalar(select(User.id).where(User.email == user.email))
    if taken is not None:
        raise AddressTaken("Email address already exists")
    user.created_at = transaction.now
    try:
        # what came before must stay good: who registers is answered alike
        with session.begin_nested():
            session.add(user)
    except IntegrityError as error:
        raise AddressTaken("Email address already exists") from error
    give(transaction, user.id, set(rules.register_permissions))


def unverified_user(email: str, real_name: str) -> User:
    """Return a new user who has yet to show that the address is theirs."""
    return User(
        email=email,
        real_name=real_name,
        password_hash=NO_PASSWORD,
        avatar="gravatar",
        disabled=True,
        disabled_reason=NOT_VERIFIED,
        is_unverified=True,
    )


def _user(wanted: CreateUser, chooses_later: bool) -> User:
    if wanted.email is None or wanted.realname is None:
        raise Invalid(f"Missing required field: {'email' if wanted.email is None else 'realname'}")
    user = unverified_user(parse_mail_address(wanted.email), parse_real_name(wanted.realname))
    user.avatar = wanted.avatar or user.avatar
    if chooses_later:
        return user
    if wanted.password is None:
        raise Invalid("Missing required field: password", ["Or send sendWelcome, to have them choose one themselves."])
    check_password(wanted.password, user.email)
    user.password_hash = hash_password(wanted.password)
    user.is_unverified = False
    user.disabled = is_true(wanted.disabled)
    user.disabled_reason = parse_reason(wanted.disabledreason or "")
    return user
