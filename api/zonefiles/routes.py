"""The paths of zone files (API 1.0 §10.5, §11)."""

from collections.abc import Sequence
from typing import Any, Literal, get_args

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

ExportForm = Literal["bind", "raw"]
ImportForm = Literal["bind", "tinydns"]

EXPORT_FORM = Parameter(
    "form", "`bind`: as it is published. `raw`: with clones and templates as they are stored.", ExportForm, place="path"
)
IMPORT_FORM = Parameter("form", "`bind`: a master file. `tinydns`: the data file of tinydns.", ImportForm, place="path")
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
    @Endpoint(
        "Write the records of a domain as a zone file",
        ("domains_read",),
        level="read",
        answer=ZoneFile,
        parameters=(EXPORT_FORM,),
    )
    def export(domain: str, form: str) -> Response:
        with transactions.read() as transaction:
            if form not in get_args(ExportForm):
                raise Invalid(_unknown_form("export", form, ExportForm))
            return answer({"zone": export_domain(transaction, domain, raw=form == "raw")})

    @blueprint.post("/domains/<domain>/import", defaults={"form": "bind"})
    @blueprint.post("/domains/<domain>/import/<form>")
    @Endpoint(
        "Take a zone file into a domain, whole or not at all",
        ("domains_write",),
        level="write",
        keeps_limits_of="zones",
        body=ImportZone,
        parameters=(IMPORT_FORM, WAIT, IF_MATCH, DRY_RUN, MODE),
        statuses=OVERTAKEN,
        answer=ZoneImported | Plan,
    )
    def import_zone(domain: str, form: str) -> Response:
        with transactions.read() as transaction:
            if form not in get_args(ImportForm):
                raise Invalid(_unknown_form("import", form, ImportForm))
            wanted, seconds = read_data(request, ImportZone), wished_seconds()
            mode = _mode(request.args.get("mode", wanted.mode))
            parsed = actions.read_file(
                transaction, domain, wanted.zone, form=form, name_servers=name_servers, mode=mode
            )
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


def _unknown_form(verb: str, form: str, known: Any) -> str:
    return f"Unable to {verb} zone. (Unknown zone file type: {form}; there are: {', '.join(get_args(known))})"
