"""A domain's zone as a master file, as it is published or as it is stored."""

import dataclasses
import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.domains.aliases import top_of_chain
from api.domains.finding import find_domain
from api.domains.objects import soa_of
from api.transaction import Transaction
from core.models import Domain, Record
from core.models.clone_sources import find_sources, read_sources
from core.zone.entry import Entry, ZoneRow
from core.zone.published import DERIVED, published_rows, renamed_rows, targets_elsewhere
from core.zone.zonefile import export_zone


def export(transaction: Transaction, text: str, raw: bool) -> str:
    """Return the enabled records of a domain as a master file; of an alias, those it is published with.

    Args:
        transaction: the unit of work.
        text: name of the domain.
        raw: clones and templates stay visible, as they are stored.
    """
    session = transaction.session
    domain, _level = find_domain(session, transaction.actor, text, "read")
    top = top_of_chain(session, domain)
    rows = _rows(session, top, raw)
    soa = soa_of(top)
    if top is not domain:
        rows = renamed_rows(top.name, domain.name, rows)
        soa = dataclasses.replace(soa, serial=domain.serial)
    written_at = datetime.datetime.fromtimestamp(transaction.now / 1000, datetime.UTC)
    return export_zone(domain.name, soa, rows, written_at, raw)


def _rows(session: Session, domain: Domain, raw: bool) -> list[ZoneRow]:
    query = (
        select(Record.name, Record.ttl, Record.type, Record.rdata, Record.comment)
        .where(Record.domain_id == domain.id, Record.disabled.is_(False))
        .order_by(Record.name, Record.type, Record.priority, Record.id)
    )
    rows = [ZoneRow(*row) for row in session.execute(query)]
    if not any(row.type in DERIVED for row in rows):
        return rows
    elsewhere: dict[str, list[Entry]] = {}
    if not raw:
        sources = find_sources(session, domain.id, targets_elsewhere(domain.name, rows))
        elsewhere = read_sources(session, sources, presentation=True)
    return published_rows(domain.name, rows, elsewhere, expand=not raw)
