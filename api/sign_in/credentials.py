"""What can be signed in with (API 1.0 §6)."""

from dataclasses import dataclass

from api.secrets_of_users import KEY_SHAPE


@dataclass(frozen=True, slots=True)
class SessionId:
    """A session, by its id."""

    id: str


@dataclass(frozen=True, slots=True)
class Token:
    """A token (JWT), and the session that counts instead if the token is worth nothing."""

    text: str
    session: SessionId | None


@dataclass(frozen=True, slots=True)
class UserKey:
    """An API key with the mail address of its user."""

    email: str
    key: str


@dataclass(frozen=True, slots=True)
class DomainKeyPair:
    """A domain with a key of it."""

    domain: str
    key: str


@dataclass(frozen=True, slots=True)
class Password:
    """A mail address and a password, with what a second factor may add.

    Attributes:
        email: as it was sent.
        password: as it was sent; one that looks like a key may be one.
        code: of a second factor; None if absent or empty.
        device_id: of a device that was trusted before, or is to be.
        device_name: what to call this device, if it is to be trusted; `.` for no name.
    """

    email: str
    password: str
    code: str | None = None
    device_id: str | None = None
    device_name: str | None = None

    @property
    def may_be_key(self) -> bool:
        """Whether the password has the shape of a key."""
        return KEY_SHAPE.fullmatch(self.password) is not None


Credentials = SessionId | Token | UserKey | DomainKeyPair | Password
