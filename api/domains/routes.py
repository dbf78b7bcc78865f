"""The paths of domains (API 1.0 §10.5)."""

from collections.abc import Sequence

from flask import Blueprint, Response, request

from api.body import read_data
from api.domains import access, actions
from api.domains.answers import ContainsQuery, DomainChanged, DomainDeleted, DomainObject, DomainWithAccess
from api.domains.finding import AccessLevel
from api.domains.schemas import ChangeAccess, CreateDomain, UpdateDomain
from api.endpoint import Endpoint, Parameter
from api.envelope import answer
from api.status.answers import MayHaveStatus
from api.status.waiting import WAIT, wished_seconds, with_status
from api.transaction import Transactions
from api.wishes import IF_MATCH, IF_NONE_MATCH, KNOWN, OVERTAKEN

CONTAINS = Parameter("contains", "Only the longest domain that holds this name.")


def routes(transactions: Transactions, primary_ns: str, name_servers: Sequence[str]) -> Blueprint:
    """Return the paths of this feature."""
    blueprint = Blueprint("domains", __name__)

    @blueprint.get("/domains")
    @Endpoint(
        "List domains and the level on each",
        ("domains_read",),
        keeps_limits_of="zones",
        parameters=(CONTAINS,),
        answer=dict[str, AccessLevel],
        members=ContainsQuery,
    )
    def list_all() -> Response:
        contains = request.args.get("contains")
        with transactions.read() as transaction:
            domains = actions.list_domains(transaction, contains)
        return answer(domains) if contains is None else answer(domains, contains=contains)

    @blueprint.post("/domains")
    @Endpoint(
        "Create a domain",
        ("domains_write", "domains_create"),
        body=CreateDomain,
        parameters=(WAIT,),
        answer=DomainChanged,
    )
    def create() -> Response:
        with transactions.begin() as transaction:
            wanted, seconds = read_data(request, CreateDomain), wished_seconds()
            created = actions.create_domain(transaction, wanted, primary_ns, name_servers)
        value = with_status(created, transactions, transaction, wanted.domain, seconds)
        return answer(value, tag=transaction.tag)

    _one_domain(blueprint, transactions)
    _sync(blueprint, transactions)
    _access(blueprint, transactions)
    return blueprint


def _one_domain(blueprint: Blueprint, transactions: Transactions) -> None:
    @blueprint.get("/domains/<domain>")
    @Endpoint(
        "Look at a domain",
        ("domains_read",),
        level="read",
        parameters=(IF_NONE_MATCH,),
        statuses=KNOWN,
        answer=DomainObject,
    )
    def get(domain: str) -> Response:
        with transactions.read() as transaction:
            shown = actions.get_domain(transaction, domain)
        return answer(shown, tag=transaction.tag)

    @blueprint.post("/domains/<domain>")
    @Endpoint(
        "Change a domain",
        ("domains_write",),
        level="write",
        body=UpdateDomain,
        parameters=(WAIT, IF_MATCH),
        statuses=OVERTAKEN,
        answer=DomainChanged,
    )
    def update(domain: str) -> Response:
        with transactions.begin() as transaction:
            wanted, seconds = read_data(request, UpdateDomain), wished_seconds()
            changed = actions.update_domain(transaction, domain, wanted)
        return answer(with_status(changed, transactions, transaction, domain, seconds), tag=transaction.tag)

    @blueprint.delete("/domains/<domain>")
    @Endpoint(
        "Delete a domain",
        ("domains_write",),
        level="owner",
        parameters=(IF_MATCH,),
        statuses=OVERTAKEN,
        answer=DomainDeleted,
    )
    def delete(domain: str) -> Response:
        with transactions.begin() as transaction:
            actions.delete_domain(transaction, domain)
        return answer({"deleted": True})


def _sync(blueprint: Blueprint, transactions: Transactions) -> None:
    # GET, because clients of API 1.0 send it so; it wants write all the same
    @blueprint.route("/domains/<domain>/sync", methods=["GET", "POST"])
    @Endpoint(
        "Publish a zone anew, under a new serial",
        ("domains_write",),
        level="write",
        keeps_limits_of="zones",
        parameters=(WAIT, IF_MATCH),
        statuses=OVERTAKEN,
        answer=MayHaveStatus,
    )
    def sync(domain: str) -> Response:
        with transactions.begin() as transaction:
            seconds = wished_seconds()
            actions.synchronise(transaction, domain)
        return answer(with_status({}, transactions, transaction, domain, seconds), tag=transaction.tag)


def _access(blueprint: Blueprint, transactions: Transactions) -> None:
    @blueprint.get("/domains/<domain>/access")
    @Endpoint(
        "Tell who may do what with a domain",
        ("domains_read",),
        level="read",
        parameters=(IF_NONE_MATCH,),
        statuses=KNOWN,
        answer=DomainWithAccess,
    )
    def get_access(domain: str) -> Response:
        with transactions.read() as transaction:
            shown = access.get_access(transaction, domain)
        return answer(shown, tag=transaction.tag)

    @blueprint.post("/domains/<domain>/access")
    @Endpoint(
        "Give or take access to a domain",
        ("domains_write",),
        level="read",
        body=ChangeAccess,
        parameters=(IF_MATCH,),
        statuses=OVERTAKEN,
        answer=DomainWithAccess,
    )
    def change_access(domain: str) -> Response:
        with transactions.begin() as transaction:
            wanted = read_data(request, ChangeAccess)
            changed = access.change_access(transaction, domain, wanted.access)
        return answer(changed, tag=transaction.tag)
