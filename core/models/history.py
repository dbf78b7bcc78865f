"""Every version of every zone: who made it, when, through what, and the difference to the one before."""

from sqlalchemy import BigInteger, String
from sqlalchemy.dialects.mysql import LONGBLOB
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.schema import ForeignKey, Index, UniqueConstraint

from core.models.base import OPTIONS, Base, Milliseconds


class ZoneChange(Base):
    """One version of a zone.

    `difference` is JSON compressed with zlib: `{"removed": [record…], "added": [record…]}`, where an updated record
    stands in both lists under the same id, and `soa` and `soa_before` if the SOA was changed. What a list of versions
    shows of it stands beside it: how many records were added, removed and changed, and a summary; NULL in versions
    made before there was a history to look at. `through` names the door: password, session, api_key, domain_key,
    command_line. `impersonator` is the administrator who did it in somebody's name.
    """

    __tablename__ = "zone_changes"
    __table_args__ = (
        UniqueConstraint("domain_id", "serial"),
        Index("ix_zone_changes_domain_id_id", "domain_id", "id"),
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
    added: Mapped[int | None]
    removed: Mapped[int | None]
    changed: Mapped[int | None]
    summary: Mapped[str | None] = mapped_column(String(250))
    difference: Mapped[bytes] = mapped_column(LONGBLOB)
