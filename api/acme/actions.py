"""What is decided about challenges: values stand side by side on one name, and none touches another."""

from sqlalchemy import select

from api.acme.answers import ChallengeChanged
from api.acme.schemas import Challenge
from api.domains.finding import find_domain
from api.key_limits.enforcement import check_records
from api.records.answers import RecordObject
from api.records.batch import Edits, apply_batch
from api.transaction import Transaction
from core.errors import Invalid, NotFound
from core.models import Domain, Record
from core.zone.names import absolute, ancestors, parse_owner, to_ascii, to_unicode

CHALLENGE_TTL = 60


def present(transaction: Transaction, challenge: Challenge) -> tuple[str, ChallengeChanged]:
    """Put the value of a challenge there; what is there already stays as it is, other values too.

    Returns:
        the name of the zone, and the answer.

    Raises:
        Invalid: the challenge lacks something, or no zone of the actor's holds its name.
        ChangeDenied: the actor's key may not change it.
    """
    if not challenge.text:
        raise Invalid("Invalid data provided.", ["The challenge needs a value, or a keyAuth."])
    domain, owner = _find_place(transaction, challenge)
    value = {"name": owner or "@", "type": "TXT", "content": challenge.text, "ttl": CHALLENGE_TTL}
    return _change(transaction, domain, challenge, Edits(add=[value]))


def cleanup(transaction: Transaction, challenge: Challenge) -> tuple[str, ChallengeChanged]:
    """Remove the value of a challenge, all values of its name if it has none; the rest is that of `present`."""
    domain, owner = _find_place(transaction, challenge)
    if challenge.text:
        value = {"name": owner or "@", "type": "TXT", "content": challenge.text}
        return _change(transaction, domain, challenge, Edits(remove=[value]))
    all_of_them = (Record.domain_id == domain.id, Record.name == owner, Record.type == "TXT")
    ids = transaction.session.scalars(select(Record.id).where(*all_of_them))
    return _change(transaction, domain, challenge, Edits([{"id": record_id, "delete": True} for record_id in ids]))


def _find_place(transaction: Transaction, challenge: Challenge) -> tuple[Domain, str]:
    """Return the zone a challenge is written into, its row locked, and the owner in it."""
    if not challenge.owner:
        raise Invalid("Invalid data provided.", ["The challenge needs an fqdn, or a domain."])
    session, actor = transaction.session, transaction.actor
    zone = _zone_around(transaction, challenge.owner)
    domain, _level = find_domain(session, actor, zone, "write")
    owner = parse_owner(f"{challenge.owner}.", domain.name)
    check_records(actor, domain, [("TXT", owner)])
    # an alias has no records of its own: those of the domain it stands for are written
    while domain.alias_of_id is not None:
        above = session.scalar(select(Domain.live_name).where(Domain.id == domain.alias_of_id))
        domain, _level = find_domain(session, actor, str(above), "write")
    domain, _level = find_domain(session, actor, to_unicode(domain.name), "write", for_update=True)
    return domain, owner


def _zone_around(transaction: Transaction, owner: str) -> str:
    """Return the longest name of a domain the actor can see that holds an owner."""
    name = to_ascii(owner)
    for candidate in (name, *ancestors(name)):
        try:
            find_domain(transaction.session, transaction.actor, candidate, "read")
        except (Invalid, NotFound):
            continue
        return candidate
    raise Invalid(f"No matching domains found for: {owner}")


def _change(
    transaction: Transaction, domain: Domain, challenge: Challenge, edits: Edits
) -> tuple[str, ChallengeChanged]:
    outcome = apply_batch(transaction, domain, edits, "update_records")
    changed: list[RecordObject] = [
        {**record, "name": to_unicode(absolute(to_ascii(record["name"]), domain.name))} for record in outcome.changed
    ]
    return domain.name, {"serial": outcome.serial, "changed": changed, "value": challenge.text}
