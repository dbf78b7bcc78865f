"""The paths of second factors (API 1.0 §10.4)."""

from flask import Blueprint, Response, request

from api.body import read_data
from api.endpoint import Endpoint
from api.envelope import answer
from api.second_factors.actions import FactorActions
from api.second_factors.answers import FactorDeleted, FactorObject, FactorVerified
from api.second_factors.schemas import ChangeFactor, CreateFactor, VerifyFactor
from api.transaction import Transactions

CREATING = """An authenticator app (`rfc6238`) or a single code (`plain`) counts once a code of it was verified.
With `count` it makes so many codes to write down, answered as a list; they are good once each, and count at once."""


def routes(transactions: Transactions, actions: FactorActions) -> Blueprint:
    """Return the paths of this feature."""
    blueprint = Blueprint("second_factors", __name__)

    @blueprint.get("/users/<user>/2fa")
    @Endpoint("List the second factors of a user", ("user_read",), answer=dict[str, FactorObject])
    def list_all(user: str) -> Response:
        with transactions.read() as transaction:
            return answer(actions.list_all(transaction, user))

    @blueprint.post("/users/<user>/2fa")
    @Endpoint(
        "Make a second factor",
        ("user_write",),
        body=CreateFactor,
        answer=FactorObject | list[FactorObject],
        description=CREATING,
    )
    def create(user: str) -> Response:
        with transactions.begin() as transaction:
            made = actions.create(transaction, user, read_data(request, CreateFactor))
        return answer(made)

    @blueprint.get("/users/<user>/2fa/<int:factor_id>")
    @Endpoint("Look at a second factor", ("user_read",), answer=FactorObject)
    def get(user: str, factor_id: int) -> Response:
        with transactions.read() as transaction:
            return answer(actions.get(transaction, user, factor_id))

    @blueprint.post("/users/<user>/2fa/<int:factor_id>")
    @Endpoint("Call a second factor something else", ("user_write",), body=ChangeFactor, answer=FactorObject)
    def change(user: str, factor_id: int) -> Response:
        with transactions.begin() as transaction:
            name = read_data(request, ChangeFactor).description
            changed = actions.change(transaction, user, factor_id, name)
        return answer(changed)

    @blueprint.delete("/users/<user>/2fa/<int:factor_id>")
    @Endpoint("Delete a second factor", ("user_write",), answer=FactorDeleted)
    def delete(user: str, factor_id: int) -> Response:
        with transactions.begin() as transaction:
            actions.delete(transaction, user, factor_id)
        return answer({"deleted": True})

    @blueprint.post("/users/<user>/2fa/<int:factor_id>/verify")
    @Endpoint("Have a second factor count, by a code of it", ("user_write",), body=VerifyFactor, answer=FactorVerified)
    def verify(user: str, factor_id: int) -> Response:
        with transactions.begin() as transaction:
            actions.verify(transaction, user, factor_id, read_data(request, VerifyFactor).code_text())
        return answer({"success": "Valid code provided."})

    return blueprint
