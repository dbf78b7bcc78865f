"""Handing mails over: by STARTTLS or TLS to who is proved to be the server, signed in, and what refusals mean."""

import datetime
import ipaddress
import ssl
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from core.errors import Invalid, TryLater
from core.settings import Address, MailSettings
from tests.named_server import free_port
from worker.mail_server import Letter, MailServer

LETTER = Letter(7, "ana@people.example", "Grüße", "Hello\n.dot\n", "<p>Hello</p>", 1_795_406_251_000)
SENDER = "Zonehost <dns@zonehost.example>"


class Mailbox:
    """Keeps what comes; refuses some."""

    def __init__(self) -> None:
        self.taken: list[Envelope] = []
        self.answer = "250 taken"
        self.answer_to_recipient = "250 fine"

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Take or refuse a recipient."""
        if self.answer_to_recipient.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.answer_to_recipient

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take or refuse a mail."""
        if self.answer.startswith("250"):
            self.taken.append(envelope)
        return self.answer


def sign_in(_server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, sent: object) -> AuthResult:
    is_right = isinstance(sent, LoginPassword) and (sent.login, sent.password) == (b"dns", b"secret")
    return AuthResult(success=is_right, handled=False)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a file with a certificate for the loopback and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail server of a test")])
    now = datetime.datetime.now(datetime.UTC)
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("certificate") / "server.pem"
    file.write_bytes(
        built.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return file


Start = Callable[..., tuple[Mailbox, Address]]


@pytest.fixture
def start() -> Iterator[Start]:
    """Give what starts a mail server; it ends with the test."""
    running: list[Controller] = []

    def started(**options: Any) -> tuple[Mailbox, Address]:
        mailbox, port = Mailbox(), free_port()
        controller = Controller(mailbox, hostname="127.0.0.1", port=port, **options)
        controller.start()
        running.append(controller)
        return mailbox, Address("127.0.0.1", port)

    yield started
    for controller in running:
        controller.stop()


def context_with(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def test_a_mail_comes_whole_in_text_and_html(start: Start) -> None:
    mailbox, address = start()
    MailServer(MailSettings(address, "off", "", "", SENDER)).hand_over(LETTER)
    [taken] = mailbox.taken
    assert (taken.mail_from, taken.rcpt_tos) == ("dns@zonehost.example", ["ana@people.example"])
    assert isinstance(taken.content, bytes)
    content = taken.content.decode()
    for line in (
        f"From: {SENDER}",
        "To: ana@people.example",
        "Message-ID: <zonehost-7-1795406251000@zonehost.example>",
        "Auto-Submitted: auto-generated",
        ".dot",
        "<p>Hello</p>",
    ):
        assert line in content.splitlines()


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_the_way_is_encrypted_and_who_asks_signs_in(
    start: Start, certificate: Path, monkeypatch: pytest.MonkeyPatch, security: Any
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    context = context_with(certificate)
    options = {"ssl_context": context} if security == "tls" else {"tls_context": context, "require_starttls": True}
    mailbox, address = start(authenticator=sign_in, auth_required=True, auth_require_tls=security != "tls", **options)
    MailServer(MailSettings(address, security, "dns", "secret", SENDER)).hand_over(LETTER)
    assert len(mailbox.taken) == 1
    with pytest.raises(TryLater, match="535"):
        MailServer(MailSettings(address, security, "dns", "wrong", SENDER)).hand_over(LETTER)


def test_a_server_that_cannot_prove_who_it_is_gets_nothing(start: Start, certificate: Path) -> None:
    mailbox, address = start(tls_context=context_with(certificate))
    with pytest.raises(TryLater, match="certificate verify failed"):
        MailServer(MailSettings(address, "starttls", "dns", "secret", SENDER)).hand_over(LETTER)
    assert mailbox.taken == []


def test_a_server_without_encryption_gets_nothing_where_it_is_wanted(start: Start) -> None:
    mailbox, address = start()
    with pytest.raises(TryLater, match="STARTTLS"):
        MailServer(MailSettings(address, "starttls", "", "", SENDER)).hand_over(LETTER)
    assert mailbox.taken == []


@pytest.mark.parametrize(("code", "kind"), [(450, TryLater), (550, Invalid)])
@pytest.mark.parametrize("stage", ["answer", "answer_to_recipient"])
def test_a_refusal_is_for_ever_or_for_now(start: Start, stage: str, code: int, kind: type[Exception]) -> None:
    mailbox, address = start()
    setattr(mailbox, stage, f"{code} not this one")
    with pytest.raises(kind, match=f"{code} not this one"):
        MailServer(MailSettings(address, "off", "", "", SENDER)).hand_over(LETTER)


def test_a_server_that_is_away_is_tried_later() -> None:
    with pytest.raises(TryLater, match="ConnectionRefusedError"):
        MailServer(MailSettings(Address("127.0.0.1", free_port()), "off", "", "", SENDER)).hand_over(LETTER)
