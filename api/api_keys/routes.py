"""The paths of API keys (API 1.0 §10.4)."""

from flask import Blueprint, Response, request

from api.api_keys.actions import ApiKeyActions
from api.api_keys.answers import ApiKeyChanged, ApiKeyObject
from api.body import read_data
from api.endpoint import Endpoint, Parameter
from api.envelope import answer
from api.key_limits.answers import KeyDeleted
from api.key_limits.schemas import ApiKeyWish
from api.transaction import Transactions

ONE = "/users/<user>/keys/<key>"
KEY = Parameter("key", "The whole key, or its id.", place="path", is_required=True)


def routes(transactions: Transactions, actions: ApiKeyActions) -> Blueprint:
    """Return the paths of this feature."""
    blueprint = Blueprint("api_keys", __name__)

    @blueprint.get("/users/<user>/keys")
    @Endpoint("List the API keys of a user, by id", ("user_read",), answer=dict[str, ApiKeyObject])
    def list_all(user: str) -> Response:
        with transactions.read() as transaction:
            return answer(actions.list_all(transaction, user))

    @blueprint.post("/users/<user>/keys")
    @Endpoint(
        "Make an API key; the answer shows it, once, as the name of its only member",
        ("user_write",),
        keeps_limits_of="records",
        body=ApiKeyWish,
        answer=dict[str, ApiKeyChanged],
        description="A key with `user_write` makes keys that may do as much as itself at most.",
    )
    def create(user: str) -> Response:
        with transactions.begin() as transaction:
            created = actions.create(transaction, user, read_data(request, ApiKeyWish))
        return answer(created)

    @blueprint.get(ONE)
    @Endpoint("Look at an API key", ("user_read",), answer=ApiKeyObject, parameters=(KEY,))
    def get(user: str, key: str) -> Response:
        with transactions.read() as transaction:
            return answer(actions.get(transaction, user, key))

    @blueprint.post(ONE)
    @Endpoint(
        "Change an API key",
        ("user_write",),
        keeps_limits_of="records",
        body=ApiKeyWish,
        answer=ApiKeyChanged,
        parameters=(KEY,),
    )
    def change(user: str, key: str) -> Response:
        with transactions.begin() as transaction:
            changed = actions.change(transaction, user, key, read_data(request, ApiKeyWish))
        return answer(changed)

    @blueprint.delete(ONE)
    @Endpoint(
        "Delete an API key, and end its sessions",
        ("user_write",),
        keeps_limits_of="records",
        answer=KeyDeleted,
        parameters=(KEY,),
    )
    def delete(user: str, key: str) -> Response:
        with transactions.begin() as transaction:
            actions.delete(transaction, user, key)
        return answer({"deleted": True})

    return blueprint
