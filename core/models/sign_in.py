"""What a user signs in with beside a password: second factors, trusted devices, passkeys, and codes sent by mail."""

from sqlalchemy import BINARY, BigInteger, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.schema import ForeignKey

from core.models.base import Base, Milliseconds


class SecondFactor(Base):
    """A source of codes (`2fa` of API 1.0).

    `type` is `rfc6238` (TOTP: `secret` is the shared secret, encrypted; `last_step` the last time step that was used,
    which with all before it is spent) or `plain` (`secret` is the keyed hash of a code; gone after one use if
    `is_one_time`). A factor counts only once it is `active`: its owner has shown to have it.
    """

    __tablename__ = "second_factors"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    type: Mapped[str] = mapped_column(String(20))
    description: Mapped[str] = mapped_column(String(250))
    secret: Mapped[bytes] = mapped_column(LargeBinary)
    is_one_time: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=False)
    last_step: Mapped[int | None] = mapped_column(BigInteger)
    created_at: Mapped[int] = mapped_column(Milliseconds)
    last_used_at: Mapped[int | None] = mapped_column(Milliseconds)
    expires_at: Mapped[int | None] = mapped_column(Milliseconds)


class TrustedDevice(Base):
    """A device that needs no second factor for a while; only a keyed hash of its id is stored."""

    __tablename__ = "trusted_devices"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    device_hash: Mapped[bytes] = mapped_column(BINARY(32), index=True)
    description: Mapped[str] = mapped_column(String(250))
    created_at: Mapped[int] = mapped_column(Milliseconds)
    last_used_at: Mapped[int | None] = mapped_column(Milliseconds)


class Passkey(Base):
    """A WebAuthn credential: a second factor, or a sign-in of its own.

    `credential_hash` is the SHA-256 of the credential's id, which may be too long for an index.
    """

    __tablename__ = "passkeys"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    credential_hash: Mapped[bytes] = mapped_column(BINARY(32), unique=True)
    credential_id: Mapped[bytes] = mapped_column(LargeBinary)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(BigInteger)
    transports: Mapped[str] = mapped_column(String(250))
    description: Mapped[str] = mapped_column(String(250))
    created_at: Mapped[int] = mapped_column(Milliseconds)
    last_used_at: Mapped[int | None] = mapped_column(Milliseconds)


class UserCode(Base):
    """A code that was sent to a user by mail, to be used once: `purpose` is register or reset."""

    __tablename__ = "user_codes"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    purpose: Mapped[str] = mapped_column(String(20), primary_key=True)
    code_hash: Mapped[bytes] = mapped_column(BINARY(32))
    created_at: Mapped[int] = mapped_column(Milliseconds)
    expires_at: Mapped[int | None] = mapped_column(Milliseconds)
