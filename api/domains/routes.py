"""The paths of domains (API 1.0 §10.5)."""

from collections.abc import Sequence

from flask import Blueprint, Response, request

from api.body import read_data
from api.domains import access, actions
from api.domains.schemas import ChangeAccess, CreateDomain, UpdateDomain
from api.envelope import answer
from api.signing_in import actor_with
from api.status.waiting import wished_seconds, with_status
from api.transaction import Transactions


def routes(transactions: Transactions, primary_ns: str, name_servers: Sequence[str]) -> Blueprint:
    """Return the paths of this feature."""
    blueprint = Blueprint("domains", __name__)

    @blueprint.get("/domains")
    def list_all() -> Response:
        contains = request.args.get("contains")
        with transactions.read(actor_with("domains_read")) as transaction:
            domains = actions.list_domains(transaction, contains)
        return answer(domains) if contains is None else answer(domains, contains=contains)

    @blueprint.post("/domains")
    def create() -> Response:
        actor = actor_with("domains_write", "domains_create")
        wanted, seconds = read_data(request, CreateDomain), wished_seconds()
        with transactions.begin(actor) as transaction:
            created = actions.create_domain(transaction, wanted, primary_ns, name_servers)
        return answer(with_status(created, transactions, wanted.domain, seconds))

    @blueprint.get("/domains/<domain>")
    def get(domain: str) -> Response:
        with transactions.read(actor_with("domains_read")) as transaction:
            return answer(actions.get_domain(transaction, domain))

    @blueprint.post("/domains/<domain>")
    def update(domain: str) -> Response:
        actor = actor_with("domains_write")
        wanted, seconds = read_data(request, UpdateDomain), wished_seconds()
        with transactions.begin(actor) as transaction:
            changed = actions.update_domain(transaction, domain, wanted)
        return answer(with_status(changed, transactions, domain, seconds))

    @blueprint.delete("/domains/<domain>")
    def delete(domain: str) -> Response:
        with transactions.begin(actor_with("domains_write")) as transaction:
            actions.delete_domain(transaction, domain)
        return answer({"deleted": True})

    @blueprint.get("/domains/<domain>/access")
    def get_access(domain: str) -> Response:
        with transactions.read(actor_with("domains_read")) as transaction:
            return answer(access.get_access(transaction, domain))

    @blueprint.post("/domains/<domain>/access")
    def change_access(domain: str) -> Response:
        actor = actor_with("domains_write")
        wanted = read_data(request, ChangeAccess)
        with transactions.begin(actor) as transaction:
            changed = access.change_access(transaction, domain, wanted.access)
        return answer(changed)

    # GET, because clients of API 1.0 send it so; it wants write all the same
    @blueprint.route("/domains/<domain>/sync", methods=["GET", "POST"])
    def sync(domain: str) -> Response:
        actor, seconds = actor_with("domains_write"), wished_seconds()
        with transactions.begin(actor) as transaction:
            actions.synchronise(transaction, domain)
        return answer(with_status({}, transactions, domain, seconds))

    return blueprint
