"""Tells users by mail what an account can be opened with from now on."""

from api.mail.writer import MailWriter
from api.transaction import Transaction
from core.models import User


class FactorNotices:
    """Writes to users whose second factors or passkeys were changed, whoever did it.

    Args:
        mails: writes the mails.
    """

    def __init__(self, mails: MailWriter) -> None:
        self._mails = mails

    def tell(self, transaction: Transaction, user: User, change: str, *, password_suffices: bool = False) -> None:
        """Write a mail.

        Args:
            transaction: the unit of work it belongs to.
            user: whose account it is.
            change: what happened, as a sentence without its full stop.
            password_suffices: whether there is no second factor left.
        """
        self._mails.write_to(
            transaction, "second_factors_changed", user, change=change, password_suffices=password_suffices
        )
