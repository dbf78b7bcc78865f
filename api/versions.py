"""Every change of a zone is a version: the serial grows, the difference is kept, and publishing is asked for."""

import datetime
import functools
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import CompoundSelect, bindparam, insert, literal, select, union_all

from api.dependants import Family, lock_families, settle_clones
from api.history.difference import Difference, RecordState
from api.hooks.calls import owe_calls_for_version
from api.links import clones_to_settle, read_links, zones_with_other_copies
from api.records.edits import RecordValues
from api.transaction import Transaction
from core.errors import Invalid
from core.jobs import CheckVisibility, PublishZone
from core.models import Domain, Record, SerialFloor, ZoneChange
from core.zone.serials import first_serial, next_serial, serial_gt, serial_max
from core.zone.soa import Soa

# made once: SQLAlchemy takes longer to recognise an equal statement than to run it
EARLIER_SERIALS: CompoundSelect[tuple[int, int | None]] = union_all(
    select(SerialFloor.serial, literal(None)).where(SerialFloor.name == bindparam("name")),
    select(Domain.serial, Domain.signed_serial).where(Domain.name == bindparam("name")),
)

# without the unit of work of a session, which takes as long as the database does
INSERT_CHANGE = insert(ZoneChange)


def today(transaction: Transaction) -> datetime.date:
    """Return the day serials count from, in UTC."""
    return datetime.datetime.fromtimestamp(transaction.now / 1000, datetime.UTC).date()


def serial_of_new_zone(transaction: Transaction, name: str) -> int:
    """Return a serial above every one this name was ever served under, as far as it is known here.

    The worker lifts it once more should the name server have counted further.
    """
    floor: int | None = None
    for serials in transaction.session.execute(EARLIER_SERIALS, {"name": name}):
        for serial in serials:
            if serial is not None:
                floor = serial if floor is None else serial_max(floor, serial)
    return first_serial(today(transaction), floor)


def new_version(
    transaction: Transaction,
    domain: Domain,
    reason: str,
    *,
    removed: Sequence[Mapping[str, Any]] = (),
    added: Sequence[Mapping[str, Any]] = (),
    soa: Mapping[str, Any] | None = None,
    soa_before: Mapping[str, Any] | None = None,
    serial: int | None = None,
) -> Difference:
    """Make the next version of a zone; the caller has locked the domain's row.

    Its aliases get the same version, and zones with clones of the records that changed get one of their own.

    Args:
        transaction: the unit of work.
        domain: whose zone it is.
        reason: what kind of change, for the history and for webhooks.
        removed: records that are no longer there, or not like this, as `record_state` gives them.
        added: records that are there now.
        soa: the new values of all of the SOA's members, if any changed; see `soa_state`.
        soa_before: their values until now.
        serial: the serial the user wants; it must be above the present one, and above those of the aliases.

    Raises:
        Invalid: the serial wanted is not above the present one.
    """
    session = transaction.session
    links = read_links(session, domain.id)
    if not transaction.is_rehearsal:
        settle_clones(session, domain.id, domain.name, clones_to_settle(links.own, domain.name, removed, added))
    cloning = zones_with_other_copies(links.dependants, domain.name, removed, added)
    aliases: list[Domain] = []
    families: list[Family] = []
    if links.aliases or cloning:
        aliases, families = lock_families(session, domain, cloning)
    raise_together(transaction, (domain, *aliases), serial)
    difference = Difference(removed, added, soa, soa_before)
    note_version(transaction, domain, reason, difference)
    _note_followers(transaction, domain, aliases, families)
    return difference


def versions_of_dependants(transaction: Transaction, cause: Domain, domain_ids: Collection[int]) -> None:
    """Make the next version of zones and their aliases because another zone is no longer what it was to them.

    Args:
        transaction: the unit of work.
        cause: that zone; its row is locked.
        domain_ids: the zones.
    """
    if domain_ids:
        _aliases, families = lock_families(transaction.session, cause, domain_ids)
        _note_followers(transaction, cause, (), families)


def _note_followers(
    transaction: Transaction, cause: Domain, aliases: Sequence[Domain], families: Sequence[Family]
) -> None:
    for alias in aliases:
        note_version(transaction, alias, "alias", Difference(), cause=cause)
    for domain, its_aliases in families:
        raise_together(transaction, (domain, *its_aliases))
        note_version(transaction, domain, "clone", Difference(), cause=cause)
        for alias in its_aliases:
            note_version(transaction, alias, "alias", Difference(), cause=domain)


def raise_together(transaction: Transaction, domains: Sequence[Domain], serial: int | None = None) -> None:
    """Give a zone and its aliases one serial, above all they have; their rows are locked.

    Args:
        transaction: the unit of work.
        domains: the zone first.
        serial: the serial the user wants.

    Raises:
        Invalid: it is not above all of theirs.
    """
    reached = functools.reduce(serial_max, (domain.serial for domain in domains))
    if serial is not None and not serial_gt(serial, reached):
        raise Invalid(f"The serial must grow: {serial} is not above {reached}.")
    for domain in domains:
        domain.serial = next_serial(reached, today(transaction)) if serial is None else serial
        domain.saved_at = transaction.now
        domain.next_attempt_at = 0


def note_version(
    transaction: Transaction, domain: Domain, reason: str, difference: Difference, *, cause: Domain | None = None
) -> None:
    """Write the present version of a zone into its history, ask for it to be published, and have its hooks called.

    Args:
        transaction: the unit of work; of a rehearsal nothing is written.
        domain: whose zone it is.
        reason: what kind of change.
        difference: to the version before.
        cause: the zone whose change made this version. It stands in the history instead of the person who changed
            it: the two zones may belong to people who have nothing to do with each other.
    """
    if transaction.is_rehearsal:
        return
    actor, counts = transaction.actor, difference.counts()
    change = {
        "domain_id": domain.id,
        "serial": domain.serial,
        "changed_at": transaction.now,
        "reason": reason,
        "user_id": actor.user_id if cause is None else None,
        "actor": actor.email if cause is None else cause.name,
        "through": actor.through if cause is None else reason,
        "key_description": actor.key_description if cause is None else None,
        "impersonator": actor.impersonator if cause is None else None,
        "address": actor.address if cause is None else None,
        "request_id": actor.request_id,
        **counts,
        "summary": difference.summary(),
        "difference": difference.pack(),
    }
    transaction.session.connection().execute(INSERT_CHANGE, change)
    ask_to_publish(transaction, domain)
    owe_calls_for_version(transaction, domain, reason)


def ask_to_publish(transaction: Transaction, domain: Domain) -> None:
    """Ask for the zone to be published and watched, unless it is disabled."""
    if not domain.disabled:
        transaction.jobs += [PublishZone(domain.id, domain.serial), CheckVisibility(domain.id, domain.serial)]


def record_state(record: Record) -> RecordState:
    """Return what the history keeps of a record."""
    return {"id": record.id, **values_state(record)}


def values_state(values: Record | RecordValues) -> RecordState:
    """Return what the history keeps of a record beside its id."""
    return {
        "name": values.name,
        "type": values.type,
        "content": values.content,
        "ttl": values.ttl,
        "priority": values.priority,
        "comment": values.comment,
        "disabled": values.disabled,
    }


def soa_state(soa: Soa) -> dict[str, Any]:
    """Return what the history keeps of a SOA: all but its serial."""
    return {
        "primary": soa.primary,
        "admin": soa.admin,
        "refresh": soa.refresh,
        "retry": soa.retry,
        "expire": soa.expire,
        "minimum": soa.minimum,
    }
