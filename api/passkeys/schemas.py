"""What requests about passkeys carry."""

from typing import Any

from pydantic import Field

from api.body import Body


class SignedChallenge(Body):
    """What an authenticator answered: `PublicKeyCredential.toJSON()` of the browser."""

    credential: dict[str, Any]


class CreatePasskey(SignedChallenge):
    """A passkey that an authenticator has made."""

    description: str = Field("", max_length=250, description="What its owner calls it.", examples=["laptop"])


class ChangePasskey(Body):
    """What can be changed of a passkey."""

    description: str = Field(max_length=250)
