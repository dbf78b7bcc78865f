"""Alias domains (API 1.0 §12): who is whose alias, and how a domain becomes one and ceases to be one."""

from sqlalchemy.orm import Session

from core.models import Domain
from core.zone.aliases import LONGEST_CHAIN


def chain_of(session: Session, domain: Domain) -> list[Domain]:
    """Return the domains from the one this is an alias of to the top; empty if it is no alias."""
    chain: list[Domain] = []
    current = domain
    while current.alias_of_id is not None and len(chain) <= LONGEST_CHAIN:
        current = session.get_one(Domain, current.alias_of_id)
        chain.append(current)
    return chain


def top_of_chain(session: Session, domain: Domain) -> Domain:
    """Return the domain whose records this one is published with: itself, unless it is an alias."""
    return (chain_of(session, domain) or [domain])[-1]
