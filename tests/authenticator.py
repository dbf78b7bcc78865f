"""A passkey authenticator in software: keys on P-256, and what a browser makes of them (WebAuthn Level 2)."""

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

RP_ID = "localhost"

USER_PRESENT, USER_VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def base64url(octets: bytes) -> str:
    """Return octets as WebAuthn's JSON has them."""
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()


def from_base64url(text: str) -> bytes:
    """Return what `base64url` was given."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class Authenticator:
    """Holds one passkey; its members may be changed to make it behave badly. `origin` is where its browser is."""

    origin: str
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    credential_id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    user_handle: bytes | None = None
    sign_count: int = 0
    counts: bool = True
    rp_id: str = RP_ID
    flags: int = USER_PRESENT | USER_VERIFIED

    def create(self, options: dict[str, Any]) -> dict[str, Any]:
        """Return the new passkey as a browser sends it."""
        self.user_handle = from_base64url(options["user"]["id"])
        attestation = {"fmt": "none", "attStmt": {}, "authData": self._about(self._public_key())}
        response = {
            "clientDataJSON": base64url(self._client("webauthn.create", options["challenge"])),
            "attestationObject": base64url(cbor2.dumps(attestation)),
            "transports": ["internal", "hybrid"],
        }
        return self._credential(response)

    def sign(self, options: dict[str, Any]) -> dict[str, Any]:
        """Return a signed challenge as a browser sends it."""
        self.sign_count += 1 if self.counts else 0
        client, about = self._client("webauthn.get", options["challenge"]), self._about()
        signed = self.key.sign(about + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        response = {
            "clientDataJSON": base64url(client),
            "authenticatorData": base64url(about),
            "signature": base64url(signed),
        }
        if self.user_handle is not None:
            response["userHandle"] = base64url(self.user_handle)
        return self._credential(response)

    def _credential(self, response: dict[str, Any]) -> dict[str, Any]:
        name = base64url(self.credential_id)
        return {"id": name, "rawId": name, "type": "public-key", "response": response, "clientExtensionResults": {}}

    def _client(self, kind: str, challenge: str) -> bytes:
        said = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps(said).encode()

    def _about(self, public_key: bytes | None = None) -> bytes:
        """Return the authenticator data (WebAuthn §6.1)."""
        flags = self.flags | (ATTESTED if public_key is not None else 0)
        about = hashlib.sha256(self.rp_id.encode()).digest() + bytes([flags]) + self.sign_count.to_bytes(4, "big")
        if public_key is None:
            return about
        return about + bytes(16) + len(self.credential_id).to_bytes(2, "big") + self.credential_id + public_key

    def _public_key(self) -> bytes:
        """Return the key in COSE (RFC 9053 §7.1): EC2, ES256, P-256."""
        numbers = self.key.public_key().public_numbers()
        return cbor2.dumps({1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")})
