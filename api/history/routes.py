"""The paths of the history of a zone."""

from flask import Blueprint, Response

from api.endpoint import Endpoint, Parameter
from api.envelope import answer
from api.history import actions
from api.history.answers import Restored, VersionOfZone, Versions
from api.history.difference import Plan
from api.history.restore import restore_version
from api.status.waiting import WAIT, wished_seconds, with_status
from api.transaction import Transactions
from api.wishes import DRY_RUN, IF_MATCH, IF_NONE_MATCH, KNOWN, OVERTAKEN, PAGE, PER_PAGE, wished_page, wishes_rehearsal

SERIAL = Parameter("serial", "Of a version of the zone.", int, place="path")

VERSIONS_PER_PAGE = 50
RECORDS_PER_PAGE = 1000


def routes(transactions: Transactions) -> Blueprint:
    """Return the paths of this feature."""
    blueprint = Blueprint("history", __name__)

    @blueprint.get("/domains/<domain>/history")
    @Endpoint(
        "List the versions of a zone, the newest first",
        ("domains_read",),
        level="read",
        parameters=(PAGE, PER_PAGE, IF_NONE_MATCH),
        statuses=KNOWN,
        answer=Versions,
    )
    def list_versions(domain: str) -> Response:
        with transactions.read() as transaction:
            listed = actions.list_versions(transaction, domain, wished_page(VERSIONS_PER_PAGE))
        return answer(listed, tag=transaction.tag)

    @blueprint.get("/domains/<domain>/history/<int:serial>")
    @Endpoint(
        "Look at a version: what it changed, and the zone as it was",
        ("domains_read",),
        level="read",
        parameters=(SERIAL, PAGE, PER_PAGE),
        answer=VersionOfZone,
    )
    def get_version(domain: str, serial: int) -> Response:
        with transactions.read_at_one_moment() as transaction:
            return answer(actions.get_version(transaction, domain, serial, wished_page(RECORDS_PER_PAGE)))

    @blueprint.post("/domains/<domain>/restore/<int:serial>")
    @Endpoint(
        "Bring back a zone as it was at a version, as a version of its own",
        ("domains_write",),
        level="write",
        keeps_limits_of="zones",
        parameters=(SERIAL, WAIT, IF_MATCH, DRY_RUN),
        statuses=OVERTAKEN,
        answer=Restored | Plan,
    )
    def restore(domain: str, serial: int) -> Response:
        with transactions.begin(is_rehearsal=wishes_rehearsal()) as transaction:
            seconds = wished_seconds()
            restored = restore_version(transaction, domain, serial)
        if transaction.is_rehearsal:
            return answer(restored.difference.plan(restored.serial, restored.warnings))
        value: Restored = {
            "serial": restored.serial,
            "counts": restored.difference.counts(),
            "summary": restored.difference.summary(),
            "warnings": restored.warnings,
        }
        return answer(with_status(value, transactions, transaction, domain, seconds), tag=transaction.tag)

    return blueprint
