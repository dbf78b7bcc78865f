"""Where passkeys (WebAuthn) are good."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from core.settings.reader import Reader, parse_list


def parse_origins(text: str, rp_id: str) -> tuple[str, ...]:
    """Read the origins passkeys may be used at, separated by commas.

    Args:
        text: such as `https://dash.example.org, https://dash.example.org:8443`.
        rp_id: the domain passkeys belong to.

    Raises:
        ValueError: one is no origin, not below that domain, or plain HTTP elsewhere than at localhost: browsers would
            refuse passkeys there (WebAuthn Level 2, §5.1.3).
    """
    origins = parse_list(text)
    for origin in origins:
        parts = urlsplit(origin)
        host = parts.hostname or ""
        if origin != f"{parts.scheme}://{parts.netloc}" or parts.scheme not in {"http", "https"} or not host:
            raise ValueError(f"{origin} is no origin: expected https://host or https://host:port")
        if host != rp_id and not host.endswith(f".{rp_id}"):
            raise ValueError(f"{origin} is not below {rp_id}, the WEBAUTHN_RP_ID")
        if parts.scheme == "http" and host != "localhost":
            raise ValueError(f"{origin}: passkeys need https")
    if not origins:
        raise ValueError("expected an origin such as https://dash.example.org")
    return origins


@dataclass(frozen=True, slots=True)
class PasskeySettings:
    """`rp_id` is the domain passkeys belong to, for ever; `origins` are where the dashboard is, as browsers say it."""

    rp_id: str
    origins: tuple[str, ...]

    @classmethod
    def read(cls, reader: Reader) -> "PasskeySettings":
        """Read the WEBAUTHN_ variables."""
        rp_id = reader.text("WEBAUTHN_RP_ID", "localhost")
        return cls(
            rp_id=rp_id,
            origins=reader.parsed("WEBAUTHN_ORIGINS", lambda text: parse_origins(text, rp_id), "http://localhost:8000"),
        )
