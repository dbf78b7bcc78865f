"""Who else may do what with a domain."""

from collections.abc import Mapping

from sqlalchemy import delete, select
from sqlalchemy.dialects.mysql import insert

from api.clone_events import writers_changed
from api.domains.answers import DomainWithAccess
from api.domains.finding import LEVELS, AccessLevel, find_domain, reaches
from api.domains.objects import domain_summary
from api.domains.states import domain_tag, lock_domain
from api.transaction import Transaction
from core.errors import Invalid
from core.models import Domain, DomainAccess, User
from core.models.clone_sources import WRITERS


def get_access(transaction: Transaction, text: str) -> DomainWithAccess:
    """Return a domain with everybody who may do something with it."""
    domain, _level = find_domain(transaction.session, transaction.actor, text, "read")
    shown = _object(transaction, domain)
    transaction.tag = transaction.conditions.unless_known(domain_tag(domain, shown))
    return shown


def change_access(transaction: Transaction, text: str, wanted: Mapping[str, str]) -> DomainWithAccess:
    """Give or take levels; the first that is refused undoes all.

    Nobody gives a level as high as their own (an owner gives up to admin), nobody changes their own except to none,
    and nobody changes somebody as high as themselves.

    Raises:
        Invalid: a rule is broken, or a user does not exist.
    """
    domain, own_level = lock_domain(transaction, text, "read", lambda domain, _level: _object(transaction, domain))
    changes = {email.lower(): level for email, word in wanted.items() for level in LEVELS if level == word}
    leaves_only = set(changes.items()) == {(transaction.actor.email, "none")}
    if not changes or (not reaches(own_level, "admin") and not leaves_only):
        raise Invalid("No data provided for update.")
    writers = _writers(transaction, domain)
    for email, level in changes.items():
        _change_one(transaction, domain, own_level, email, level)
    if _writers(transaction, domain) != writers:
        writers_changed(transaction, domain)
    shown = _object(transaction, domain)
    transaction.tag = domain_tag(domain, shown)
    return shown


def _change_one(
    transaction: Transaction, domain: Domain, own_level: AccessLevel, email: str, level: AccessLevel
) -> None:
    session = transaction.session
    # what is not printable, half a character among it, is no address and could not be asked for
    user_id = session.scalar(select(User.id).where(User.email == email)) if email.isprintable() else None
    if user_id is None:
        raise Invalid(f"No such user: {email}")
    if user_id == transaction.actor.user_id:
        if level != "none":
            raise Invalid("You can't change your own access level")
        if own_level == "owner" and not _has_other_owner(transaction, domain):
            raise Invalid("You are the only owner of this domain; somebody has to be.")
    else:
        if reaches(level, own_level):
            raise Invalid("You can't set an access level greater or equal to your own.")
        query = select(DomainAccess.level).where(DomainAccess.domain_id == domain.id, DomainAccess.user_id == user_id)
        if reaches(session.scalar(query) or "none", own_level):
            raise Invalid("You can't change the access level of someone who has greater or equal access to your own.")
    transaction.note("domain.access.changed", domain.id, email, level, user_id=user_id, domain_id=domain.id)
    if level == "none":
        mine = (DomainAccess.domain_id == domain.id, DomainAccess.user_id == user_id)
        session.execute(delete(DomainAccess).where(*mine))
    else:
        row = insert(DomainAccess).values(domain_id=domain.id, user_id=user_id, level=level)
        session.execute(row.on_duplicate_key_update(level=level))


def _writers(transaction: Transaction, domain: Domain) -> set[int]:
    query = select(DomainAccess.user_id).where(DomainAccess.domain_id == domain.id, DomainAccess.level.in_(WRITERS))
    return set(transaction.session.scalars(query))


def _has_other_owner(transaction: Transaction, domain: Domain) -> bool:
    query = select(DomainAccess.user_id).where(
        DomainAccess.domain_id == domain.id,
        DomainAccess.level == "owner",
        DomainAccess.user_id != transaction.actor.user_id,
    )
    return transaction.session.scalar(query.limit(1)) is not None


def _object(transaction: Transaction, domain: Domain) -> DomainWithAccess:
    rows = transaction.session.execute(
        select(User.email, User.avatar, DomainAccess.level)
        .join(DomainAccess, DomainAccess.user_id == User.id)
        .where(DomainAccess.domain_id == domain.id)
        .order_by(User.email)
    ).all()
    return {
        **domain_summary(transaction.session, domain),
        "access": {row.email: row.level for row in rows},
        "userinfo": {row.email: {"avatar": row.avatar} for row in rows},
    }
