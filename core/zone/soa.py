"""The SOA of a zone as a value (RFC 1035 §3.3.13), and what its fields may hold."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import dns.exception
import dns.name

from core.errors import Invalid

_NUMBER = re.compile(r"[0-9]{1,10}")
_HOST_LABEL = r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
_HOST = re.compile(rf"(?:{_HOST_LABEL}\.)+")
# The first label of the mailbox is the local part of an address, whose dots are escaped (RFC 1035 §8).
_MAILBOX = re.compile(rf"(?:[A-Za-z0-9_+=-]|\\\.){{1,126}}\.(?:{_HOST_LABEL}\.)+")

_MAX_TIME = 2**31 - 1
_MAXIMA = {
    "serial": 2**32 - 1,
    "refresh": _MAX_TIME,
    "retry": _MAX_TIME,
    "expire": _MAX_TIME,
    "minimum": _MAX_TIME,
}


@dataclass(frozen=True, slots=True)
class Soa:
    """A start of authority.

    Args:
        primary: name of the primary server, ASCII, absolute, with the final dot.
        admin: mailbox of who answers for the zone, in the same form; the first dot stands for the ``@``.
        serial: version of the zone, 0 to 2**32 - 1, compared by RFC 1982.
        refresh: seconds after which a secondary asks for the serial.
        retry: seconds until it asks again after a failure.
        expire: seconds after which it stops answering for a zone it could not refresh.
        minimum: TTL in seconds of negative answers (RFC 2308 §4).
    """

    primary: str
    admin: str
    serial: int
    refresh: int
    retry: int
    expire: int
    minimum: int

    def rdata(self) -> str:
        """Return the presentation form on one line."""
        times = f"{self.serial} {self.refresh} {self.retry} {self.expire} {self.minimum}"
        return f"{self.primary} {self.admin} {times}"


def validate_soa(fields: Mapping[str, object]) -> Soa:
    """Return the SOA made of fields as they were sent or read.

    Args:
        fields: the attributes of `Soa` by name. Names may be Unicode; numbers may be decimal text.

    Raises:
        Invalid: a field is missing, a name lacks its final dot or is not host-like, or a number
            is out of range.
    """
    numbers = {name: _number(name, fields.get(name), maximum) for name, maximum in _MAXIMA.items()}
    return Soa(
        primary=_name("primary", fields.get("primary"), _HOST),
        admin=_name("admin", fields.get("admin"), _MAILBOX),
        **numbers,
    )


def _number(field: str, given: object, maximum: int) -> int:
    number = given
    if isinstance(given, str) and _NUMBER.fullmatch(given.strip()):
        number = int(given)
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number <= maximum:
        raise Invalid(f"SOA {field} must be a number from 0 to {maximum}, not {_short(given)}")
    return number


def _name(field: str, given: object, form: re.Pattern[str]) -> str:
    if not isinstance(given, str) or not given.endswith("."):
        raise Invalid(f"SOA {field} must be a full name with the final dot, not {_short(given)}")
    try:
        wire_name = dns.name.from_text(given, None, idna_codec=dns.name.IDNA_2008_UTS_46)
    except (dns.exception.DNSException, UnicodeError) as problem:
        raise Invalid(f"SOA {field} is not a name: {_short(given)}") from problem
    # Back from the wire form: escapes that were not needed are gone, wherever they came from.
    name = wire_name.to_text()
    if not form.fullmatch(name):
        raise Invalid(f"SOA {field} must be made of letters, digits and hyphens: {_short(given)}")
    return name


def _short(given: object) -> str:
    return "nothing" if given is None else repr(given)[:80]
