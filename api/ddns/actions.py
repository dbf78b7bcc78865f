"""What is decided about a record that follows the address of its caller."""

from typing import Any

from sqlalchemy import select

from api.domains.finding import find_domain, refuse_alias
from api.records.batch import Edits, Outcome, apply_batch
from api.transaction import Transaction
from core.models import Record
from core.zone.names import parse_owner
from core.zone.rdata import canonical

LONGEST_TTL = 86400


def set_record(transaction: Transaction, text: str, name: str, record_type: str, content: str) -> Outcome:
    """Have an owner hold one record of a type, which says this; nothing is changed if it does already.

    It keeps the smallest TTL of the records it takes the place of, and whether one of them was disabled.

    Raises:
        Invalid: the record cannot be accepted, or the domain is an alias.
        NotFound: the actor cannot see the domain.
        ChangeDenied: the actor's key may not change it.
    """
    domain, _level = find_domain(transaction.session, transaction.actor, text, "write", for_update=True)
    refuse_alias(domain)
    owner = parse_owner(name, domain.name)
    wanted = canonical(record_type.upper(), content, None)
    mine = (Record.domain_id == domain.id, Record.name == owner, Record.type == wanted.type)
    present = list(transaction.session.scalars(select(Record).where(*mine).order_by(Record.id)))
    entries: list[dict[str, Any]] = []
    if [record.content for record in present] != [wanted.content]:
        entries = [{"id": record.id, "delete": True} for record in present[1:]]
        entry = {"name": name, "type": wanted.type, "content": content} | _kept(present)
        entries.append(entry)
    return apply_batch(transaction, domain, Edits(entries), "update_records")


def _kept(present: list[Record]) -> dict[str, Any]:
    if not present:
        return {"ttl": LONGEST_TTL}
    return {
        "id": present[0].id,
        "ttl": min(LONGEST_TTL, *(record.ttl for record in present)),
        "disabled": any(record.disabled for record in present),
    }
