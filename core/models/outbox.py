"""What is owed to the outside: mails and calls of webhooks, written with the change they tell of and sent by jobs."""

from sqlalchemy import BigInteger, Computed, Index, SmallInteger, String, Text
from sqlalchemy.dialects.mysql import MEDIUMTEXT
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.schema import ForeignKey

from core.models.base import OPTIONS, Base, Milliseconds

IS_OWED = "finished_at IS NULL"


class DomainHook(Base):
    """A URL that is called after a change of a domain.

    `secret` signs the calls; it is sealed, and empty if they are not to be signed. `failed_calls` is how many calls
    were given up since the last one that was delivered.
    """

    __tablename__ = "domain_hooks"

    id: Mapped[int] = mapped_column(primary_key=True)
    domain_id: Mapped[int] = mapped_column(ForeignKey("domains.id", ondelete="CASCADE"), index=True)
    url: Mapped[str] = mapped_column(String(250))
    secret: Mapped[str] = mapped_column(String(250))
    disabled: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[int] = mapped_column(Milliseconds)
    last_used_at: Mapped[int | None] = mapped_column(Milliseconds)
    failed_calls: Mapped[int] = mapped_column(SmallInteger, default=0, server_default="0")


def hook_purpose(domain_id: int) -> str:
    """Return what the secret of a webhook is sealed for, so that it cannot be moved to another domain."""
    return f"webhook of domain {domain_id}"


class HookCall(Base):
    """One call of a webhook: `payload` is the body as it is sent, `result` what became of the last attempt.

    It is owed until it is finished: delivered, or given up. `is_owed` lets a sweep find it by index.
    """

    __tablename__ = "hook_calls"
    __table_args__ = (Index("ix_hook_calls_is_owed", "is_owed", "next_attempt_at"), OPTIONS)

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    hook_id: Mapped[int] = mapped_column(ForeignKey("domain_hooks.id", ondelete="CASCADE"), index=True)
    payload: Mapped[str] = mapped_column(Text)
    request_id: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[int] = mapped_column(Milliseconds)
    attempts: Mapped[int] = mapped_column(SmallInteger, default=0)
    next_attempt_at: Mapped[int] = mapped_column(Milliseconds, default=0)
    finished_at: Mapped[int | None] = mapped_column(Milliseconds)
    was_delivered: Mapped[bool] = mapped_column(default=False, server_default="0")
    result: Mapped[str | None] = mapped_column(String(1024))
    is_owed: Mapped[bool] = mapped_column(Computed(IS_OWED, persisted=True), nullable=True)


class Mail(Base):
    """One mail; owed until it is finished: taken by the mail server, or given up. The text goes once it is sent."""

    __tablename__ = "mails"
    __table_args__ = (Index("ix_mails_is_owed", "is_owed", "next_attempt_at"), OPTIONS)

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    recipient: Mapped[str] = mapped_column(String(250))
    template: Mapped[str] = mapped_column(String(64))
    subject: Mapped[str] = mapped_column(String(250))
    text_body: Mapped[str | None] = mapped_column(MEDIUMTEXT)
    html_body: Mapped[str | None] = mapped_column(MEDIUMTEXT)
    request_id: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[int] = mapped_column(Milliseconds)
    attempts: Mapped[int] = mapped_column(SmallInteger, default=0)
    next_attempt_at: Mapped[int] = mapped_column(Milliseconds, default=0)
    finished_at: Mapped[int | None] = mapped_column(Milliseconds)
    result: Mapped[str | None] = mapped_column(String(1024))
    is_owed: Mapped[bool] = mapped_column(Computed(IS_OWED, persisted=True), nullable=True)
