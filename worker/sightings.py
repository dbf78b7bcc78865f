"""How it is noted what public servers were seen to serve."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, bindparam, case, func, update
from sqlalchemy.dialects.mysql import Insert, insert

from core.models import Domain, PublicNameServer
from core.models import Sighting as SightingRow


def _note_seen() -> Insert:
    statement = insert(SightingRow)
    new = statement.inserted
    first_sight = case((SightingRow.serial == new.serial, SightingRow.seen_at), else_=new.seen_at)
    # the order matters: MariaDB assigns from left to right, and the first looks at the old serial
    return statement.on_duplicate_key_update([("seen_at", first_sight), ("serial", new.serial)])


# made once: SQLAlchemy takes longer to recognise an equal statement than to run it
NOTE_SEEN = _note_seen()

NOTE_ANSWERED = (
    update(PublicNameServer)
    .where(PublicNameServer.name.in_(bindparam("servers", expanding=True)))
    .values(answered_at=func.greatest(func.coalesce(PublicNameServer.answered_at, 0), bindparam("seen_at")))
)

NOTE_VISIBLE = (
    update(Domain)
    .where(Domain.id == bindparam("of_id"), Domain.published_serial == bindparam("seen_serial"))
    .values(visible_serial=bindparam("seen_serial"), visible_at=bindparam("seen_at"))
)


@dataclass(frozen=True, slots=True)
class Seen:
    """A server seen to serve a zone under a serial; `seen_at` in Unix milliseconds."""

    domain_id: int
    server: str
    serial: int
    seen_at: int


def note_seen(connection: Connection, sightings: list[Seen]) -> None:
    """Note what was seen; `seen_at` stays the time of the first sight of a serial."""
    if not sightings:
        return
    # in order of the key, so that two processes never wait for each other
    rows = sorted(sightings, key=lambda seen: (seen.domain_id, seen.server))
    connection.execute(NOTE_SEEN, [asdict(seen) for seen in rows])
    servers = {seen.server for seen in sightings}
    connection.execute(NOTE_ANSWERED, {"servers": list(servers), "seen_at": sightings[0].seen_at})


def note_visible(connection: Connection, zones: Iterable[tuple[int, int]], visible_at: int) -> None:
    """Note that every public server serves a version.

    Args:
        connection: of a transaction.
        zones: domain ids with the published serial that was looked for; a zone published anew since is left alone.
        visible_at: Unix milliseconds.
    """
    for domain_id, published_serial in sorted(zones):
        noted = {"of_id": domain_id, "seen_serial": published_serial, "seen_at": visible_at}
        connection.execute(NOTE_VISIBLE, noted)
