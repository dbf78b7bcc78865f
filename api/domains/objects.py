"""Domains as API 1.0 shows them (§9, §10.5)."""

from api.domains.answers import DomainObject, DomainSummary, SoaObject
from api.domains.finding import AccessLevel
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


def domain_summary(domain: Domain) -> DomainSummary:
    """Return the members every form of a domain has."""
    return {
        "id": domain.id,
        "domain": to_unicode(domain.name),
        "disabled": domain.disabled,
        "defaultttl": domain.default_ttl,
        "nsec3params": "1 0 0 -" if domain.dnssec_policy == "nsec3" else None,
        "dnssecpolicy": domain.dnssec_policy,
        "aliasof": None,
        "verificationstate": "unknown",
        "verificationstatetime": 0,
        "dnssecstate": "unknown",
    }


def domain_object(domain: Domain, level: AccessLevel) -> DomainObject:
    """Return a whole domain as the actor with this level sees it."""
    return {
        **domain_summary(domain),
        "aliases": {},
        "SOA": soa_object(domain),
        "userdata": {},
        "access": level,
    }
