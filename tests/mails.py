"""The mails a running platform has sent, as its capture server keeps them."""

import email
import email.policy
from dataclasses import dataclass
from email.message import EmailMessage

from tests.stack import Stack
from tests.waiting import until

SECONDS = 30.0


@dataclass(frozen=True)
class Received:
    """One mail, as it came."""

    message: EmailMessage
    raw: bytes

    @property
    def subject(self) -> str:
        """The subject."""
        return str(self.message["Subject"])

    @property
    def text(self) -> str:
        """The plain text."""
        return self._part("plain")

    @property
    def html(self) -> str:
        """The HTML."""
        return self._part("html")

    @property
    def code(self) -> str:
        """The code in it."""
        return self._after("code: ")

    @property
    def number(self) -> int:
        """The number of the account in it."""
        return int(self._after("number of the account: "))

    def _after(self, label: str) -> str:
        [line] = [line.strip() for line in self.text.splitlines() if label in line]
        return line.partition(label)[2]

    def _part(self, kind: str) -> str:
        part = self.message.get_body((kind,))
        assert part is not None
        return str(part.get_content())


def mails_to(stack: Stack, address: str) -> list[Received]:
    """Return all mails to an address so far, oldest first."""
    found = []
    for path in sorted(stack.layout.mails.glob("*.eml")):
        raw = path.read_bytes()
        if f"X-Envelope-To: <{address}>\r\n".encode() in raw:
            message = email.message_from_bytes(raw, policy=email.policy.default)
            found.append(Received(message, raw))
    return found


def wait_for_mail(stack: Stack, address: str, subject: str, count: int = 1) -> Received:
    """Wait until so many mails with this in the subject have come to an address, and return the last one."""

    def found() -> list[Received]:
        mails = [mail for mail in mails_to(stack, address) if subject in mail.subject]
        return mails if len(mails) >= count else []

    return until(found, f"a mail about {subject} to {address}", SECONDS)[-1]
