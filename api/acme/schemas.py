"""What requests for a challenge carry."""

import base64
import hashlib
from typing import Any

from pydantic import model_validator

from api.body import Body, Text

LABEL = "_acme-challenge"


class Challenge(Body):
    """A challenge: `fqdn` and `value`, or `domain`, `token` and `keyAuth`, from which both follow (RFC 8555 §8.4).

    Servers of this protocol that are written in Go take the names of members in any case, and Caddy's module sends
    `FQDN` and `Value`.
    """

    fqdn: Text = ""
    value: Text = ""
    domain: Text = ""
    token: Text = ""
    keyAuth: Text = ""  # noqa: N815 - the wire's name

    @model_validator(mode="before")
    @classmethod
    def _in_any_case(cls, members: dict[str, Any]) -> dict[str, Any]:
        names = {name.lower(): name for name in cls.model_fields}
        return {names.get(name.lower(), name): value for name, value in members.items()}

    @property
    def owner(self) -> str:
        """The owner of the TXT record, without a final dot; empty if none was named."""
        if self.fqdn:
            return self.fqdn.strip().removesuffix(".")
        return f"{LABEL}.{self.domain.strip().removesuffix('.')}" if self.domain else ""

    @property
    def text(self) -> str:
        """What the TXT record says; empty if nothing was named."""
        if self.value or not self.keyAuth:
            return self.value
        # clients may send the thumbprint alone
        with_token = self.keyAuth if self.keyAuth.startswith(f"{self.token}.") else f"{self.token}.{self.keyAuth}"
        digest = hashlib.sha256((with_token if self.token else self.keyAuth).encode()).digest()
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
