"""The paths of zone files (API 1.0 §10.5, §11)."""

from collections.abc import Sequence

from flask import Blueprint, Response, request

from api.body import read_data
from api.endpoint import Endpoint, Parameter
from api.envelope import answer
from api.history.difference import Plan
from api.status.waiting import WAIT, wished_seconds, with_status
from api.transaction import Transactions
from api.wishes import DRY_RUN, IF_MATCH, OVERTAKEN, wishes_rehearsal
from api.zonefiles import actions
from api.zonefiles.answers import ZoneFile, ZoneImported
from api.zonefiles.comparison import MODES, Mode
from api.zonefiles.export import export as export_domain
from api.zonefiles.schemas import ImportZone
from core.errors import Invalid

MODE = Parameter(
    "mode",
    "`replace` (usual): the domain holds what the file holds, but for the serial. `merge`: the RRsets of the file take "
    "the place of those of the same owner and type; everything else, disabled records and the SOA stay.",
    Mode,
)


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
            return answer({"zone": export_domain(transaction, domain, raw=form == "raw")})

    @blueprint.post("/domains/<domain>/import", defaults={"form": "bind"})
    @blueprint.post("/domains/<domain>/import/<form>")
    @Endpoint(
        "Take a zone file into a domain, whole or not at all",
        ("domains_write",),
        level="write",
        keeps_limits_of="zones",
        body=ImportZone,
        parameters=(WAIT, IF_MATCH, DRY_RUN, MODE),
        statuses=OVERTAKEN,
        answer=ZoneImported | Plan,
    )
    def import_zone(domain: str, form: str) -> Response:
        with transactions.read() as transaction:
            if form != "bind":
                raise Invalid(f"Unable to import zone. (Unknown zone file type: {form}; there is bind)")
            wanted, seconds = read_data(request, ImportZone), wished_seconds()
            mode = _mode(request.args.get("mode", wanted.mode))
            parsed = actions.read_file(transaction, domain, wanted.zone, name_servers, mode)
        with transactions.begin(is_rehearsal=wishes_rehearsal()) as transaction:
            imported = actions.take_file(transaction, domain, parsed, mode)
        if transaction.is_rehearsal:
            return answer(imported.difference.plan(imported.serial, imported.warnings))
        value: ZoneImported = {"serial": imported.serial}
        if imported.warnings:
            value["warnings"] = imported.warnings
        return answer(with_status(value, transactions, transaction, domain, seconds), tag=transaction.tag)

    return blueprint


def _mode(text: str) -> Mode:
    for mode in MODES:
        if text == mode:
            return mode
    raise Invalid(f"Unable to import zone. (Unknown mode: {text}; there are {' and '.join(MODES)})")
