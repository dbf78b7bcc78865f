"""How much one client may ask for, and how often somebody may guess."""

import ipaddress
import re
from dataclasses import dataclass

from core.settings.reader import Reader, parse_list

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def parse_rate(text: str) -> str:
    """Read how often something may happen, such as `10/15 minutes` or `300/minute`.

    Raises:
        ValueError: when it has another shape.
    """
    if not re.fullmatch(r"[1-9][0-9]*/([1-9][0-9]* )?(second|minute|hour|day)s?", text):
        raise ValueError("expected a count and a time, such as 10/15 minutes")
    return text


def parse_networks(text: str) -> tuple[Network, ...]:
    """Read networks in CIDR form, separated by commas.

    Raises:
        ValueError: when one is none.
    """
    return tuple(ipaddress.ip_network(word) for word in parse_list(text))


@dataclass(frozen=True, slots=True)
class RateSettings:
    """How much one client may ask for, as `count/time`, and the Redis it is counted in.

    `requests` and `writes` are of one key, session or address; `attempts` of one network at paths that take codes or
    send mails; the failures are of sign-ins: of one account from one network, of one account, of one network.
    """

    redis_url: str
    redis_timeout_seconds: float
    requests: str
    writes: str
    attempts: str
    failures: str
    failures_of_account: str
    failures_of_network: str

    @classmethod
    def read(cls, reader: Reader) -> "RateSettings":
        """Read the variables of the limits."""
        return cls(
            redis_url=reader.text("REDIS_URL"),
            redis_timeout_seconds=reader.whole_number("RATE_REDIS_TIMEOUT_MILLISECONDS", 200, 10, 10000) / 1000,
            requests=reader.parsed("RATE_REQUESTS", parse_rate, "1200/minute"),
            writes=reader.parsed("RATE_WRITES", parse_rate, "300/minute"),
            attempts=reader.parsed("RATE_ATTEMPTS", parse_rate, "30/15 minutes"),
            failures=reader.parsed("RATE_FAILURES", parse_rate, "10/15 minutes"),
            failures_of_account=reader.parsed("RATE_FAILURES_OF_ACCOUNT", parse_rate, "100/15 minutes"),
            failures_of_network=reader.parsed("RATE_FAILURES_OF_NETWORK", parse_rate, "50/15 minutes"),
        )
