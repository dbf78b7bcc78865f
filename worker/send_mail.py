"""The job that hands a mail over to the mail server."""

from typing import Any

from sqlalchemy import Engine, Row, select, update

from core.errors import Invalid, TryLater
from core.jobs import SendMail
from core.models import Mail
from worker.job_record import JobRecord, now_milliseconds
from worker.mail_server import Letter, MailServer

# How long nobody else tries the same mail: more than one step of the conversation may take. Should a worker die in the
# middle, the mail is sent again after this time, under the same Message-ID.
LEASE_MILLISECONDS = 40_000

# pauses after each failed attempt; after the last one the mail is given up, two days later
PAUSES_SECONDS = (5, 15, 60, 300, 900, *(3600,) * 48)


class MailSender:
    """Sends mails that are owed.

    Args:
        engine: the database.
        server: takes the mails.
    """

    def __init__(self, engine: Engine, server: MailServer) -> None:
        self._engine = engine
        self._server = server

    def send_mail(self, job: SendMail) -> None:
        """Send a mail, unless that is done or being done; a failure is noted and the sweep asks again later."""
        mail = self._take(job.mail_id)
        if mail is None:
            return
        record = JobRecord(SendMail.NAME, request_id=mail.request_id, asked_at=mail.created_at, attempt=mail.attempts)
        try:
            self._server.hand_over(
                Letter(mail.id, mail.recipient, mail.subject, mail.text_body, mail.html_body, mail.created_at)
            )
        except TryLater as refusal:
            if mail.attempts <= len(PAUSES_SECONDS):
                self._note(mail, record, refusal.message, PAUSES_SECONDS[mail.attempts - 1])
            else:
                self._note(mail, record, f"given up: {refusal.message}", None)
        except Invalid as refusal:
            self._note(mail, record, f"given up: {refusal.message}", None)
        else:
            self._note(mail, record, "sent", None)

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

    def _note(self, mail: Row[Any], record: JobRecord, result: str, pause_seconds: int | None) -> None:
        """Write what became of an attempt; without a pause it was the last one."""
        now = now_milliseconds()
        outcome: dict[str, object] = {"result": result[:1024]}
        if pause_seconds is None:
            # the text may hold a code, and nobody needs it any more
            outcome |= {"finished_at": now, "text_body": None, "html_body": None}
        else:
            outcome["next_attempt_at"] = now + pause_seconds * 1000
        # neither the text nor the address: jobs are read by administrators, and for long
        record.say(f"mail {mail.id} ({mail.template}): {result}")
        with self._engine.begin() as connection:
            connection.execute(update(Mail).where(Mail.id == mail.id).values(**outcome))
            record.finish(connection, "finished" if result == "sent" else "error", result)
