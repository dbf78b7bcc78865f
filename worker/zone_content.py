"""What a zone is published with: its records, with clones and hints, or those of the zone it is an alias of."""

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import Connection, bindparam, false, func, literal_column, select

from core.errors import Invalid
from core.models import Domain, Record
from core.models.clone_sources import find_sources, read_sources
from core.zone.aliases import LONGEST_CHAIN
from core.zone.entry import ZoneRow
from core.zone.published import DERIVED, published_rows, renamed_rows, targets_elsewhere
from core.zone.soa import Soa
from worker.wanted_zone import SOA_COLUMNS, WantedZone, soa_of

RECORDS_PER_VALUE = 1000

# (owner, TTL in seconds, type, rdata in presentation form)
Rows = list[tuple[str, int, str, str]]

READ_RECORDS = (
    select(
        func.count(),
        func.sum(Record.type.in_(DERIVED)),
        func.group_concat(
            func.concat_ws("\t", Record.name, Record.ttl, Record.type, Record.rdata).op("SEPARATOR")(
                literal_column(r"'\n'")
            )
        ),
    )
    .where(Record.domain_id == bindparam("domain_id"), Record.disabled == false())
    .group_by(Record.id.op("DIV")(RECORDS_PER_VALUE))
)

READ_TARGET = select(Domain.id, Domain.name, Domain.alias_of_id, *SOA_COLUMNS).where(
    Domain.id == bindparam("domain_id")
)


def read_content(connection: Connection, zone: WantedZone) -> tuple[Soa, Rows]:
    """Return the SOA and records a zone is to be published with.

    Args:
        connection: of a snapshot, the one the zone was read in.
        zone: the zone.

    Raises:
        Invalid: the stored records cannot be published; the sentence is for the owner.
    """
    if zone.alias_of_id is None:
        return zone.soa, _own_rows(connection, zone.id, zone.name)
    target = connection.execute(READ_TARGET, {"domain_id": zone.alias_of_id}).one()
    for _step in range(LONGEST_CHAIN):
        if target.alias_of_id is None:
            break
        target = connection.execute(READ_TARGET, {"domain_id": target.alias_of_id}).one()
    rows = _own_rows(connection, target.id, target.name)
    renamed = renamed_rows(target.name, zone.name, [ZoneRow(*row) for row in rows])
    return replace(soa_of(target), serial=zone.serial), _plain(renamed)


def _own_rows(connection: Connection, domain_id: int, name: str) -> Rows:
    rows, is_derived = _read_rows(connection, domain_id)
    if not is_derived:
        return rows
    zone_rows = [ZoneRow(*row) for row in rows]
    sources = find_sources(connection, domain_id, targets_elsewhere(name, zone_rows))
    return _plain(published_rows(name, zone_rows, read_sources(connection, sources, presentation=True)))


def _read_rows(connection: Connection, domain_id: int) -> tuple[Rows, bool]:
    """Return the enabled records of a zone, and whether some of them are not published as they are stored.

    A thousand records travel as one value: the driver takes microseconds for each value, which for a zone of
    100 000 records is as long as everything else together. No column can hold the separators.

    Raises:
        Invalid: some did not arrive as they were stored, as when a column holds a separator nevertheless.
    """
    records: Rows = []
    is_derived = False
    for count, derived, lines in connection.execute(READ_RECORDS, {"domain_id": domain_id}):
        fields = [line.split("\t") for line in lines.split("\n")]
        if len(fields) != count or any(len(parts) != 4 for parts in fields):
            raise Invalid("A stored record holds a tab or a line break.")
        records += [(name, int(ttl), record_type, rdata) for name, ttl, record_type, rdata in fields]
        is_derived = is_derived or bool(derived)
    return records, is_derived


def _plain(rows: Iterable[ZoneRow]) -> Rows:
    return [(owner, ttl, rtype, rdata) for owner, ttl, rtype, rdata, _comment in rows]
