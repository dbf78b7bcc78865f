"""The path of the search for records; an addition to API 1.0."""

from flask import Blueprint, Response, request

from api.endpoint import Endpoint, Parameter
from api.envelope import answer
from api.record_search.actions import SearchWish, search_records
from api.record_search.answers import RecordsFound
from api.transaction import Transactions
from api.wishes import PAGE, PER_PAGE, wished_page

RECORDS_PER_PAGE = 100


def routes(transactions: Transactions) -> Blueprint:
    """Return the paths of this feature."""
    blueprint = Blueprint("record_search", __name__)

    @blueprint.get("/records")
    @Endpoint(
        "Find records in all one's domains",
        ("domains_read",),
        keeps_limits_of="zones",
        parameters=(
            Parameter("search", "What name, full name, content or comment must hold, in any case."),
            Parameter("type", "Only records of this type."),
            PAGE,
            PER_PAGE,
        ),
        answer=RecordsFound,
        description="For administrators in all domains. A search ends at 5,000 records, or after 2 seconds.",
    )
    def search() -> Response:
        with transactions.read() as transaction:
            asked = request.args
            wish = SearchWish(wished_page(RECORDS_PER_PAGE), asked.get("search"), asked.get("type"))
            return answer(search_records(transaction, wish))

    return blueprint
