"""The job that hands a mail over to the mail server (SMTP, RFC 5321)."""

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, parseaddr
from typing import Any

from sqlalchemy import Engine, Row, select, update

from core.jobs import SendMail
from core.models import Mail
from core.settings import MailSettings
from worker.job_record import JobRecord, now_milliseconds

SMTP_SECONDS = 10

# How long nobody else tries the same mail: more than one step of the conversation may take. Should a worker die in the
# middle, the mail is sent again after this time, under the same Message-ID.
LEASE_MILLISECONDS = 40_000

# pauses after each failed attempt; after the last one the mail is given up, two days later
PAUSES_SECONDS = (5, 15, 60, 300, 900, *(3600,) * 48)


@dataclass(frozen=True, slots=True)
class _Failure:
    """What a mail server said, and whether it would say the same again."""

    reason: str
    is_final: bool


class MailSender:
    """Sends mails that are owed.

    Args:
        engine: the database.
        settings: the mail server.
    """

    def __init__(self, engine: Engine, settings: MailSettings) -> None:
        self._engine = engine
        self._settings = settings

    def send_mail(self, job: SendMail) -> None:
        """Send a mail, unless that is done or being done; a failure is noted and the sweep asks again later."""
        mail = self._take(job.mail_id)
        if mail is None:
            return
        record = JobRecord(SendMail.NAME, request_id=mail.request_id, asked_at=mail.created_at, attempt=mail.attempts)
        failure = self._hand_over(mail)
        # neither the text nor the address: jobs are read by administrators for long
        record.say(f"mail {mail.id} ({mail.template}): {failure.reason if failure else 'taken by the mail server'}")
        is_given_up = failure is not None and (failure.is_final or mail.attempts > len(PAUSES_SECONDS))
        now = now_milliseconds()
        if failure is None or is_given_up:
            # it may hold a code, and nobody needs it any more
            outcome = {"finished_at": now, "text_body": None, "html_body": None}
        else:
            outcome = {"next_attempt_at": now + PAUSES_SECONDS[mail.attempts - 1] * 1000}
        result = "sent" if failure is None else failure.reason
        if is_given_up:
            result = f"given up: {result}"
        with self._engine.begin() as connection:
            connection.execute(update(Mail).where(Mail.id == mail.id).values(result=result[:1024], **outcome))
            record.finish(connection, "error" if failure else "finished", result)

    def _take(self, mail_id: int) -> Row[Any] | None:
        """Return a mail nobody else will try for a while, None if it is not to be sent now."""
        now = now_milliseconds()
        with self._engine.begin() as connection:
            taken = connection.execute(
                update(Mail)
                .where(Mail.id == mail_id, Mail.finished_at.is_(None), Mail.next_attempt_at <= now)
                .values(attempts=Mail.attempts + 1, next_attempt_at=now + LEASE_MILLISECONDS)
            )
            if not taken.rowcount:
                return None
            return connection.execute(select(Mail.__table__).where(Mail.id == mail_id)).one()

    def _hand_over(self, mail: Row[Any]) -> _Failure | None:
        try:
            with self._connect() as server:
                server.send_message(self._message(mail))
        except smtplib.SMTPRecipientsRefused as refusal:
            [(code, text)] = refusal.recipients.values()
            return _Failure(f"{code} {_shown(text)}", is_final=code >= 500)
        except smtplib.SMTPDataError as refusal:
            return _Failure(f"{refusal.smtp_code} {_shown(refusal.smtp_error)}", is_final=refusal.smtp_code >= 500)
        except (smtplib.SMTPException, OSError) as error:
            return _Failure(f"{type(error).__name__}: {error}", is_final=False)
        return None

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

    def _message(self, mail: Row[Any]) -> EmailMessage:
        message = EmailMessage()
        sender = self._settings.sender
        message["From"] = sender
        message["To"] = mail.recipient
        message["Subject"] = mail.subject
        message["Date"] = formatdate(mail.created_at / 1000)
        # always the same for one mail, so that a second copy can be recognised
        message["Message-ID"] = f"<zonehost-{mail.id}-{mail.created_at}@{parseaddr(sender)[1].rpartition('@')[2]}>"
        # RFC 3834: no vacation notice is wanted in return
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(mail.text_body)
        message.add_alternative(mail.html_body, subtype="html")
        return message


def _shown(text: bytes | str) -> str:
    return text.decode("utf-8", "replace") if isinstance(text, bytes) else text
