"""What requests about zone files carry."""

from api.body import Body


class ImportZone(Body):
    """A zone file."""

    zone: str
