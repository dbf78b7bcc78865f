"""How a domain comes to be: a name nobody holds, an owner, and the records it starts with (API 1.0 §9, §10.5)."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import and_, bindparam, insert, literal, select
from sqlalchemy.exc import IntegrityError

from api.block_patterns import is_blocked
from api.clone_events import zone_appeared
from api.domains.actions import shown_after_change
from api.domains.answers import DomainObject
from api.domains.finding import find_domain, refuse_alias, zone_name
from api.domains.schemas import CreateDomain
from api.history.difference import Difference, RecordState
from api.records.edits import RecordValues, read_values
from api.transaction import Transaction
from api.versions import note_version, record_state, serial_of_new_zone, values_state
from core import logs
from core.errors import Invalid
from core.models import Domain, DomainAccess, Record, User
from core.settings import ApiSettings
from core.zone.entry import Entry
from core.zone.names import ancestors, check_registrable, to_unicode
from core.zone.rdata import CLONE
from core.zone.rules import coexistence_error

log = logs.get()

# named makes file names of a zone's name, and a file name has at most 255 octets
LONGEST_NAME = 230

# what of a record is copied into another zone; where it is cloned from is found anew
COPIED = ("name", "type", "content", "priority", "ttl", "rdata", "comment", "disabled")


# domains of a name and above it, with what a user may do with each; made once, like all that every creation asks
READ_AROUND = (
    select(Domain.live_name, DomainAccess.level)
    .outerjoin(DomainAccess, and_(DomainAccess.domain_id == Domain.id, DomainAccess.user_id == bindparam("user_id")))
    .where(Domain.live_name.in_(bindparam("names", expanding=True)))
)

INSERT_ACCESS = insert(DomainAccess)
INSERT_RECORDS = insert(Record).returning(Record.id, sort_by_parameter_order=True)


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a new zone starts with.

    Attributes:
        primary_ns: the first name of the SOA; empty for ns1 below the domain itself.
        records: the records, as entries of a batch.
        name_servers: names of the platform's servers, for zone files with a placeholder for them.
    """

    primary_ns: str
    records: Sequence[Mapping[str, Any]]
    name_servers: Sequence[str]


def default_records(settings: ApiSettings) -> list[Mapping[str, Any]]:
    """Return the records a new zone starts with: the name servers, and what else the operator wishes."""
    servers = [{"name": "", "type": "NS", "content": server.rstrip(".")} for server in settings.zone_name_servers]
    return [*servers, *settings.zone_default_records]


def create_domain(transaction: Transaction, wanted: CreateDomain, beginning: Beginning) -> DomainObject:
    """Create a domain that belongs to the actor, or to whom an administrator says.

    It starts with the platform's SOA and records, or with the records of another zone the actor may read.

    Raises:
        Invalid: the name cannot be taken, or is taken; there is no such owner; what is to be copied is not there.
    """
    session = transaction.session
    owner_id = _owner_id(transaction, wanted.owner)
    source = _source(transaction, wanted.copy_of)
    name = free_name(transaction, wanted.domain)
    domain = Domain(
        name=name,
        live_name=name,
        dnssec_policy=wanted.dnssecpolicy,
        default_ttl=86400 if source is None else source.default_ttl,
        soa_primary=beginning.primary_ns or f"ns1.{name}.",
        soa_admin=f"dnsadmin.{name}.",
        serial=serial_of_new_zone(transaction, name),
        created_at=transaction.now,
        saved_at=transaction.now,
    )
    session.add(domain)
    try:
        session.flush()
    except IntegrityError as error:
        raise Invalid("Error creating domain.", ["Domain already exists"]) from error
    if owner_id is not None:
        access = {"domain_id": domain.id, "user_id": owner_id, "level": "owner"}
        session.connection().execute(INSERT_ACCESS, access)
    # a version as well, but one that goes with the history of the domain
    transaction.note("domain.add", domain.id, name, domain_id=domain.id)
    if source is None:
        states = _add_records(transaction, domain, beginning.records)
    else:
        states = _copy_records(transaction, domain, source)
    note_version(transaction, domain, "create", Difference(added=states))
    zone_appeared(transaction, domain, may_hold_clones=any(state["type"] == CLONE for state in states))
    return shown_after_change(transaction, domain, "owner", is_new=True)


def free_name(transaction: Transaction, text: str) -> str:
    """Return the stored form of a name the actor may take for a domain.

    Raises:
        Invalid: it is no name for a domain, is taken, or lies below a domain of somebody else.
    """
    name = zone_name(text)
    if len(name) > LONGEST_NAME:
        raise Invalid(f"Invalid domain: {text}", [f"A domain name may have at most {LONGEST_NAME} characters here."])
    check_registrable(name)
    if not transaction.actor.owns_everything and is_blocked(transaction.session, "domain_name", name):
        raise Invalid(
            "Error creating domain.", ["Domains of this name cannot be added here; please ask an administrator."]
        )
    actor, names = transaction.actor, [name, *ancestors(name)]
    around = transaction.session.execute(READ_AROUND, {"names": names, "user_id": actor.user_id}).all()
    for row in around:
        if row.live_name == name:
            raise Invalid("Error creating domain.", ["Domain already exists"])
    for row in around:
        if not actor.owns_everything and row.level != "owner":
            raise Invalid(f"You do not have the required access to the domain: {to_unicode(row.live_name)}")
    return name


def _owner_id(transaction: Transaction, email: str | None) -> int | None:
    """Return the user a new domain belongs to; None for nobody, which an administrator may wish."""
    actor = transaction.actor
    if email is None or not actor.owns_everything:
        return actor.user_id
    if email == "":
        return None
    found = None
    if email.isprintable():
        found = transaction.session.scalar(select(User.id).where(User.email == email.strip().lower()))
    if found is None:
        raise Invalid(f"Invalid owner specified: {email}")
    return found


def _source(transaction: Transaction, text: str | None) -> Domain | None:
    if text is None:
        return None
    source, _level = find_domain(transaction.session, transaction.actor, text, "read")
    refuse_alias(source)
    return source


def _add_records(
    transaction: Transaction, domain: Domain, entries: Sequence[Mapping[str, Any]]
) -> Sequence[RecordState]:
    """Add the records of the platform, and return what the history keeps of them."""
    records = _acceptable(domain, entries)
    if not records:
        return []
    changed = {"domain_id": domain.id, "changed_at": transaction.now, "changed_by": transaction.actor.user_id}
    rows = [{**asdict(values), **changed} for values in records]
    ids = transaction.session.connection().execute(INSERT_RECORDS, rows).scalars()
    return [{"id": record_id, **values_state(values)} for record_id, values in zip(ids, records, strict=True)]


def _acceptable(domain: Domain, entries: Sequence[Mapping[str, Any]]) -> list[RecordValues]:
    """Return the records of the platform without those that cannot stand, so that domains can be created at all."""
    accepted: list[Entry] = []
    records: list[RecordValues] = []
    for entry in entries:
        try:
            values = read_values(entry, domain, None)
        except Invalid as refusal:
            log.warning("default_record_left_out", record=dict(entry), reason=refusal.message)
            continue
        beside = [known for known in accepted if known.owner == values.name]
        reason = coexistence_error(values.entry(), beside, domain.name)
        if reason is not None:
            log.warning("default_record_left_out", record=dict(entry), reason=reason)
            continue
        accepted.append(values.entry())
        records.append(values)
    return records


def _copy_records(transaction: Transaction, domain: Domain, source: Domain) -> Sequence[RecordState]:
    columns = [getattr(Record, member) for member in COPIED]
    rows = select(literal(domain.id), literal(transaction.now), literal(transaction.actor.user_id), *columns).where(
        Record.domain_id == source.id
    )
    written = insert(Record).from_select(["domain_id", "changed_at", "changed_by", *COPIED], rows.order_by(Record.id))
    transaction.session.execute(written)
    copies = transaction.session.scalars(select(Record).where(Record.domain_id == domain.id).order_by(Record.id))
    return [record_state(record) for record in copies]
