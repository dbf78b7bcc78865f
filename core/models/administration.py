"""What administrators keep: articles, lists of what is blocked, and the audit log."""

from sqlalchemy import BigInteger, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from core.models.base import OPTIONS, Base, Milliseconds


class Article(Base):
    """News for users; shown from `visible_from_at` until `visible_until_at` (NULL: without end)."""

    __tablename__ = "articles"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(250))
    content: Mapped[str] = mapped_column(Text)
    content_full: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[int] = mapped_column(Milliseconds)
    visible_from_at: Mapped[int] = mapped_column(Milliseconds)
    visible_until_at: Mapped[int | None] = mapped_column(Milliseconds)


class BlockPattern(Base):
    """What may not be signed up with or added as a domain (`blockRegexes` of API 1.0)."""

    __tablename__ = "block_patterns"

    id: Mapped[int] = mapped_column(primary_key=True)
    comment: Mapped[str] = mapped_column(String(250))
    regex: Mapped[str] = mapped_column(String(250))
    signup_name: Mapped[bool] = mapped_column(default=False)
    signup_email: Mapped[bool] = mapped_column(default=False)
    domain_name: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[int] = mapped_column(Milliseconds)


class AuditEntry(Base):
    """One event of API 1.0 §14: who did what, to what.

    `args` is a JSON list. `user_id` is the account it happened to, `domain_id` the domain, so that owners can be shown
    what concerns them; neither is a foreign key, because the entry outlives what it is about.
    """

    __tablename__ = "audit_entries"
    __table_args__ = (
        Index("ix_audit_entries_happened_at", "happened_at"),
        Index("ix_audit_entries_type", "type", "id"),
        Index("ix_audit_entries_user_id", "user_id", "id"),
        Index("ix_audit_entries_domain_id", "domain_id", "id"),
        OPTIONS,
    )

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    happened_at: Mapped[int] = mapped_column(Milliseconds)
    type: Mapped[str] = mapped_column(String(100))
    actor: Mapped[str] = mapped_column(String(250))
    through: Mapped[str] = mapped_column(String(20))
    key_description: Mapped[str | None] = mapped_column(String(250))
    impersonator: Mapped[str | None] = mapped_column(String(250))
    address: Mapped[str | None] = mapped_column(String(45))
    request_id: Mapped[str] = mapped_column(String(64))
    user_id: Mapped[int | None]
    domain_id: Mapped[int | None]
    args: Mapped[str] = mapped_column(Text)
