"""The settings of accounts, and of the mails that are sent to them."""

from dataclasses import dataclass
from email.utils import formataddr, parseaddr
from typing import Literal

from core.settings.reader import Address, Reader, parse_address, parse_list

MailSecurity = Literal["starttls", "tls", "off"]
MAIL_SECURITIES: tuple[MailSecurity, ...] = ("starttls", "tls", "off")


def parse_mail_security(text: str, user: str = "") -> MailSecurity:
    """Read how the way to the mail server is protected.

    Args:
        text: one of `MAIL_SECURITIES`.
        user: whom the worker signs in as there, if it does.

    Raises:
        ValueError: when it is something else, or would send a password in clear (RFC 8314 §3).
    """
    if text == "off" and user:
        raise ValueError("SMTP_USER and its password would be sent in clear; use starttls or tls, or set no SMTP_USER")
    for known in MAIL_SECURITIES:
        if text == known:
            return known
    raise ValueError("expected starttls, tls or off")


def parse_sender(text: str) -> str:
    """Read whom mails are from: `address` or `Name <address>`.

    Raises:
        ValueError: when there is no address in it.
    """
    name, address = parseaddr(text)
    if "@" not in address or not text.isprintable():
        raise ValueError("expected an address, or Name <address>")
    return formataddr((name, address))


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """What the platform calls itself, and where its dashboard is; empty when there is none."""

    name: str
    web_url: str

    @classmethod
    def read(cls, reader: Reader) -> "SiteSettings":
        """Read SITE_NAME and WEB_URL."""
        return cls(name=reader.text("SITE_NAME", "Zonehost"), web_url=reader.text("WEB_URL", "").rstrip("/"))


@dataclass(frozen=True, slots=True)
class AccountSettings:
    """The rules for accounts (API 1.0 §6.7, §10.2).

    Attributes:
        register_enabled: whether anybody may register.
        register_manual_approval: whether an administrator lets in who has registered.
        register_permissions: what a new user may do.
        register_require_terms: whether one must accept the terms to register.
        terms_time: Unix time in seconds of the present terms; who has not accepted them since may do nothing but
            accept them. 0: there are none.
        allow_self_delete: whether users may delete themselves.
    """

    register_enabled: bool
    register_manual_approval: bool
    register_permissions: tuple[str, ...]
    register_require_terms: bool
    terms_time: int
    allow_self_delete: bool

    @classmethod
    def read(cls, reader: Reader) -> "AccountSettings":
        """Read the variables about accounts."""
        return cls(
            register_enabled=reader.yes_or_no("REGISTER_ENABLED", False),
            register_manual_approval=reader.yes_or_no("REGISTER_MANUAL_APPROVAL", False),
            register_permissions=reader.parsed("REGISTER_PERMISSIONS", parse_list, "domains_create"),
            register_require_terms=reader.yes_or_no("REGISTER_REQUIRE_TERMS", False),
            terms_time=reader.whole_number("TERMS_TIME", 0, 0, 2**40),
            allow_self_delete=reader.yes_or_no("ALLOW_SELF_DELETE", False),
        )


@dataclass(frozen=True, slots=True)
class MailSettings:
    """Where the worker hands mails over, how, and whom they are from."""

    server: Address
    security: MailSecurity
    user: str
    password: str
    sender: str

    @classmethod
    def read(cls, reader: Reader) -> "MailSettings":
        """Read the SMTP_ variables and MAIL_FROM."""
        user = reader.text("SMTP_USER", "")
        return cls(
            server=reader.parsed("SMTP_SERVER", parse_address),
            security=reader.parsed("SMTP_SECURITY", lambda text: parse_mail_security(text, user), "starttls"),
            user=user,
            password=reader.text("SMTP_PASSWORD", ""),
            sender=reader.parsed("MAIL_FROM", parse_sender),
        )
