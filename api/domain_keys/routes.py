"""The paths of domain keys (API 1.0 §10.7)."""

from flask import Blueprint, Response, request

from api.body import read_data
from api.domain_keys import actions
from api.domain_keys.answers import DomainKeyChanged
from api.endpoint import Endpoint, Parameter
from api.envelope import answer
from api.key_limits.answers import KeyDeleted, KeyObject
from api.key_limits.schemas import KeyWish
from api.transaction import Transactions

ONE = "/domains/<domain>/keys/<key>"
FOR_USERS = "Not with a domain key, and not for aliases."
KEY = Parameter("key", "The whole key, or its id.", place="path", is_required=True)


def routes(transactions: Transactions, pepper: str) -> Blueprint:
    """Return the paths of this feature.

    Args:
        transactions: opens them.
        pepper: the secret keys are hashed with.
    """
    blueprint = Blueprint("domain_keys", __name__)

    @blueprint.get("/domains/<domain>/keys")
    @Endpoint(
        "List the keys of a domain, by id",
        ("domains_read",),
        level="write",
        answer=dict[str, KeyObject],
        description=FOR_USERS,
    )
    def list_all(domain: str) -> Response:
        with transactions.read() as transaction:
            return answer(actions.list_domain_keys(transaction, domain))

    @blueprint.post("/domains/<domain>/keys")
    @Endpoint(
        "Make a domain key; the answer shows it, once, as the name of its only member",
        ("domains_write",),
        level="write",
        body=KeyWish,
        answer=dict[str, DomainKeyChanged],
        description=FOR_USERS,
    )
    def create(domain: str) -> Response:
        with transactions.begin() as transaction:
            created = actions.create_domain_key(transaction, domain, read_data(request, KeyWish), pepper)
        return answer(created)

    _one_key(blueprint, transactions, pepper)
    return blueprint


def _one_key(blueprint: Blueprint, transactions: Transactions, pepper: str) -> None:
    @blueprint.get(ONE)
    @Endpoint(
        "Look at a domain key",
        ("domains_read",),
        level="write",
        answer=KeyObject,
        parameters=(KEY,),
        description=FOR_USERS,
    )
    def get(domain: str, key: str) -> Response:
        with transactions.read() as transaction:
            return answer(actions.get_domain_key(transaction, domain, key, pepper))

    @blueprint.post(ONE)
    @Endpoint(
        "Change a domain key",
        ("domains_write",),
        level="write",
        body=KeyWish,
        answer=DomainKeyChanged,
        parameters=(KEY,),
        description=FOR_USERS,
    )
    def change(domain: str, key: str) -> Response:
        with transactions.begin() as transaction:
            changed = actions.change_domain_key(transaction, domain, key, read_data(request, KeyWish), pepper)
        return answer(changed)

    @blueprint.delete(ONE)
    @Endpoint(
        "Delete a domain key, and end its sessions",
        ("domains_write",),
        level="write",
        answer=KeyDeleted,
        parameters=(KEY,),
        description=FOR_USERS,
    )
    def delete(domain: str, key: str) -> Response:
        with transactions.begin() as transaction:
            actions.delete_domain_key(transaction, domain, key, pepper)
        return answer({"deleted": True})
