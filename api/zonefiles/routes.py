"""The paths of zone files (API 1.0 §10.5, §11)."""

from collections.abc import Sequence

from flask import Blueprint, Response, request

from api.body import read_data
from api.endpoint import Endpoint
from api.envelope import answer
from api.status.waiting import WAIT, wished_seconds, with_status
from api.transaction import Transactions
from api.zonefiles import actions
from api.zonefiles.answers import ZoneFile, ZoneImported
from api.zonefiles.schemas import ImportZone
from core.errors import Invalid


def routes(transactions: Transactions, name_servers: Sequence[str]) -> Blueprint:
    """Return the paths of this feature."""
    blueprint = Blueprint("zonefiles", __name__)

    @blueprint.get("/domains/<domain>/export", defaults={"form": "bind"})
    @blueprint.get("/domains/<domain>/export/<form>")
    @Endpoint("Write the records of a domain as a zone file", ("domains_read",), level="read", answer=ZoneFile)
    def export(domain: str, form: str) -> Response:
        with transactions.read() as transaction:
            if form not in {"bind", "raw"}:
                raise Invalid(f"Unable to export zone. (Unknown zone file type: {form}; there are bind and raw)")
            return answer({"zone": actions.export(transaction, domain, raw=form == "raw")})

    @blueprint.post("/domains/<domain>/import", defaults={"form": "bind"})
    @blueprint.post("/domains/<domain>/import/<form>")
    @Endpoint(
        "Replace the records of a domain by a zone file",
        ("domains_write",),
        level="write",
        keeps_limits_of="zones",
        body=ImportZone,
        parameters=(WAIT,),
        answer=ZoneImported,
    )
    def import_zone(domain: str, form: str) -> Response:
        with transactions.read() as transaction:
            if form != "bind":
                raise Invalid(f"Unable to import zone. (Unknown zone file type: {form}; there is bind)")
            wanted, seconds = read_data(request, ImportZone), wished_seconds()
            parsed = actions.read_file(transaction, domain, wanted.zone, name_servers)
        with transactions.begin() as transaction:
            value: ZoneImported = {"serial": actions.replace_zone(transaction, domain, parsed)}
        if parsed.warnings:
            value["warnings"] = parsed.warnings
        return answer(with_status(value, transactions, transaction, domain, seconds))

    return blueprint
