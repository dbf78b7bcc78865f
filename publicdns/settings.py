"""Every setting of the public server: environment variables that begin with PUBLICDNS_, read here only."""

import base64
import binascii
import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import dns.exception
import dns.name

from core.errors import Invalid

Value = TypeVar("Value")

PREFIX = "PUBLICDNS_"
LOCAL_KEY_NAME = "zonehost-local"
"""Name of the one key between named and the service: for the control channel and for the catalog's transfer."""


@dataclass(frozen=True)
class ServiceSettings:
    """What the sync service needs; ports are of the named beside it unless said otherwise."""

    catalog: dns.name.Name
    state_directory: Path
    local_address: str
    dns_port: int
    rndc_port: int
    rndc_secret: str
    statistics_port: int
    notify_port: int
    """UDP port of the service itself, for named's NOTIFY."""
    poll_seconds: int
    compare_seconds: int
    max_vanish_percent: int
    max_vanish_zones: int


@dataclass(frozen=True)
class ServerSettings:
    """What named.conf is rendered from."""

    catalog: dns.name.Name
    primary_address: str
    primary_port: int
    tsig_name: str
    tsig_secret: str
    listen_addresses: tuple[str, ...]
    """Addresses to answer the world on; empty means all of the machine."""
    listen_port: int
    server_directory: Path
    local_address: str
    dns_port: int
    rndc_port: int
    rndc_secret: str
    statistics_port: int
    notify_port: int
    responses_per_second: int
    """Response rate limit per client network; 0 sets none."""
    max_refresh_seconds: int
    """The longest time between two looks at a zone's SOA on the primary."""


def service_settings(environment: Mapping[str, str]) -> ServiceSettings:
    """Read the settings of the sync service.

    Args:
        environment: the environment variables; a secret may come as NAME_FILE, the path of a file that holds it.

    Raises:
        Invalid: its detail lists every missing or bad variable.
    """
    read = _Reader(environment)
    settings = ServiceSettings(
        catalog=read.name("CATALOG"),
        state_directory=read.directory("STATE_DIRECTORY", "/var/lib/zonehost-catalog-sync"),
        local_address=read.address("LOCAL_ADDRESS", "127.0.0.1"),
        dns_port=read.number("LOCAL_PORT", read.number("LISTEN_PORT", 53)),
        rndc_port=read.number("RNDC_PORT", 953),
        rndc_secret=read.secret("RNDC_SECRET"),
        statistics_port=read.number("STATISTICS_PORT", 8053),
        notify_port=read.number("NOTIFY_PORT", 5310),
        poll_seconds=read.number("POLL_SECONDS", 10, most=3600),
        compare_seconds=read.number("COMPARE_SECONDS", 300, most=86_400),
        max_vanish_percent=read.number("MAX_VANISH_PERCENT", 30, least=0, most=100),
        max_vanish_zones=read.number("MAX_VANISH_ZONES", 10, least=0, most=2**31),
    )
    read.report()
    return settings


def server_settings(environment: Mapping[str, str]) -> ServerSettings:
    """Read what named.conf is rendered from; see `service_settings`.

    Raises:
        Invalid: its detail lists every missing or bad variable.
    """
    read = _Reader(environment)
    listen_port = read.number("LISTEN_PORT", 53)
    settings = ServerSettings(
        catalog=read.name("CATALOG"),
        primary_address=read.address("PRIMARY_ADDRESS"),
        primary_port=read.number("PRIMARY_PORT", 53),
        tsig_name=read.name("TSIG_NAME").to_text(omit_final_dot=True),
        tsig_secret=read.secret("TSIG_SECRET"),
        listen_addresses=read.addresses("LISTEN_ADDRESSES"),
        listen_port=listen_port,
        server_directory=read.directory("SERVER_DIRECTORY", "/var/lib/bind/zonehost"),
        local_address=read.address("LOCAL_ADDRESS", "127.0.0.1"),
        dns_port=read.number("LOCAL_PORT", listen_port),
        rndc_port=read.number("RNDC_PORT", 953),
        rndc_secret=read.secret("RNDC_SECRET"),
        statistics_port=read.number("STATISTICS_PORT", 8053),
        notify_port=read.number("NOTIFY_PORT", 5310),
        responses_per_second=read.number("RESPONSES_PER_SECOND", 0, least=0, most=10_000),
        max_refresh_seconds=read.number("MAX_REFRESH_SECONDS", 45, most=2**31 - 1),
    )
    read.report()
    return settings


class _Reader:
    """Reads variables one by one and keeps what is wrong with them; a bad one reads as a stand-in."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self._problems: list[str] = []

    def report(self) -> None:
        if self._problems:
            # One variable may be read for two settings.
            problems = list(dict.fromkeys(self._problems))
            raise Invalid(f"settings missing or bad: {'; '.join(problems)}", problems)

    def name(self, variable: str) -> dns.name.Name:
        text = self._text(variable)
        try:
            name = dns.name.from_text(text).canonicalize()
        except (dns.exception.DNSException, UnicodeError):
            return self._bad(variable, text, "a domain name", dns.name.root)
        # It is written into named.conf: what would need an escape there is refused.
        if not all(character.isalnum() or character in "-_." for character in name.to_text()):
            return self._bad(variable, text, "a name of letters, digits, - and _", dns.name.root)
        return name

    def number(self, variable: str, default: int, least: int = 1, most: int = 65_535) -> int:
        text = self._text(variable, str(default))
        if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
            return self._bad(variable, text, f"a number from {least} to {most}", default)
        return int(text)

    def address(self, variable: str, default: str | None = None) -> str:
        text = self._text(variable, default)
        try:
            return str(ipaddress.ip_address(text))
        except ValueError:
            return self._bad(variable, text, "an IP address", "127.0.0.1")

    def addresses(self, variable: str) -> tuple[str, ...]:
        texts = self._text(variable, "").replace(",", " ").split()
        try:
            return tuple(str(ipaddress.ip_address(text)) for text in texts)
        except ValueError:
            return self._bad(variable, " ".join(texts), "IP addresses", ())

    def directory(self, variable: str, default: str) -> Path:
        text = self._text(variable, default)
        if not text.startswith("/") or any(character in text for character in '"\\\n;'):
            return self._bad(variable, text, "an absolute path", Path(default))
        return Path(text)

    def secret(self, variable: str) -> str:
        text = self._text(variable, self._file_text(variable))
        try:
            octets = base64.b64decode(text, validate=True)
        except binascii.Error:
            octets = b""
        if text and len(octets) < 16:
            # Never shown.
            return self._bad(variable, "what it holds", "base64 of 16 octets or more", "")
        return text

    def _file_text(self, variable: str) -> str | None:
        path = self._environment.get(f"{PREFIX}{variable}_FILE")
        if not path:
            return None
        try:
            return Path(path).read_text().strip()
        except (OSError, UnicodeDecodeError) as error:
            self._problems.append(f"{PREFIX}{variable}_FILE: {error}")
            return ""

    def _text(self, variable: str, default: str | None = None) -> str:
        text = self._environment.get(f"{PREFIX}{variable}", "").strip()
        if text:
            return text
        if default is None:
            self._problems.append(f"{PREFIX}{variable} is not set")
            return ""
        return default

    def _bad(self, variable: str, text: str, wanted: str, stand_in: Value) -> Value:
        # An unset variable has been noted already.
        if text:
            self._problems.append(f"{PREFIX}{variable}: {text!r} is not {wanted}")
        return stand_in
