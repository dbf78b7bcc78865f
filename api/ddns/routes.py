"""The path of dynamic DNS, beside API 1.0."""

from typing import Literal

from flask import Blueprint, Response, request

from api.ddns import actions
from api.ddns.schemas import Dynamic, wished_content
from api.endpoint import Endpoint, Parameter
from api.envelope import answer
from api.records.answers import RecordsChanged
from api.transaction import Transactions

CONTENT = Parameter("content", "What the record is to say.")
DYNAMIC = Parameter("dynamiccontent", "What to take for it: the caller's address, or the Unix time.", Dynamic)
VERBS: tuple[Literal["GET", "POST"], ...] = ("GET", "POST")


def routes(transactions: Transactions) -> Blueprint:
    """Return the paths of this feature."""
    blueprint = Blueprint("ddns", __name__)

    # GET, because routers send it so; the key in the path is that of the domain and nothing else signs in
    @blueprint.route("/setrecord/<domain>/<path_key>/<name>/<record_type>", methods=[*VERBS])
    @Endpoint(
        "Have an owner hold one record of a type, for routers whose address changes",
        ("domains_write",),
        level="write",
        keeps_limits_of="records",
        parameters=(CONTENT, DYNAMIC),
        answer=RecordsChanged,
    )
    def set_record(domain: str, path_key: str, name: str, record_type: str) -> Response:  # noqa: ARG001 - signs in
        with transactions.begin() as transaction:
            wish = request.args.get("content"), request.args.get("dynamiccontent")
            content = wished_content(*wish, request.remote_addr, transaction.now)
            outcome = actions.set_record(transaction, domain, name, record_type, content)
        return answer({"serial": outcome.serial, "changed": outcome.changed})

    return blueprint
