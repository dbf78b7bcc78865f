"""What is published of a zone: its records with clones expanded and hints added, under its own name or an alias."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from core.zone.aliases import Renaming
from core.zone.clones import Clone, expand_clones, own_records, read_clone
from core.zone.entry import Entry, ZoneRow
from core.zone.hints import HINTED, hinted_owner, with_hints
from core.zone.names import is_within, relative
from core.zone.rdata.clone import CLONE

# the types that are not published as they are stored
DERIVED = (CLONE, *sorted(HINTED))


def targets_elsewhere(zone: str, rows: Iterable[ZoneRow]) -> set[str]:
    """Return the targets of clones that find nothing in their own zone: absolute stored names.

    Args:
        zone: stored name of the zone.
        rows: all enabled records of it.
    """
    records = _Records(zone, rows)
    return {clone.target for clone in records.clones if not own_records(clone, zone, records.lookup)}


def published_rows(
    zone: str, rows: Iterable[ZoneRow], elsewhere: Mapping[str, Sequence[Entry]], expand: bool = True
) -> list[ZoneRow]:
    """Return the records with clones replaced by copies, and hints on HTTPS and SVCB records that have none.

    Args:
        zone: stored name of the zone.
        rows: all enabled records of it.
        elsewhere: by target, what its clones may copy from another zone; `Entry.content` is presentation form.
        expand: whether clones are expanded; otherwise they stay as they are.

    Raises:
        Invalid: the clones make more records than a zone may hold.
    """
    kept = list(rows)
    if expand:
        records = _Records(zone, kept)
        copies = expand_clones(zone, records.clones, records.lookup, elsewhere)
        kept = [row for row in kept if row.type != CLONE]
        kept += [
            ZoneRow(copy.owner, copy.ttl, copy.type, copy.content, copy.comment)
            for made in copies.values()
            for copy in made
        ]
    return _hinted(zone, kept)


def renamed_rows(zone: str, alias: str, rows: Iterable[ZoneRow]) -> list[ZoneRow]:
    """Return the records of a zone under the name of its alias.

    Raises:
        Invalid: a name would be too long there.
    """
    renaming = Renaming(zone, alias)
    return [row._replace(owner=renaming.owner(row.owner), rdata=renaming.rdata(row.type, row.rdata)) for row in rows]


class _Records:
    """The records of a zone by owner, as far as clones look at them."""

    def __init__(self, zone: str, rows: Iterable[ZoneRow]) -> None:
        known = list(rows)
        self.clones: list[Clone] = [read_clone(row.owner, row.ttl, row.rdata) for row in known if row.type == CLONE]
        looked_at = {clone.owner for clone in self.clones}
        looked_at |= {relative(clone.target, zone) for clone in self.clones if is_within(clone.target, zone)}
        self._at: dict[str, list[Entry]] = defaultdict(list)
        for row in known:
            if row.owner in looked_at and row.type != CLONE:
                self._at[row.owner].append(Entry(row.owner, row.type, row.ttl, row.rdata, None, row.comment))

    def lookup(self, owner: str) -> list[Entry]:
        return self._at.get(owner, [])


def _hinted(zone: str, rows: list[ZoneRow]) -> list[ZoneRow]:
    wanting = {
        number: owner
        for number, row in enumerate(rows)
        if row.type in HINTED and (owner := hinted_owner(zone, row.owner, row.rdata)) is not None
    }
    if not wanting:
        return rows
    pointed_at = set(wanting.values())
    addresses: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows:
        if row.type in {"A", "AAAA"} and row.owner in pointed_at:
            addresses[row.owner, row.type].append(row.rdata)
    hinted = list(rows)
    for number, owner in wanting.items():
        rdata = with_hints(rows[number].rdata, addresses[owner, "A"], addresses[owner, "AAAA"])
        hinted[number] = rows[number]._replace(rdata=rdata)
    return hinted
