"""The paths of services and their logs (API 1.0 §10.9, §10.11)."""

from flask import Blueprint, Response, request

from api.endpoint import Endpoint, Parameter
from api.envelope import answer
from api.page_request import PAGE, asked_page
from api.services import actions
from api.services.answers import LogPage, ZoneLogLine
from api.services.log_files import LogFiles
from api.transaction import Transactions

NEEDS = ("system_service_mgmt",)
READING = (
    PAGE,
    Parameter("stream", "Only what was written to this stream: stdout or stderr."),
    Parameter("search", "Only lines that hold this, in any case."),
)


def routes(transactions: Transactions, files: LogFiles) -> Blueprint:
    """Return the paths of services."""
    blueprint = Blueprint("services", __name__)

    @blueprint.get("/system/service/list")
    @Endpoint("List the services", NEEDS, is_administrative=True, answer=list[str])
    def list_all() -> Response:
        with transactions.read():
            return answer(files.services())

    @blueprint.get("/system/service/<service>/logs")
    @Endpoint("Read the log of a service", NEEDS, is_administrative=True, parameters=READING, answer=LogPage)
    def logs(service: str) -> Response:
        with transactions.read():
            stream, search = request.args.get("stream", ""), request.args.get("search", "")
            return answer(actions.read_log(files, service, asked_page(request), stream, search))

    return blueprint


def routes_of_domains(transactions: Transactions, files: LogFiles, primary: str) -> Blueprint:
    """Return the path of the log of one domain.

    Args:
        transactions: open the units of work.
        files: the logs.
        primary: the name of the service whose log tells of zones.
    """
    blueprint = Blueprint("zone_logs", __name__)

    @blueprint.get("/domains/<domain>/logs")
    @Endpoint(
        "Read what the primary name server said of a domain", ("domains_logs",), level="read", answer=list[ZoneLogLine]
    )
    def zone_logs(domain: str) -> Response:
        with transactions.read() as transaction:
            return answer(actions.read_zone_log(transaction, domain, files, primary))

    return blueprint
