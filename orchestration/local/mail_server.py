"""The mail server of a local stack: takes every mail and sends none; each is a file, for people and tests to read."""

import socketserver
import sys
import time
from itertools import count
from pathlib import Path

from orchestration.local.layout import HOST

# RFC 5321 §4.5.3.1.6, and room for servers that care less
LONGEST_LINE = 4096
MOST_OCTETS = 10 * 1024 * 1024
IDLE_SECONDS = 60

_numbers = count()


class Conversation(socketserver.StreamRequestHandler):
    """One client, spoken to in what SMTP needs at least (RFC 5321 §4.5.1)."""

    timeout = IDLE_SECONDS
    server: "MailServer"

    def handle(self) -> None:
        """Answer until the client is done."""
        recipients: list[str] = []
        self._say("220 mail server of the local stack")
        while line := self.rfile.readline(LONGEST_LINE):
            verb, _, rest = line.decode("utf-8", "replace").strip().partition(" ")
            match verb.upper():
                case "EHLO" | "HELO" | "NOOP":
                    self._say("250 welcome")
                case "MAIL" | "RSET":
                    recipients = []
                    self._say("250 fine")
                case "RCPT":
                    recipients.append(rest.partition(":")[2].strip())
                    self._say("250 fine")
                case "DATA":
                    self._take(recipients)
                case "QUIT":
                    self._say("221 bye")
                    return
                case _:
                    self._say("502 this server does not know that command")

    def _take(self, recipients: list[str]) -> None:
        if not recipients:
            self._say("503 no recipient was named")
            return
        self._say("354 go on")
        lines: list[bytes] = []
        size = 0
        while (line := self.rfile.readline(LONGEST_LINE)) not in {b".\r\n", b""}:
            size += len(line)
            # RFC 5321 §4.5.2: a line that begins with a dot was given another one
            lines.append(line.removeprefix(b"."))
            if size > MOST_OCTETS:
                self._say("552 this mail is too large")
                return
        self.server.keep(recipients, b"".join(lines))
        self._say("250 kept")

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


class MailServer(socketserver.ThreadingTCPServer):
    """Listens on the loopback.

    Args:
        port: where.
        directory: where mails are kept, as `<nanoseconds>-<number>.eml`.
    """

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, port: int, directory: Path) -> None:
        super().__init__((HOST, port), Conversation)
        self._directory = directory

    def keep(self, recipients: list[str], content: bytes) -> None:
        """Write a mail, with whom it was for on top; the file is there only when it is whole."""
        name = f"{time.time_ns()}-{next(_numbers)}"
        head = "".join(f"X-Envelope-To: {recipient}\r\n" for recipient in recipients)
        unfinished = self._directory / f"{name}.part"
        unfinished.write_bytes(head.encode() + content)
        unfinished.rename(self._directory / f"{name}.eml")


def main() -> int:
    """Serve until stopped: the port and the directory are the arguments."""
    with MailServer(int(sys.argv[1]), Path(sys.argv[2])) as server:
        server.serve_forever()
    return 0


if __name__ == "__main__":
    sys.exit(main())
