"""The settings of webhooks."""

from dataclasses import dataclass

from core.settings.rates import Network, parse_networks
from core.settings.reader import Reader


@dataclass(frozen=True, slots=True)
class HookSettings:
    """How webhooks are called.

    `sealing_secret` is what their passwords are encrypted with, `timeout_seconds` how long a call may take, and
    `allowed_networks` may be called though they are not public.
    """

    sealing_secret: str
    timeout_seconds: int
    allowed_networks: tuple[Network, ...]

    @classmethod
    def read(cls, reader: Reader) -> "HookSettings":
        """Read SEALING_SECRET and the HOOK_ variables."""
        return cls(
            sealing_secret=reader.text("SEALING_SECRET"),
            timeout_seconds=reader.whole_number("HOOK_TIMEOUT_SECONDS", 10, 1, 60),
            allowed_networks=reader.parsed("HOOK_ALLOWED_NETWORKS", parse_networks, "") or (),
        )
