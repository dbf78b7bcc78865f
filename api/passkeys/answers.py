"""What the paths of passkeys answer."""

from typing import Any, Literal, NotRequired

from typing_extensions import TypedDict


class PasskeyObject(TypedDict):
    """A passkey; times are Unix seconds, 0 for never. `transports` are how its authenticator is reached."""

    description: str
    created: int
    lastused: int
    transports: list[str]


class NewPasskey(PasskeyObject):
    """A passkey that has just been made or renamed."""

    id: int
    updated: Literal[True]


class PasskeyDeleted(TypedDict):
    """The passkey is good no more."""

    deleted: Literal[True]


class CeremonyOptions(TypedDict):
    """What a browser is handed: the argument of `parseCreationOptionsFromJSON` or `parseRequestOptionsFromJSON`."""

    challenge: str
    timeout: int
    rp: NotRequired[dict[str, str]]
    rpId: NotRequired[str]
    user: NotRequired[dict[str, str]]
    pubKeyCredParams: NotRequired[list[dict[str, Any]]]
    excludeCredentials: NotRequired[list[dict[str, Any]]]
    allowCredentials: NotRequired[list[dict[str, Any]]]
    authenticatorSelection: NotRequired[dict[str, Any]]
    attestation: NotRequired[str]
    userVerification: NotRequired[str]


class CodeEarned(TypedDict):
    """A code to send as `X-2FA-Key`, good once until `expires` (Unix seconds)."""

    code: str
    expires: int
