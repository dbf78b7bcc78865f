"""What requests about zone files carry."""

from typing import Annotated

from api.body import Body, ShownAs, shown_by
from api.zonefiles.comparison import Mode


class ImportZone(Body):
    """A zone file; `mode` may stand in the query string instead."""

    model_config = shown_by({"zone": "$TTL 3600\n@ SOA ns1.first.org. admin.first.org. 1 86400 7200 2419200 60\n"})

    zone: str
    mode: Annotated[str, ShownAs(Mode)] = "replace"
