"""A domain that starts with the records of a zone file: made with it, or not at all."""

from dataclasses import replace

from api.domains.actions import shown_after_change
from api.domains.answers import DomainObject
from api.domains.creation import Beginning, create_domain
from api.domains.finding import find_domain
from api.domains.schemas import CreateDomain
from api.transaction import Transaction
from api.zonefiles.actions import read_file, take_file
from core.errors import Invalid


def create_from_file(transaction: Transaction, wanted: CreateDomain, text: str, beginning: Beginning) -> DomainObject:
    """Create a domain that holds what a file says, its SOA but for the serial among it.

    Args:
        transaction: the unit of work.
        wanted: the domain.
        text: a master file (RFC 1035 §5).
        beginning: what new zones start with; its servers take the place of the placeholder some files have for theirs.

    Raises:
        Invalid: the name cannot be taken, or something is wrong with the file; there is no domain then.
    """
    if wanted.copy_of is not None:
        raise Invalid("A domain starts with a file (zone) or as a copy (copy_of), not with both.")
    create_domain(transaction, wanted, replace(beginning, records=()))
    servers = beginning.name_servers
    parsed = read_file(transaction, wanted.domain, text, form="bind", name_servers=servers, mode="replace")
    take_file(transaction, wanted.domain, parsed, "replace")
    domain, level = find_domain(transaction.session, transaction.actor, wanted.domain, "read")
    return shown_after_change(transaction, domain, level, is_new=True)
