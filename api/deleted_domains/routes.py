"""The paths of deleted domains."""

from flask import Blueprint, Response

from api.deleted_domains import actions
from api.deleted_domains.answers import DeletedDomains
from api.domains.answers import DomainChanged
from api.endpoint import Endpoint, Parameter
from api.envelope import answer
from api.status.waiting import WAIT, wished_seconds, with_status
from api.transaction import Transactions
from api.wishes import PAGE, PER_PAGE, wished_page

DOMAINS_PER_PAGE = 100

DOMAIN_ID = Parameter("domain_id", "The id of the deleted domain, as in the list of them.", int, place="path")


def routes(transactions: Transactions, keep_days: int) -> Blueprint:
    """Return the paths of this feature; a deleted domain is kept for so many days."""
    blueprint = Blueprint("deleted_domains", __name__)

    @blueprint.get("/domains/deleted")
    @Endpoint(
        "List the deleted domains one owned, the one deleted last first",
        ("domains_read",),
        keeps_limits_of="zones",
        parameters=(PAGE, PER_PAGE),
        answer=DeletedDomains,
    )
    def list_deleted() -> Response:
        with transactions.read() as transaction:
            return answer(actions.list_deleted(transaction, wished_page(DOMAINS_PER_PAGE), keep_days))

    @blueprint.post("/domains/deleted/<int:domain_id>/restore")
    @Endpoint(
        "Bring back a deleted domain with its records, history and access",
        ("domains_write",),
        keeps_limits_of="zones",
        parameters=(DOMAIN_ID, WAIT),
        statuses={412: "The name has been taken meanwhile."},
        answer=DomainChanged,
    )
    def restore(domain_id: int) -> Response:
        with transactions.begin() as transaction:
            seconds = wished_seconds()
            restored = actions.restore_domain(transaction, domain_id)
        value = with_status(restored, transactions, transaction, restored["domain"], seconds)
        return answer(value, tag=transaction.tag)

    return blueprint
