"""What the dashboard needs."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from core.settings.accounts import SiteSettings
from core.settings.reader import Reader
from core.settings.services import SessionSettings, read_deleted_zone_days


def parse_url(text: str) -> str:
    """Read the address of a service, without a final slash.

    Raises:
        ValueError: when it is not one of HTTP.
    """
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("expected http://host:port or https://host")
    return text.rstrip("/")


def parse_optional_url(text: str) -> str:
    """Read the address of a page, or that there is none.

    Raises:
        ValueError: when it is not one of HTTP.
    """
    return parse_url(text) if text else ""


@dataclass(frozen=True, slots=True)
class WebSettings:
    """What the dashboard needs.

    Attributes:
        api_url: where it reaches the API.
        api_public_url: where programs of users reach it; stands in what they copy.
        read_seconds: how long a page waits for the API.
        write_seconds: how long a change may take, such as the import of a large zone.
        sessions: where they are kept.
        site: what the platform calls itself.
        secret: signs tokens against forged requests, and seals what browsers keep for us.
        secure_cookies: whether browsers send our cookies over HTTPS alone.
        trusted_proxies: how many proxies stand before the dashboard and say where a request comes from.
        deleted_zone_days: how long a deleted zone can be brought back.
        terms_url: where people can read the terms they accept; empty for nowhere.
    """

    api_url: str
    api_public_url: str
    read_seconds: float
    write_seconds: float
    sessions: SessionSettings
    site: SiteSettings
    secret: str
    secure_cookies: bool
    trusted_proxies: int
    deleted_zone_days: int
    terms_url: str = ""

    @classmethod
    def read(cls, reader: Reader) -> "WebSettings":
        """Read everything the dashboard needs."""
        return cls(
            api_url=reader.parsed("WEB_API_URL", parse_url),
            api_public_url=reader.parsed("API_PUBLIC_URL", parse_url),
            read_seconds=reader.whole_number("WEB_READ_MILLISECONDS", 2500, 100, 60_000) / 1000,
            write_seconds=float(reader.whole_number("WEB_WRITE_SECONDS", 90, 1, 600)),
            sessions=SessionSettings.read(reader),
            site=SiteSettings.read(reader),
            secret=reader.text("WEB_SECRET"),
            secure_cookies=reader.yes_or_no("WEB_SECURE_COOKIES", True),
            trusted_proxies=reader.whole_number("WEB_TRUSTED_PROXIES", 0, 0, 10),
            deleted_zone_days=read_deleted_zone_days(reader),
            terms_url=reader.parsed("WEB_TERMS_URL", parse_optional_url, ""),
        )
