"""What a URL of a webhook may be; what it leads to is looked at again before every call."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from core.errors import Invalid
from core.public_addresses import IpNetwork, literal_address, may_be_called
from core.zone.names import to_ascii

LONGEST_URL = 250
WEB_PORTS = (80, 443)
# below are services that are no web servers and might take a request for one of their own
FIRST_FREE_PORT = 1024


def check_url(url: str, allowed: Sequence[IpNetwork]) -> str:
    """Return a URL as it is stored, without blanks around it.

    Args:
        url: as it was sent.
        allowed: networks that may be called though they are not public.

    Raises:
        Invalid: it cannot be called, or must not; the message says why.
    """
    url = url.strip()
    if len(url) > LONGEST_URL:
        raise Invalid(f"The URL may have at most {LONGEST_URL} characters; this one has {len(url)}.")
    if not url.isprintable() or " " in url:
        raise Invalid("The URL must not hold blanks or control characters; write them percent-encoded, such as %20.")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise Invalid(f"URL must be a valid url: {error}") from error
    if parts.scheme not in {"http", "https"} or not host:
        raise Invalid(f"URL must be a valid url, starting with https:// or http:// and a host: {url!r} is none.")
    if parts.username is not None or parts.password is not None:
        raise Invalid("The URL must not carry a user name or password; the password of the hook signs calls.")
    if not (parts.path + parts.query).isascii():
        raise Invalid("The path of the URL must be percent-encoded where it is not ASCII.")
    if port is not None and port not in WEB_PORTS and port < FIRST_FREE_PORT:
        raise Invalid(f"The port of the URL must be 80, 443 or above {FIRST_FREE_PORT - 1}, not {port}.")
    _check_host(host, allowed)
    return url.partition("#")[0]


def _check_host(host: str, allowed: Sequence[IpNetwork]) -> None:
    address = literal_address(host)
    if address is None:
        try:
            to_ascii(host)
        except Invalid as refusal:
            raise Invalid(f"URL must be a valid url: {refusal.message}") from refusal
    elif not may_be_called(address, allowed):
        raise Invalid(f"The address {host} is not a public one, so it cannot be called from here.")
