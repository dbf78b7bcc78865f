"""What the database wants of one zone, and how far it has come: read and noted here, for every job about a zone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, func, select, update
from sqlalchemy.dialects.mysql import insert

from core.models import Domain, SerialFloor, Sighting, ZoneChange
from core.zone.serials import serial_gt, serial_max
from core.zone.soa import Soa
from worker.job_record import now_milliseconds

SOA_COLUMNS = (
    Domain.soa_primary,
    Domain.soa_admin,
    Domain.serial,
    Domain.soa_refresh,
    Domain.soa_retry,
    Domain.soa_expire,
    Domain.soa_minimum,
)

# Statements of the hot path are made once: SQLAlchemy takes longer to recognise an equal one than to run it.
READ_WANTED = (
    select(
        Domain.id,
        Domain.name,
        *SOA_COLUMNS,
        Domain.alias_of_id,
        Domain.dnssec_policy,
        Domain.deleted_at,
        Domain.disabled,
        Domain.published_serial,
        Domain.signed_serial,
        Domain.retired_at,
        Domain.failed_attempts,
        Domain.saved_at,
        Domain.published_at,
        ZoneChange.request_id,
    )
    .join(ZoneChange, and_(ZoneChange.domain_id == Domain.id, ZoneChange.serial == Domain.serial), isouter=True)
    .where(Domain.id == bindparam("domain_id"))
)

READ_SERIAL = select(Domain.serial).where(Domain.id == bindparam("domain_id"))

READ_IS_LATE = select(Domain.is_late).where(Domain.id == bindparam("domain_id"))

READ_PAST = select(
    select(func.group_concat(Domain.id))
    .where(Domain.name == bindparam("name"), Domain.id != bindparam("domain_id"), Domain.retired_at.is_(None))
    .scalar_subquery()
    .label("earlier"),
    select(SerialFloor.serial).where(SerialFloor.name == bindparam("name")).scalar_subquery().label("floor"),
)

NOTE_PUBLISHED = (
    update(Domain)
    .where(Domain.id == bindparam("of_id"))
    .values(
        published_serial=bindparam("ours"),
        signed_serial=bindparam("served"),
        published_at=bindparam("now"),
        retired_at=None,
        last_error=None,
        failed_attempts=0,
        next_attempt_at=0,
    )
)

# Seconds until the sweep asks again after the first, second, … failure in a row: when something is away, and when
# the zone itself was refused, which only its owner can mend (a change of theirs is tried at once).
AWAY_SECONDS = (1, 2, 3, 5, 10, 20)
REFUSED_SECONDS = (5, 30, 300, 3600)


@dataclass(frozen=True, slots=True)
class WantedZone:
    """One zone as it is wanted at the moment of reading; `is_wanted` is false once it is deleted or disabled.

    `soa` is its own one; an alias is published with that of another zone.
    """

    id: int
    name: str
    soa: Soa
    alias_of_id: int | None
    dnssec_policy: str
    is_wanted: bool
    published_serial: int | None
    signed_serial: int | None
    retired_at: int | None
    failed_attempts: int
    saved_at: int
    published_at: int | None
    request_id: str | None

    @property
    def serial(self) -> int:
        """The wanted serial."""
        return self.soa.serial

    @property
    def is_published(self) -> bool:
        """Whether the primary has proved to hold the wanted serial."""
        return self.published_serial == self.serial


def read_wanted_zone(connection: Connection, domain_id: int) -> WantedZone | None:
    """Return what is wanted of a zone, or None when it has been purged."""
    row = connection.execute(READ_WANTED, {"domain_id": domain_id}).one_or_none()
    return _wanted_zone(row) if row else None


def soa_of(row: Any) -> Soa:
    """Return the SOA of a row with `SOA_COLUMNS`."""
    return Soa(
        primary=row.soa_primary,
        admin=row.soa_admin,
        serial=row.serial,
        refresh=row.soa_refresh,
        retry=row.soa_retry,
        expire=row.soa_expire,
        minimum=row.soa_minimum,
    )


def _wanted_zone(row: Any) -> WantedZone:
    return WantedZone(
        id=row.id,
        name=row.name,
        soa=soa_of(row),
        alias_of_id=row.alias_of_id,
        dnssec_policy=row.dnssec_policy,
        is_wanted=row.deleted_at is None and not row.disabled,
        published_serial=row.published_serial,
        signed_serial=row.signed_serial,
        retired_at=row.retired_at,
        failed_attempts=row.failed_attempts,
        saved_at=row.saved_at,
        published_at=row.published_at,
        request_id=row.request_id,
    )


def wanted_serial(connection: Connection, domain_id: int) -> int | None:
    """Return the serial wanted at this moment, or None when the zone has been purged."""
    return connection.execute(READ_SERIAL, {"domain_id": domain_id}).scalar()


def is_late(connection: Connection, domain_id: int) -> bool:
    """Tell whether there is anything left to do for a zone at this moment; asks for much less than reading it."""
    return bool(connection.execute(READ_IS_LATE, {"domain_id": domain_id}).scalar())


@dataclass(frozen=True, slots=True)
class Past:
    """What earlier zones of a name left.

    Attributes:
        earlier_lives: the ids of deleted domains of the name that still await their retirement.
        floor: the highest serial that zones of the name were served under before they were retired.
    """

    earlier_lives: Sequence[int]
    floor: int | None


def past_of(connection: Connection, zone: WantedZone) -> Past:
    """Return what there was under a zone's name before it."""
    row = connection.execute(READ_PAST, {"name": zone.name, "domain_id": zone.id}).one()
    return Past([int(domain_id) for domain_id in row.earlier.split(",")] if row.earlier else [], row.floor)


def lift_serial(connection: Connection, zone: WantedZone, floor: int) -> None:
    """Lift the wanted serial above one that has been served already, unless it is there or has moved on.

    A server that signs counts ahead of ours; where a zone starts afresh on it, ours has to pass what it had reached.
    """
    if serial_gt(zone.serial, floor):
        return
    lifted = (floor + 1) % 2**32 or 1
    changed = connection.execute(
        update(Domain).where(Domain.id == zone.id, Domain.serial == zone.serial).values(serial=lifted)
    )
    if changed.rowcount:
        connection.execute(
            update(ZoneChange)
            .where(ZoneChange.domain_id == zone.id, ZoneChange.serial == zone.serial)
            .values(serial=lifted)
        )


def note_loaded(connection: Connection, zone: WantedZone) -> None:
    """Note that the primary has loaded the wanted serial and is still signing it."""
    connection.execute(update(Domain).where(Domain.id == zone.id).values(loaded_serial=zone.serial))


def note_published(connection: Connection, zone: WantedZone, served_serial: int) -> None:
    """Note that the primary holds the wanted serial, and under which serial it serves it."""
    noted = {"of_id": zone.id, "ours": zone.serial, "served": served_serial, "now": now_milliseconds()}
    connection.execute(NOTE_PUBLISHED, noted)


def note_failure(connection: Connection, domain_id: int, serial: int, refused_because: str | None) -> None:
    """Note that an attempt failed; a version saved since is not made to wait for it.

    Args:
        connection: of a transaction.
        domain_id: the zone.
        serial: the version that was attempted.
        refused_because: why the name server refuses the zone, for its owner; None when something was away.
    """
    waits = AWAY_SECONDS if refused_because is None else REFUSED_SECONDS
    wait = func.elt(func.least(Domain.failed_attempts + 1, len(waits)), *waits)
    values: dict[str, Any] = {
        "next_attempt_at": now_milliseconds() + wait * 1000,
        "failed_attempts": func.least(Domain.failed_attempts + 1, 1000),
    }
    if refused_because is not None:
        values["last_error"] = refused_because
    connection.execute(update(Domain).where(Domain.id == domain_id, Domain.serial == serial).values(values))


def note_retired(connection: Connection, domain_id: int, name: str, last_served_serial: int | None) -> None:
    """Note that a zone is off the primary, and keep the height its serials had reached under its name."""
    reached = connection.execute(select(Domain.serial, Domain.signed_serial).where(Domain.id == domain_id)).one()
    floor = reached.serial
    for serial in (reached.signed_serial, last_served_serial):
        if serial is not None:
            floor = serial_max(floor, serial)
    known = connection.execute(select(SerialFloor.serial).where(SerialFloor.name == name).with_for_update()).scalar()
    if known is not None:
        floor = serial_max(floor, known)
    statement = insert(SerialFloor).values(name=name, serial=floor)
    connection.execute(statement.on_duplicate_key_update(serial=floor))
    connection.execute(delete(Sighting).where(Sighting.domain_id == domain_id))
    connection.execute(
        update(Domain)
        .where(Domain.id == domain_id)
        .values(
            retired_at=now_milliseconds(),
            published_serial=None,
            signed_serial=None,
            visible_serial=None,
            failed_attempts=0,
            next_attempt_at=0,
            last_error=None,
        )
    )
