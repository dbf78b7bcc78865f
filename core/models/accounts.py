"""Accounts: users, their permissions, what clients keep with them, and the keys of users and of domains."""

from sqlalchemy import BINARY, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.schema import ForeignKey

from core.models.base import Base, Milliseconds

# of who has not chosen a password yet: no password has this hash, and looking at one takes as long as for nobody
NO_PASSWORD = ""


class User(Base):
    """A person or a role account; `email` is what they sign in with, in lower case.

    `sign_in_epoch` grows when the password changes or the user signs out everywhere: a session or token that was made
    in an earlier epoch is worth nothing. `is_unverified` holds until the mail address is confirmed.
    """

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(250), unique=True)
    real_name: Mapped[str] = mapped_column(String(250))
    password_hash: Mapped[str] = mapped_column(String(250))
    avatar: Mapped[str] = mapped_column(String(20), default="gravatar")
    disabled: Mapped[bool] = mapped_column(default=False)
    disabled_reason: Mapped[str | None] = mapped_column(String(250))
    is_unverified: Mapped[bool] = mapped_column(default=False, server_default="0")
    accepted_terms_at: Mapped[int | None] = mapped_column(Milliseconds)
    sign_in_epoch: Mapped[int] = mapped_column(default=0, server_default="0")
    created_at: Mapped[int] = mapped_column(Milliseconds)


class UserPermission(Base):
    """One permission of a user; a permission that is not here is not given."""

    __tablename__ = "user_permissions"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    permission: Mapped[str] = mapped_column(String(64), primary_key=True)


class UserValue(Base):
    """Something a client keeps with a user (`customdata` of API 1.0); keys are in lower case."""

    __tablename__ = "user_values"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(String(250, collation="utf8mb4_bin"), primary_key=True)
    value: Mapped[str] = mapped_column(Text)


class ApiKey(Base):
    """A key of a user: only a keyed hash of it is stored, and what is left of it to recognise it by.

    `scope` is JSON that narrows what the key may touch, NULL for everything its user may. A key is worth nothing once
    `expires_at` has passed, or when it has not been used for `unused_days`.
    """

    __tablename__ = "api_keys"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    key_hash: Mapped[bytes] = mapped_column(BINARY(32), unique=True)
    masked_key: Mapped[str] = mapped_column(String(40))
    description: Mapped[str] = mapped_column(String(250))
    domains_read: Mapped[bool] = mapped_column(default=False)
    domains_write: Mapped[bool] = mapped_column(default=False)
    user_read: Mapped[bool] = mapped_column(default=False)
    user_write: Mapped[bool] = mapped_column(default=False)
    admin_features: Mapped[bool] = mapped_column(default=False)
    record_regex: Mapped[str | None] = mapped_column(Text)
    scope: Mapped[str | None] = mapped_column(Text)
    expires_at: Mapped[int | None] = mapped_column(Milliseconds)
    unused_days: Mapped[int | None] = mapped_column(Integer)
    created_at: Mapped[int] = mapped_column(Milliseconds)
    last_used_at: Mapped[int | None] = mapped_column(Milliseconds)


class DomainKey(Base):
    """A key that opens one domain and nothing else; stored and limited like an API key."""

    __tablename__ = "domain_keys"

    id: Mapped[int] = mapped_column(primary_key=True)
    domain_id: Mapped[int] = mapped_column(ForeignKey("domains.id", ondelete="CASCADE"), index=True)
    key_hash: Mapped[bytes] = mapped_column(BINARY(32), unique=True)
    masked_key: Mapped[str] = mapped_column(String(40))
    description: Mapped[str] = mapped_column(String(250))
    domains_write: Mapped[bool] = mapped_column(default=False)
    record_regex: Mapped[str | None] = mapped_column(Text)
    scope: Mapped[str | None] = mapped_column(Text)
    expires_at: Mapped[int | None] = mapped_column(Milliseconds)
    unused_days: Mapped[int | None] = mapped_column(Integer)
    created_at: Mapped[int] = mapped_column(Milliseconds)
    last_used_at: Mapped[int | None] = mapped_column(Milliseconds)
