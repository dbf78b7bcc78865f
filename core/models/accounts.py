"""Who may sign in, and with what: users, their permissions and their API keys."""

from sqlalchemy import BINARY, String, Text
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.schema import ForeignKey

from core.models.base import Base, Milliseconds


class User(Base):
    """A person or a role account; `email` is what they sign in with, in lower case."""

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(250), unique=True)
    real_name: Mapped[str] = mapped_column(String(250))
    password_hash: Mapped[str] = mapped_column(String(250))
    avatar: Mapped[str] = mapped_column(String(20), default="gravatar")
    disabled: Mapped[bool] = mapped_column(default=False)
    disabled_reason: Mapped[str | None] = mapped_column(String(250))
    created_at: Mapped[int] = mapped_column(Milliseconds)


class UserPermission(Base):
    """One permission of a user; a permission that is not here is not given."""

    __tablename__ = "user_permissions"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    permission: Mapped[str] = mapped_column(String(64), primary_key=True)


class ApiKey(Base):
    """A key of a user: only a keyed hash of it is stored, and what is left of it to recognise it by."""

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
    created_at: Mapped[int] = mapped_column(Milliseconds)
    last_used_at: Mapped[int | None] = mapped_column(Milliseconds)


class DomainKey(Base):
    """A key that opens one domain and nothing else; stored like an API key."""

    __tablename__ = "domain_keys"

    id: Mapped[int] = mapped_column(primary_key=True)
    domain_id: Mapped[int] = mapped_column(ForeignKey("domains.id", ondelete="CASCADE"), index=True)
    key_hash: Mapped[bytes] = mapped_column(BINARY(32), unique=True)
    masked_key: Mapped[str] = mapped_column(String(40))
    description: Mapped[str] = mapped_column(String(250))
    domains_write: Mapped[bool] = mapped_column(default=False)
    record_regex: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[int] = mapped_column(Milliseconds)
    last_used_at: Mapped[int | None] = mapped_column(Milliseconds)
