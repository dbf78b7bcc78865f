"""What is decided about new accounts and forgotten passwords (API 1.0 §10.2).

Nobody learns here whether an address has an account: the answers are the same, and who owns the address gets a mail.
"""

from uuid import uuid4

from sqlalchemy import delete, false, select

from api.body import is_true
from api.mail.addresses import parse_mail_address
from api.mail.writer import MailWriter, was_written_lately
from api.passwords import check_password
from api.registration.answers import Confirmed, Registered
from api.registration.codes import Codes, Purpose
from api.registration.schemas import ConfirmWithPassword, ForgotPassword, Register
from api.registration.welcome import NOT_VERIFIED, send_welcome
from api.secrets_of_users import hash_password
from api.transaction import Transaction
from api.users.creation import save, unverified_user
from api.users.credentials import AddressTaken, parse_real_name, refuse_blocked, set_password
from api.users.finding import is_number
from api.users.granting import permissions_of
from core.errors import Invalid
from core.models import User, UserPermission
from core.settings import AccountSettings

RESET_SECONDS = 3600
# after which the same mail is written to the same person again
AGAIN_MILLISECONDS = 60_000

NOT_APPROVED = "The account is waiting for an administrator's approval."
WRONG_CODE = "Invalid verification code."
RESET_SUBMITTED = (
    "Password reset was submitted. If the email address you entered matched a valid account then you will get an email "
    "with further instructions."
)


class Registration:
    """Lets people register and replace their passwords.

    Args:
        rules: of accounts.
        codes: makes and checks what is sent by mail.
        mails: writes to people.
    """

    def __init__(self, rules: AccountSettings, codes: Codes, mails: MailWriter) -> None:
        self._rules = rules
        self._codes = codes
        self._mails = mails

    def register(self, transaction: Transaction, wanted: Register) -> Registered:
        """Create an account that is locked until its address is confirmed, and send a code there.

        If there is an account with this address, nothing is created, the answer is the same, and its owner is told.

        Raises:
            Invalid: registration is closed, something is missing or wrong, or blocked.
        """
        if not self._rules.register_enabled:
            raise Invalid("Registration is currently closed.")
        email, real_name = self._checked(wanted)
        refuse_blocked(transaction, real_name=real_name, email=email)
        user = unverified_user(email, real_name)
        if is_true(wanted.acceptterms):
            user.accepted_terms_at = transaction.now
        try:
            save(transaction, user, self._rules)
        except AddressTaken:
            number = self._answer_for_known(transaction, email)
        else:
            number = user.id
            transaction.note("user.new", number, user_id=number)
            send_welcome(transaction, user, self._codes, self._mails)
        return {"id": number, "email": email, "realname": real_name}

    def confirm(self, transaction: Transaction, text: str, wanted: ConfirmWithPassword) -> Confirmed:
        """Take the code that was sent to a new user, and the password they choose.

        Raises:
            Invalid: the code is not right, whatever the reason, or the password is not good enough.
        """
        user = self._by_code(transaction, text, "register", wanted)
        user.password_hash = hash_password(str(wanted.password))
        user.is_unverified = False
        if self._rules.register_manual_approval:
            user.disabled_reason = NOT_APPROVED
            transaction.note("user.new.pending", user.id, user_id=user.id)
            self._ask_for_approval(transaction, user)
            return {
                "pending": "Registration was successful, however the account has been held pending manual approval."
            }
        # an administrator may have disabled them for another reason meanwhile
        if user.disabled_reason == NOT_VERIFIED:
            user.disabled, user.disabled_reason = False, None
        transaction.note("user.new.confirmed", user.id, user_id=user.id)
        return {"success": "Registration was successful, you can now log in."}

    def _ask_for_approval(self, transaction: Transaction, applicant: User) -> None:
        """Write to all who may let in a new user."""
        managers = (
            select(User)
            .join(UserPermission, UserPermission.user_id == User.id)
            .where(UserPermission.permission == "manage_users", User.disabled == false())
        )
        for manager in transaction.session.scalars(managers.order_by(User.id)).all():
            self._mails.write(
                transaction,
                "approval_wanted",
                manager.email,
                user_id=manager.id,
                real_name=manager.real_name,
                applicant={"number": applicant.id, "email": applicant.email, "real_name": applicant.real_name},
            )

    def forget(self, transaction: Transaction, wanted: ForgotPassword) -> None:
        """Send a code to replace a password, if an address has an account that may use it.

        Raises:
            Invalid: no address is given.
        """
        if not wanted.email:
            raise Invalid("Missing data: email")
        user = transaction.session.scalar(select(User).where(User.email == wanted.email.strip().lower()))
        if user is None or user.disabled:
            return
        template = "forgot_password_managed" if self._is_managed(transaction, user) else "forgot_password"
        if was_written_lately(transaction, template, user.id, AGAIN_MILLISECONDS):
            return
        values = {"real_name": user.real_name}
        if template == "forgot_password":
            values["code"] = self._codes.issue(transaction, user.id, "reset", RESET_SECONDS)
        self._mails.write(transaction, template, user.email, user_id=user.id, **values)
        transaction.note("user.forgotpassword.requested", user.id, user_id=user.id)

    def replace_password(self, transaction: Transaction, text: str, wanted: ConfirmWithPassword) -> None:
        """Take the code that was sent for a forgotten password, and the new password; every session ends.

        Raises:
            Invalid: the code is not right or too old, or the password is not good enough.
        """
        user = self._by_code(transaction, text, "reset", wanted)
        set_password(transaction, user, str(wanted.password), self._mails)
        transaction.note("user.forgotpassword.completed", user.id, user_id=user.id)

    def _checked(self, wanted: Register) -> tuple[str, str]:
        for name in ("email", "realname"):
            if not getattr(wanted, name):
                raise Invalid(f"Missing data: {name}")
        if self._rules.register_require_terms and not is_true(wanted.acceptterms):
            raise Invalid("You must accept the terms of service.")
        try:
            return parse_mail_address(str(wanted.email)), parse_real_name(str(wanted.realname))
        except Invalid as refusal:
            raise Invalid("Error creating user.", [refusal.message, *(refusal.detail or ())]) from refusal

    def _answer_for_known(self, transaction: Transaction, email: str) -> int:
        """Write to whom an address belongs, and return a number such as a new user would have got."""
        session = transaction.session
        known = session.scalars(select(User).where(User.email == email)).one()
        if not was_written_lately(transaction, _template_for(known), known.id, AGAIN_MILLISECONDS):
            if known.is_unverified:
                send_welcome(transaction, known, self._codes, self._mails)
            else:
                self._mails.write(transaction, "register_again", email, user_id=known.id, real_name=known.real_name)
        # numbers are given out once: this one is used up, and nobody will ever have it
        stand_in = unverified_user(f"{uuid4().hex}@invalid", "")
        stand_in.created_at = transaction.now
        session.add(stand_in)
        session.flush()
        number = stand_in.id
        session.execute(delete(User).where(User.id == number))
        return number

    def _by_code(self, transaction: Transaction, text: str, purpose: Purpose, wanted: ConfirmWithPassword) -> User:
        for name in ("code", "password"):
            if not getattr(wanted, name):
                raise Invalid(f"Missing data: {name}")
        password = str(wanted.password)
        check_password(password)
        user_id = int(text) if is_number(text) else 0
        user = transaction.session.scalar(select(User).where(User.id == user_id).with_for_update())
        is_right = self._codes.spend(transaction, user_id, purpose, str(wanted.code))
        if user is None or not is_right or (purpose == "reset" and user.disabled):
            raise Invalid(WRONG_CODE, ["It may have been used already, or be too old; ask for a new one."])
        check_password(password, user.email)
        return user

    @staticmethod
    def _is_managed(transaction: Transaction, user: User) -> bool:
        permissions = permissions_of(transaction, user.id)
        return "admin_managed_user" in permissions and "manage_users" not in permissions


def _template_for(known: User) -> str:
    return "register" if known.is_unverified else "register_again"
