"""What requests about zone files carry."""

from api.body import Body, shown_by


class ImportZone(Body):
    """A zone file."""

    model_config = shown_by({"zone": "$TTL 3600\n@ SOA ns1.first.org. admin.first.org. 1 86400 7200 2419200 60\n"})

    zone: str
