"""What is decided about deleted domains: their rows stay for a while, with records, history, access and keys."""

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased

from api.clone_events import zone_appeared
from api.deleted_domains.answers import DeletedDomains
from api.domains.actions import shown_after_change
from api.domains.answers import DomainObject
from api.domains.creation import free_name
from api.domains.finding import zones_of_key
from api.paging import Page
from api.transaction import Transaction
from api.versions import new_version, serial_of_new_zone
from core.errors import Conflict, NotFound
from core.models import Domain, DomainAccess
from core.zone.names import to_unicode

DAY_SECONDS = 86400


def list_deleted(transaction: Transaction, page: Page, keep_days: int) -> DeletedDomains:
    """Return a page of the deleted domains the actor owned, the one deleted last first.

    Args:
        transaction: the unit of work.
        page: which part of them.
        keep_days: days a deleted domain is kept.
    """
    mine = _mine(transaction)
    living = aliased(Domain)
    is_taken = select(living.id).where(living.live_name == Domain.name).exists()
    total = transaction.session.scalar(select(func.count()).select_from(Domain).where(*mine)) or 0
    rows = transaction.session.execute(
        select(Domain.id, Domain.name, Domain.serial, Domain.deleted_at, is_taken.label("is_taken"))
        .where(*mine)
        .order_by(Domain.deleted_at.desc(), Domain.id.desc())
        .limit(page.size)
        .offset(page.offset)
    )
    return {
        "domains": [
            {
                "id": row.id,
                "domain": to_unicode(row.name),
                "serial": row.serial,
                "deleted_at": (row.deleted_at or 0) // 1000,
                "purged_at": (row.deleted_at or 0) // 1000 + keep_days * DAY_SECONDS,
                "is_taken": bool(row.is_taken),
            }
            for row in rows
        ],
        "pagination": page.pagination(total),
    }


def restore_domain(transaction: Transaction, domain_id: int) -> DomainObject:
    """Bring back a deleted domain the actor owned, with everything it had, under a serial above all before it.

    Raises:
        NotFound: there is no such domain, or it is gone for good.
        Conflict: its name has been taken meanwhile.
        Invalid: its name may no longer be taken, because somebody else has a domain above it, or it is blocked.
    """
    session = transaction.session
    query = select(Domain).where(Domain.id == domain_id, *_mine(transaction)).with_for_update()
    domain = session.scalars(query).one_or_none()
    if domain is None:
        raise NotFound(f"Unknown deleted domain: {domain_id}")
    taken = Conflict(
        f"{to_unicode(domain.name)} has been taken meanwhile; the deleted domain can come back once that one is gone."
    )
    if session.scalar(select(Domain.id).where(Domain.live_name == domain.name)) is not None:
        raise taken
    free_name(transaction, domain.name)
    domain.live_name = domain.name
    domain.deleted_at = None
    try:
        session.flush()
    except IntegrityError as error:
        raise taken from error
    transaction.note("domain.restored", domain.id, domain.name, domain_id=domain.id)
    domain.serial = serial_of_new_zone(transaction, domain.name)
    new_version(transaction, domain, "undelete")
    zone_appeared(transaction, domain)
    return shown_after_change(transaction, domain, "owner")


def _mine(transaction: Transaction) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that choose the deleted domains the actor may see, by themselves and by their key."""
    deleted = (Domain.deleted_at.is_not(None), *zones_of_key(transaction.actor, Domain.name))
    if transaction.actor.owns_everything:
        return deleted
    owned = select(DomainAccess.domain_id).where(
        DomainAccess.user_id == transaction.actor.require_user("see deleted domains"), DomainAccess.level == "owner"
    )
    return *deleted, Domain.id.in_(owned)
