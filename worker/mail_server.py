"""The mail server mails are handed over to (SMTP, RFC 5321)."""

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, parseaddr

from core.errors import Invalid, TryLater
from core.settings import MailSettings

SMTP_SECONDS = 10

# from here on a refusal is for ever (RFC 5321 §4.2.1)
PERMANENT = 500


@dataclass(frozen=True, slots=True)
class Letter:
    """What is sent.

    Attributes:
        id: a number no other mail has, for its Message-ID.
        recipient: a mail address.
        subject: one line.
        text_body: in plain text.
        html_body: the same in HTML.
        created_at: Unix milliseconds.
    """

    id: int
    recipient: str
    subject: str
    text_body: str
    html_body: str
    created_at: int


class MailServer:
    """Hands mails over.

    Args:
        settings: where the server is, how the way there is protected, and whom mails are from.
    """

    def __init__(self, settings: MailSettings) -> None:
        self._settings = settings

    def hand_over(self, letter: Letter) -> None:
        """Have the server take a mail.

        Raises:
            Invalid: it will never take this mail.
            TryLater: it does not take it now, does not answer, or is not who it should be.
        """
        try:
            with self._connect() as server:
                server.send_message(self._message(letter))
        except smtplib.SMTPRecipientsRefused as refusal:
            [(code, text)] = refusal.recipients.values()
            raise _refused(code, text) from refusal
        except smtplib.SMTPDataError as refusal:
            raise _refused(refusal.smtp_code, refusal.smtp_error) from refusal
        except (smtplib.SMTPException, OSError) as error:
            raise TryLater(f"{type(error).__name__}: {error}") from error

    def _connect(self) -> smtplib.SMTP:
        settings, context = self._settings, ssl.create_default_context()
        host, port = settings.server.host, settings.server.port
        if settings.security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=SMTP_SECONDS, context=context)
        else:
            server = smtplib.SMTP(host, port, timeout=SMTP_SECONDS)
        try:
            if settings.security == "starttls":
                server.starttls(context=context)
            if settings.user:
                server.login(settings.user, settings.password)
        except BaseException:
            server.close()
            raise
        return server

    def _message(self, letter: Letter) -> EmailMessage:
        message = EmailMessage()
        sender = self._settings.sender
        message["From"] = sender
        message["To"] = letter.recipient
        message["Subject"] = letter.subject
        message["Date"] = formatdate(letter.created_at / 1000)
        # always the same for one mail, so that a second copy can be recognised
        domain = parseaddr(sender)[1].rpartition("@")[2]
        message["Message-ID"] = f"<zonehost-{letter.id}-{letter.created_at}@{domain}>"
        # RFC 3834: no vacation notice is wanted in return
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(letter.text_body)
        message.add_alternative(letter.html_body, subtype="html")
        return message


def _refused(code: int, text: bytes | str) -> Invalid | TryLater:
    shown = f"{code} {text.decode('utf-8', 'replace') if isinstance(text, bytes) else text}"
    return Invalid(shown) if code >= PERMANENT else TryLater(shown)
