"""The paths of custom data (API 1.0 §10.4); a key may hold slashes."""

from flask import Blueprint, Response, request

from api.body import read_data
from api.custom_data import actions
from api.custom_data.answers import CustomValue, Deprecation
from api.custom_data.schemas import SetCustomValue
from api.endpoint import Endpoint
from api.envelope import answer, refuse
from api.transaction import Transactions
from api.users.answers import Deleted
from api.users.finding import find_user


def routes(transactions: Transactions) -> Blueprint:
    """Return the paths of this feature."""
    blueprint = Blueprint("custom_data", __name__)

    @blueprint.get("/users/<user>/customdata")
    @Endpoint("List the custom data of a user", ("user_read",), answer=dict[str, str], members=Deprecation)
    def list_all(user: str) -> Response:
        with transactions.read() as transaction:
            values = actions.custom_values(transaction.session, find_user(transaction, user).id)
        return answer(values, deprecated=True)

    @blueprint.post("/users/<user>/customdata")
    @Endpoint(
        "Refuse custom data without a key",
        ("user_write",),
        statuses={405: "The key belongs into the path."},
        description="Clients of API 1.0 expect 405 here.",
    )
    def refuse_without_key(user: str) -> Response:
        with transactions.read() as transaction:
            find_user(transaction, user)
        return refuse(405, "Unsupported request method (POST).", ["The key belongs into the path."])

    @blueprint.get("/users/<user>/customdata/<path:value_key>")
    @Endpoint("Look at custom data of a user", ("user_read",), answer=CustomValue, members=Deprecation)
    def get(user: str, value_key: str) -> Response:
        with transactions.read() as transaction:
            value = actions.get_value(transaction, find_user(transaction, user).id, value_key)
        return answer({"key": value_key, "value": value}, deprecated=True)

    @blueprint.post("/users/<user>/customdata/<path:value_key>")
    @Endpoint(
        "Set custom data of a user", ("user_write",), body=SetCustomValue, answer=CustomValue, members=Deprecation
    )
    def update(user: str, value_key: str) -> Response:
        with transactions.begin() as transaction:
            wanted = read_data(request, SetCustomValue)
            user_id = find_user(transaction, user, for_update=True).id
            changed = actions.set_values(transaction, user_id, {value_key: wanted.value})
        value: CustomValue = {"key": value_key, "value": wanted.value}
        if changed:
            value["updated"] = True
        return answer(value, deprecated=True)

    @blueprint.delete("/users/<user>/customdata/<path:value_key>")
    @Endpoint("Delete custom data of a user", ("user_write",), answer=Deleted, members=Deprecation)
    def delete(user: str, value_key: str) -> Response:
        with transactions.begin() as transaction:
            actions.delete_value(transaction, find_user(transaction, user, for_update=True).id, value_key)
        return answer({"deleted": True}, deprecated=True)

    return blueprint
