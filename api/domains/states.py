"""The state of a domain a client knows: tags of it, and changes decided on an old one refused (RFC 9110 §13)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NoReturn

from api.conditions import digest
from api.domains.finding import AccessLevel, Columns, find_domain, refuse_alias
from api.transaction import Transaction
from core.errors import Conflict
from core.models import Domain
from core.zone.names import to_unicode


def lock_zone(
    transaction: Transaction,
    text: str,
    *,
    columns: Columns = (),
    concerned: Callable[[Domain], Sequence[Mapping[str, Any]]] | None = None,
    takes_aliases: bool = False,
) -> Domain:
    """Return a domain whose zone is about to be changed, its row locked until the end of the transaction.

    Every change of a zone comes through here, so that nobody overwrites what they have not seen.

    Args:
        transaction: the unit of work.
        text: the name as it was sent.
        columns: as for `find_domain`.
        concerned: gives the records the change is about as they are now, for who decided on others.
        takes_aliases: whether it may be an alias, which has no records of its own in use.

    Raises:
        Invalid: it is an alias.
        Conflict: the zone is no longer as the client says it knows it.
        Refusal: those of `find_domain`.
    """
    domain, _level = find_domain(
        transaction.session, transaction.actor, text, "write", for_update=True, columns=columns
    )
    if not takes_aliases:
        refuse_alias(domain)
    tag = zone_tag(domain)
    # the tag of the domain begins with that of its zone, and whoever knows the one knows the other
    expected = transaction.conditions.expected or ()
    also = [known for known in expected if known.startswith(f"{tag}.")]
    if not transaction.conditions.hold(tag, *also):
        _refuse(domain, tag, {} if concerned is None else {"records": list(concerned(domain))})
    return domain


def lock_domain(
    transaction: Transaction,
    text: str,
    least: AccessLevel,
    shown: Callable[[Domain, AccessLevel], Mapping[str, Any]],
) -> tuple[Domain, AccessLevel]:
    """Return a domain that is about to be changed itself, and the actor's level on it; its row is locked.

    Args:
        transaction: the unit of work.
        text: the name as it was sent.
        least: the level that is needed.
        shown: gives what the actor is shown of it with this level.

    Raises:
        Conflict: it is no longer as the client says it knows it.
        Refusal: those of `find_domain`.
    """
    domain, level = find_domain(transaction.session, transaction.actor, text, least, for_update=True)
    if transaction.conditions.expected is not None:
        tag = domain_tag(domain, shown(domain, level))
        # the name server makes keys by itself: whoever has not seen them yet decides on what they know all the same
        decided = tag.rpartition("-")[0]
        also = [known for known in transaction.conditions.expected if known.rpartition("-")[0] == decided]
        if not transaction.conditions.hold(tag, *also):
            _refuse(domain, tag, {})
    return domain, level


def look_at_zone(transaction: Transaction, text: str, columns: Columns = (), *, takes_aliases: bool = False) -> Domain:
    """Return a domain whose zone is about to be read, and note its tag for the answer.

    Raises:
        Invalid: it is an alias, and `takes_aliases` is not said.
        NotModified: the client has it as it is.
        Refusal: those of `find_domain`.
    """
    domain, _level = find_domain(transaction.session, transaction.actor, text, "read", columns=columns)
    if not takes_aliases:
        refuse_alias(domain)
    transaction.tag = transaction.conditions.unless_known(zone_tag(domain))
    return domain


def zone_tag(domain: Domain) -> str:
    """Return the tag of a zone: every change of its records or SOA makes another serial."""
    return f"{domain.id}.{domain.serial}"


def domain_tag(domain: Domain, shown: Mapping[str, Any]) -> str:
    """Return the tag of a domain as it is shown: that of its zone, and digests of what users decide and of its keys."""
    decided = {member: value for member, value in shown.items() if member != "DNSSEC"}
    return f"{zone_tag(domain)}.{digest(decided)}-{digest(shown.get('DNSSEC', {}))}"


def _refuse(domain: Domain, tag: str, more: Mapping[str, Any]) -> NoReturn:
    raise Conflict(
        f"{to_unicode(domain.name)} has been changed since you looked at it; nothing was changed.",
        {"serial": domain.serial, "etag": f'"{tag}"', **more},
    )
