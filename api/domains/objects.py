"""Domains as API 1.0 shows them (§9, §10.5)."""

from collections.abc import Sequence
from typing import cast

from sqlalchemy.orm import Session

from api.domains.aliases import chain_of, names_of_aliases
from api.domains.answers import Aliases, DomainObject, DomainSummary, SoaObject
from api.domains.dnssec import dnssec_object
from api.domains.finding import AccessLevel
from api.domains.labels import NOTES, labels_in
from api.domains.values import values_of_user
from api.transaction import Transaction
from core.models import Domain
from core.zone.names import to_unicode
from core.zone.soa import Soa


def soa_of(domain: Domain) -> Soa:
    """Return the start of authority of a domain."""
    return Soa(
        primary=domain.soa_primary,
        admin=domain.soa_admin,
        serial=domain.serial,
        refresh=domain.soa_refresh,
        retry=domain.soa_retry,
        expire=domain.soa_expire,
        minimum=domain.soa_minimum,
    )


# what the SOA of a domain is made of, with what says which domain it is
SOA_COLUMNS = (
    Domain.id,
    Domain.name,
    Domain.alias_of_id,
    Domain.serial,
    Domain.soa_primary,
    Domain.soa_admin,
    Domain.soa_refresh,
    Domain.soa_retry,
    Domain.soa_expire,
    Domain.soa_minimum,
)


def soa_object(domain: Domain) -> SoaObject:
    """Return the SOA on the wire; `min_ttl` is what go-api looks for."""
    return {
        "primaryNS": to_unicode(domain.soa_primary),
        "adminAddress": to_unicode(domain.soa_admin),
        "serial": domain.serial,
        "refresh": domain.soa_refresh,
        "retry": domain.soa_retry,
        "expire": domain.soa_expire,
        "minttl": domain.soa_minimum,
        "min_ttl": domain.soa_minimum,
    }


def domain_summary(session: Session, domain: Domain) -> DomainSummary:
    """Return the members every form of a domain has."""
    return _summary(domain, chain_of(session, domain))


def domain_object(
    transaction: Transaction, domain: Domain, level: AccessLevel, *, is_new: bool = False
) -> DomainObject:
    """Return a whole domain as the actor with this level sees it.

    Args:
        transaction: the unit of work.
        domain: the domain.
        level: of the actor.
        is_new: whether it was made a moment ago: nobody has an alias of it then, or keeps anything with it.
    """
    session, actor = transaction.session, transaction.actor
    chain = chain_of(session, domain)
    shown = cast(DomainObject, {**_summary(domain, chain), "aliases": {} if is_new else _aliases(session, domain)})
    if len(chain) > 1:
        shown["superalias"] = to_unicode(chain[-1].name)
    if not chain:
        shown["SOA"] = soa_object(domain)
    dnssec = None if is_new or domain.dnssec_policy == "none" else dnssec_object(session, domain)
    if dnssec is not None:
        shown["DNSSEC"] = dnssec
    if actor.user_id is not None and not actor.owns_everything:
        values = {} if is_new else values_of_user(session, domain, actor.user_id)
        shown["userdata"], shown["labels"], shown["notes"] = values, labels_in(values), values.get(NOTES, "")
    # an administrator is treated as owner, and is none
    shown["access"] = "none" if actor.owns_everything else level
    return shown


def _summary(domain: Domain, chain: Sequence[Domain]) -> DomainSummary:
    return {
        "id": domain.id,
        "domain": to_unicode(domain.name),
        "disabled": domain.disabled,
        "defaultttl": domain.default_ttl,
        "nsec3params": "1 0 0 -" if domain.dnssec_policy == "nsec3" else None,
        "dnssecpolicy": domain.dnssec_policy,
        "aliasof": to_unicode(chain[0].name) if chain else None,
        "verificationstate": "unknown",
        "verificationstatetime": 0,
        "dnssecstate": "unknown",
    }


def _aliases(session: Session, domain: Domain) -> Aliases:
    shown: Aliases = {}
    direct, indirect = names_of_aliases(session, domain)
    if direct:
        shown["direct"] = [to_unicode(name) for name in direct]
    if indirect:
        shown["indirect"] = [to_unicode(name) for name in indirect]
    return shown
