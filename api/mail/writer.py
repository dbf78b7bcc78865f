"""Writes mails: a template in plain text and HTML, into the table of mails, in the transaction it tells of."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from sqlalchemy import select

from api.transaction import Transaction
from core.jobs import SendMail
from core.models import Mail
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

    def _render(self, name: str, values: dict[str, object]) -> str:
        return self._templates.get_template(name).render(values)


def was_written_lately(transaction: Transaction, template: str, user_id: int, milliseconds: int) -> bool:
    """Tell whether such a mail was written to a user within some time, so that nobody is flooded."""
    query = select(Mail.id).where(
        Mail.user_id == user_id, Mail.template == template, Mail.created_at > transaction.now - milliseconds
    )
    return transaction.session.scalar(query.limit(1)) is not None
