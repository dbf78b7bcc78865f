"""How a domain becomes an alias of another one, and ceases to be one (API 1.0 §9, §12)."""

from collections.abc import Sequence

from sqlalchemy import select

from api.clone_events import zone_is_other_to_clones
from api.dependants import lock_families, settle_clones
from api.domains.aliases import chain_of, levels_of_aliases
from api.domains.finding import AccessLevel
from api.history.difference import Difference
from api.links import read_links
from api.transaction import Transaction
from api.versions import new_version, note_version, raise_together
from core.errors import Invalid
from core.models import Domain, DomainAccess
from core.zone.aliases import LONGEST_CHAIN
from core.zone.names import to_ascii
from core.zone.serials import serial_gt, serial_max


def change_alias(transaction: Transaction, domain: Domain, level: AccessLevel, wanted: str | None) -> None:
    """Make a domain an alias of another one, or end that it is one; its row is locked.

    Whoever does not own both is not heard, and neither is a name that is no domain: API 1.0 passes over both.

    Args:
        transaction: the unit of work.
        domain: the domain.
        level: the actor's level on it.
        wanted: name of the other one; empty or None for none.

    Raises:
        Invalid: it would be an alias of itself, or the chain of aliases too long.
    """
    if level != "owner":
        return
    if not wanted:
        if domain.alias_of_id is not None:
            end_alias(transaction, domain, chain_of(transaction.session, domain, for_update=True)[-1].serial)
        return
    target = _owned(transaction, wanted)
    if target is None or target.id == domain.alias_of_id:
        return
    if target.id == domain.id:
        raise Invalid("Domain can't be alias of self.")
    chain = [target, *chain_of(transaction.session, target, for_update=True)]
    if any(above.id == domain.id for above in chain):
        raise Invalid("Domain can't have an alias chain back to self.")
    if len(chain) + len(levels_of_aliases(transaction.session, domain)) > LONGEST_CHAIN:
        raise Invalid(
            "Alias chain too long.", [f"There may be at most {LONGEST_CHAIN} steps to the domain at the top."]
        )
    _become_alias(transaction, domain, chain)


def end_alias(transaction: Transaction, domain: Domain, reached: int) -> None:
    """Publish a domain with its own records again, and so its aliases; its row is locked.

    Args:
        transaction: the unit of work.
        domain: the domain.
        reached: the serial of the domain it was published with; its own goes on above it.
    """
    session = transaction.session
    domain.alias_of_id = None
    domain.serial = serial_max(domain.serial, reached)
    session.flush()
    settle_clones(session, domain.id, domain.name, read_links(session, domain.id).own)
    aliases, _others = lock_families(session, domain, ())
    raise_together(transaction, (domain, *aliases))
    _note_alias(transaction, domain, aliases)
    zone_is_other_to_clones(transaction, domain)


def end_aliases_of(transaction: Transaction, domain: Domain) -> None:
    """Let the aliases of a domain that is being deleted live on with their own records."""
    aliases, _others = lock_families(transaction.session, domain, ())
    for alias in aliases:
        if alias.alias_of_id == domain.id:
            end_alias(transaction, alias, domain.serial)


def _become_alias(transaction: Transaction, domain: Domain, chain: Sequence[Domain]) -> None:
    session, top = transaction.session, chain[-1]
    domain.alias_of_id = chain[0].id
    session.flush()
    aliases, _others = lock_families(session, domain, ())
    if all(serial_gt(top.serial, member.serial) for member in (domain, *aliases)):
        for member in (domain, *aliases):
            member.serial, member.saved_at, member.next_attempt_at = top.serial, transaction.now, 0
        _note_alias(transaction, domain, aliases)
    else:
        # the top has to pass them all, and takes all its aliases along
        new_version(transaction, top, "alias")
    zone_is_other_to_clones(transaction, domain)


def _note_alias(transaction: Transaction, domain: Domain, aliases: Sequence[Domain]) -> None:
    note_version(transaction, domain, "alias", Difference())
    for alias in aliases:
        note_version(transaction, alias, "alias", Difference(), cause=domain)


def _owned(transaction: Transaction, text: str) -> Domain | None:
    """Return a domain the actor owns, its row locked; None if there is none of this name."""
    try:
        name = to_ascii(text.strip()).removesuffix(".")
    except Invalid:
        return None
    actor = transaction.actor
    query = select(Domain).where(Domain.live_name == name).with_for_update()
    if not actor.owns_everything:
        mine = (DomainAccess.user_id == actor.user_id, DomainAccess.level == "owner")
        query = query.where(Domain.id.in_(select(DomainAccess.domain_id).where(*mine)))
    return transaction.session.scalars(query.execution_options(populate_existing=True)).one_or_none()
