"""Keeps the table of public servers equal to the settings."""

from collections.abc import Sequence

from sqlalchemy import Engine, delete
from sqlalchemy.dialects.mysql import insert

from core.models import PublicNameServer, Sighting
from core.settings import PublicServer


def note_public_servers(engine: Engine, servers: Sequence[PublicServer]) -> int:
    """Add and remove servers so that the table names exactly these; what a removed one was seen to serve goes too.

    Returns:
        how many there are.
    """
    names = [server.name for server in servers]
    with engine.begin() as connection:
        connection.execute(delete(Sighting).where(Sighting.server.not_in(names)))
        connection.execute(delete(PublicNameServer).where(PublicNameServer.name.not_in(names)))
        for server in servers:
            row = insert(PublicNameServer).values(name=server.name, address=str(server.address))
            connection.execute(row.on_duplicate_key_update(address=row.inserted.address))
    return len(servers)
