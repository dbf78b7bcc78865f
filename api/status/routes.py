"""The path of a zone's status."""

from flask import Blueprint, Response

from api.endpoint import Endpoint
from api.envelope import answer
from api.status.actions import get_status
from api.status.answers import ZoneStatus
from api.transaction import Transactions


def routes(transactions: Transactions) -> Blueprint:
    """Return the paths of this feature."""
    blueprint = Blueprint("status", __name__)

    @blueprint.get("/domains/<domain>/status")
    @Endpoint("Tell where the last change of a zone is", ("domains_read",), level="read", answer=ZoneStatus)
    def get(domain: str) -> Response:
        with transactions.read() as transaction:
            return answer(get_status(transaction, domain))

    return blueprint
