"""Every version of every zone: who made it, when, through what, and the difference to the one before."""

from sqlalchemy import BigInteger, String
from sqlalchemy.dialects.mysql import LONGBLOB
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.schema import ForeignKey, UniqueConstraint

from core.models.base import OPTIONS, Base, Milliseconds


class ZoneChange(Base):
    """One version of a zone.

    `difference` is JSON compressed with zlib: `{"removed": [record…], "added": [record…], "soa": {…}|absent}`, where
    an updated record stands in both lists under the same id. `through` names the door: password, session, api_key,
    domain_key, command_line. `impersonator` is the administrator who did it in somebody's name.
    """

    __tablename__ = "zone_changes"
    __table_args__ = (
        UniqueConstraint("domain_id", "serial"),
        OPTIONS,
    )

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    domain_id: Mapped[int] = mapped_column(ForeignKey("domains.id", ondelete="CASCADE"))
    serial: Mapped[int] = mapped_column(BigInteger)
    changed_at: Mapped[int] = mapped_column(Milliseconds)
    reason: Mapped[str] = mapped_column(String(32))
    user_id: Mapped[int | None]
    actor: Mapped[str] = mapped_column(String(250))
    through: Mapped[str] = mapped_column(String(20))
    key_description: Mapped[str | None] = mapped_column(String(250))
    impersonator: Mapped[str | None] = mapped_column(String(250))
    address: Mapped[str | None] = mapped_column(String(45))
    request_id: Mapped[str] = mapped_column(String(64))
    difference: Mapped[bytes] = mapped_column(LONGBLOB)
