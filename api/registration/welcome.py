"""The mail a new user confirms their address with."""

from api.mail.writer import MailWriter
from api.registration.codes import Codes
from api.transaction import Transaction
from core.models import User

NOT_VERIFIED = "Email address has not yet been verified."


def send_welcome(transaction: Transaction, user: User, codes: Codes, mails: MailWriter) -> None:
    """Send a code to confirm the address and choose a password with; it has no end, and voids an earlier one."""
    code = codes.issue(transaction, user.id, "register", None)
    # no name: it was typed by somebody who may not be the reader, and could be an advertisement
    mails.write(transaction, "register", user.email, user_id=user.id, code=code)
