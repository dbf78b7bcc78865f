"""The paths of the audit log (API 1.0 §10.11); that users and owners may read what concerns them is an addition."""

from flask import Blueprint, Response, request

from api.audit import lists
from api.audit.answers import Entry, EntryPage
from api.endpoint import Endpoint, Parameter
from api.envelope import answer
from api.page_request import PAGE, asked_filters, asked_page
from api.transaction import Transactions

NEEDS = ("system_audit_log",)

FILTERS = (
    Parameter("filter[type]", "Only events of this type."),
    Parameter("filter[actor]", "Only what was done by somebody whose address holds this."),
    Parameter("filter[search]", "Only events whose type, arguments, domain or account holds this."),
)


def routes(transactions: Transactions) -> Blueprint:
    """Return the paths of this feature."""
    blueprint = Blueprint("audit", __name__)

    @blueprint.get("/system/audit/list")
    @Endpoint("List what was done", NEEDS, is_administrative=True, parameters=(PAGE, *FILTERS), answer=EntryPage)
    def list_all() -> Response:
        with transactions.read() as transaction:
            return answer(lists.list_entries(transaction, asked_page(request), asked_filters(request)))

    @blueprint.get("/system/audit/<int:entry_id>")
    @Endpoint("Look at something that was done", NEEDS, is_administrative=True, answer=Entry)
    def get(entry_id: int) -> Response:
        with transactions.read() as transaction:
            return answer(lists.get_entry(transaction, entry_id))

    return blueprint


def routes_of_users(transactions: Transactions) -> Blueprint:
    """Return the path of what concerns a user."""
    blueprint = Blueprint("audit_of_users", __name__)

    @blueprint.get("/users/<user>/audit")
    @Endpoint(
        "List what happened to a user, and what was denied to their keys",
        ("user_read",),
        parameters=(PAGE, *FILTERS),
        answer=EntryPage,
    )
    def of_user(user: str) -> Response:
        with transactions.read() as transaction:
            page, filters = asked_page(request), asked_filters(request)
            return answer(lists.list_entries_of_user(transaction, user, page, filters))

    return blueprint


def routes_of_domains(transactions: Transactions) -> Blueprint:
    """Return the path of what concerns a domain."""
    blueprint = Blueprint("audit_of_domains", __name__)

    @blueprint.get("/domains/<domain>/audit")
    @Endpoint(
        "List what happened to a domain, and what was denied to keys there",
        ("domains_read",),
        level="owner",
        parameters=(PAGE, *FILTERS),
        answer=EntryPage,
    )
    def of_domain(domain: str) -> Response:
        with transactions.read() as transaction:
            page, filters = asked_page(request), asked_filters(request)
            return answer(lists.list_entries_of_domain(transaction, domain, page, filters))

    return blueprint
