"""The customer's domains: what is wanted of each zone, how far it has come, who may touch it, what it holds."""

from sqlalchemy import BigInteger, Computed, Index, SmallInteger, String, Text, exists, false
from sqlalchemy.dialects.mysql import MEDIUMTEXT
from sqlalchemy.orm import Mapped, column_property, mapped_column
from sqlalchemy.schema import ForeignKey

from core.models.base import OPTIONS, Base, Milliseconds
from core.models.outbox import DomainHook

# ascii_bin: names are stored in lower-case ASCII and compared byte by byte, which keeps the indexes small and exact
AsciiName = String(255, collation="ascii_bin")

IS_LATE = (
    "CASE WHEN deleted_at IS NULL AND NOT disabled "
    "THEN published_serial IS NULL OR published_serial <> serial ELSE retired_at IS NULL END"
)
IS_UNSEEN = (
    "deleted_at IS NULL AND NOT disabled AND published_serial IS NOT NULL "
    "AND (visible_serial IS NULL OR visible_serial <> published_serial)"
)


class Domain(Base):
    """One incarnation of a zone: deleting and creating a name again makes another row.

    The wanted state is `serial`, `deleted_at` and `disabled`. The achieved state stands beside it:
    `loaded_serial` is noted when the primary has loaded a large zone and still signs it, `published_serial` is the
    serial the hidden primary has proved to hold, `signed_serial` the serial under which it serves that version
    signed (it runs ahead of ours), `visible_serial` the serial every public server has been seen to serve.
    `is_late` and `is_unseen` are arithmetic on these, computed by the database so that a sweep can find them by index.
    """

    __tablename__ = "domains"
    __table_args__ = (
        Index("ix_domains_is_late", "is_late", "next_attempt_at"),
        Index("ix_domains_is_unseen", "is_unseen", "published_at"),
        Index("ix_domains_deleted_at", "deleted_at"),
        OPTIONS,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(AsciiName, index=True)
    # the name again while the domain lives, NULL afterwards: a name may be taken once among the living
    live_name: Mapped[str | None] = mapped_column(AsciiName, unique=True)
    # the domain whose records and SOA this one is published with; its own are kept and not used meanwhile
    alias_of_id: Mapped[int | None] = mapped_column(ForeignKey("domains.id", ondelete="SET NULL"), index=True)
    disabled: Mapped[bool] = mapped_column(default=False)
    default_ttl: Mapped[int] = mapped_column(default=86400)
    dnssec_policy: Mapped[str] = mapped_column(String(20), default="default")

    soa_primary: Mapped[str] = mapped_column(AsciiName)
    soa_admin: Mapped[str] = mapped_column(AsciiName)
    soa_refresh: Mapped[int] = mapped_column(default=86400)
    soa_retry: Mapped[int] = mapped_column(default=7200)
    soa_expire: Mapped[int] = mapped_column(default=2419200)
    soa_minimum: Mapped[int] = mapped_column(default=60)

    serial: Mapped[int] = mapped_column(BigInteger)
    loaded_serial: Mapped[int | None] = mapped_column(BigInteger)
    published_serial: Mapped[int | None] = mapped_column(BigInteger)
    signed_serial: Mapped[int | None] = mapped_column(BigInteger)
    visible_serial: Mapped[int | None] = mapped_column(BigInteger)
    created_at: Mapped[int] = mapped_column(Milliseconds)
    saved_at: Mapped[int] = mapped_column(Milliseconds)
    published_at: Mapped[int | None] = mapped_column(Milliseconds)
    visible_at: Mapped[int | None] = mapped_column(Milliseconds)
    deleted_at: Mapped[int | None] = mapped_column(Milliseconds)
    retired_at: Mapped[int | None] = mapped_column(Milliseconds)

    last_error: Mapped[str | None] = mapped_column(Text)
    failed_attempts: Mapped[int] = mapped_column(SmallInteger, default=0)
    next_attempt_at: Mapped[int] = mapped_column(Milliseconds, default=0)
    is_late: Mapped[bool] = mapped_column(Computed(IS_LATE, persisted=True), nullable=True)
    is_unseen: Mapped[bool] = mapped_column(Computed(IS_UNSEEN, persisted=True), nullable=True)

    # whether a webhook is to be told of changes; asked by an index together with the columns of a change
    has_hooks: Mapped[bool] = column_property(
        exists().where(DomainHook.domain_id == id, DomainHook.disabled == false()).correlate_except(DomainHook),  # noqa: A003
        deferred=True,
    )


class SerialFloor(Base):
    """The highest serial ever served under a name, kept for ever: serials grow across delete and re-create."""

    __tablename__ = "serial_floors"

    name: Mapped[str] = mapped_column(AsciiName, primary_key=True)
    serial: Mapped[int] = mapped_column(BigInteger)


class DomainAccess(Base):
    """What a user may do with a domain: read, write, admin or owner."""

    __tablename__ = "domain_access"

    domain_id: Mapped[int] = mapped_column(ForeignKey("domains.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, index=True)
    level: Mapped[str] = mapped_column(String(10))


class Record(Base):
    """One record of a domain.

    `name` is relative to the zone (apex: empty). `content` is the form API 1.0 shows; `rdata` is the same thing in
    presentation form (RFC 1035 §5.1), computed when the record is saved so that rendering a zone is plain joining.
    """

    __tablename__ = "records"
    __table_args__ = (
        # as lists are sorted, so that a page of a large zone is read by walking along one of them
        Index("ix_records_domain_id_name_type_priority", "domain_id", "name", "type", "priority"),
        Index("ix_records_domain_id_type_name_priority", "domain_id", "type", "name", "priority"),
        Index("ix_records_remote_domain_id", "remote_domain_id"),
        OPTIONS,
    )

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    domain_id: Mapped[int] = mapped_column(ForeignKey("domains.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(AsciiName)
    type: Mapped[str] = mapped_column(String(10, collation="ascii_bin"))
    content: Mapped[str] = mapped_column(MEDIUMTEXT)
    priority: Mapped[int | None]
    ttl: Mapped[int]
    rdata: Mapped[str] = mapped_column(MEDIUMTEXT)
    comment: Mapped[str | None] = mapped_column(Text)
    disabled: Mapped[bool] = mapped_column(default=False)
    remote_domain_id: Mapped[int | None]
    changed_at: Mapped[int] = mapped_column(Milliseconds)
    changed_by: Mapped[int | None]


class ZoneKeys(Base):
    """The DNSSEC keys of a zone as the hidden primary showed them at `read_at`; no row before it has shown any.

    `dnskeys` and `cds` are records in presentation form, one a line; `ttl` is that of the DNSKEY records in seconds.
    """

    __tablename__ = "zone_keys"

    domain_id: Mapped[int] = mapped_column(ForeignKey("domains.id", ondelete="CASCADE"), primary_key=True)
    ttl: Mapped[int]
    dnskeys: Mapped[str] = mapped_column(Text)
    cds: Mapped[str] = mapped_column(Text)
    read_at: Mapped[int] = mapped_column(Milliseconds, index=True)


class DomainValue(Base):
    """Something a user keeps with a domain (`userdata` of API 1.0)."""

    __tablename__ = "domain_values"

    domain_id: Mapped[int] = mapped_column(ForeignKey("domains.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, index=True)
    key: Mapped[str] = mapped_column(String(250, collation="utf8mb4_bin"), primary_key=True)
    value: Mapped[str] = mapped_column(Text)
