"""Writes mails: a template in plain text and HTML, into the table of mails, in the transaction it tells of."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from sqlalchemy import select

from api.transaction import Transaction
from core.jobs import SendMail
from core.models import Mail, User
from core.settings import SiteSettings

TEMPLATES = Path(__file__).with_name("templates")

# of the column
LONGEST_SUBJECT = 250


class MailWriter:
    """Writes mails to users; what is written is sent once the transaction is committed.

    A template is two files: `<name>.txt`, whose first line is the subject, and `<name>.html`, in which everything is
    escaped.

    Args:
        site: what mails call the platform, and where they link to.
    """

    def __init__(self, site: SiteSettings) -> None:
        self._templates = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=select_autoescape(["html"]),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.globals["site"] = site

    def write(
        self, transaction: Transaction, template: str, recipient: str, *, user_id: int | None, **values: object
    ) -> None:
        """Write a mail and ask for it to be sent.

        Args:
            transaction: the unit of work it belongs to.
            template: which one.
            recipient: a mail address.
            user_id: whom it is about; the template may speak of it, too.
            values: what the template speaks of.
        """
        values["user_id"] = user_id
        subject, text_body = self._render(f"{template}.txt", values).split("\n", 1)
        mail = Mail(
            user_id=user_id,
            recipient=recipient,
            template=template,
            # a subject is one line: nothing in it can become another header
            subject=" ".join(subject.split())[:LONGEST_SUBJECT],
            text_body=text_body.lstrip("\n"),
            html_body=self._render(f"{template}.html", values),
            request_id=transaction.actor.request_id,
            created_at=transaction.now,
        )
        transaction.session.add(mail)
        transaction.session.flush()
        transaction.jobs.append(SendMail(mail.id))

    def write_to(
        self, transaction: Transaction, template: str, user: User, *, recipient: str | None = None, **values: object
    ) -> None:
        """Write to a user about a change of their account, and from where it was made.

        Args:
            transaction: the unit of work it belongs to.
            template: which one; it may speak of `real_name`, and of `address`, None if somebody else made the change.
            user: whose account it is.
            recipient: a mail address other than theirs.
            values: what else the template speaks of.
        """
        actor = transaction.actor
        # where an administrator sits is nothing to the user
        is_own = actor.user_id in {user.id, None} and actor.impersonator is None
        self.write(
            transaction,
            template,
            recipient or user.email,
            user_id=user.id,
            real_name=user.real_name,
            address=actor.address if is_own else None,
            **values,
        )

    def _render(self, name: str, values: dict[str, object]) -> str:
        return self._templates.get_template(name).render(values)


def was_written_lately(transaction: Transaction, template: str, user_id: int, milliseconds: int) -> bool:
    """Tell whether such a mail was written to a user within some time, so that nobody is flooded."""
    query = select(Mail.id).where(
        Mail.user_id == user_id, Mail.template == template, Mail.created_at > transaction.now - milliseconds
    )
    return transaction.session.scalar(query.limit(1)) is not None
