"""The paths of what is blocked (API 1.0 §10.10)."""

from flask import Blueprint, Response, request

from api.block_lists import actions
from api.block_lists.answers import PatternDeleted, PatternObject, PatternTried
from api.block_lists.schemas import ChangePattern
from api.body import read_data
from api.endpoint import Endpoint, Parameter
from api.envelope import answer
from api.transaction import Transactions

NEEDS = ("manage_blocks",)

TRYING = (
    Parameter("regex", "The pattern, with delimiters and flags.", is_required=True),
    Parameter("subject", "What is looked at: a name, a mail address, or the name of a domain.", is_required=True),
)


def routes(transactions: Transactions) -> Blueprint:
    """Return the paths of this feature."""
    blueprint = Blueprint("block_lists", __name__)

    @blueprint.get("/admin/blockregexes")
    @Endpoint("List all patterns of what is blocked", NEEDS, is_administrative=True, answer=dict[str, PatternObject])
    def list_all() -> Response:
        with transactions.read() as transaction:
            return answer(actions.list_patterns(transaction))

    @blueprint.post("/admin/blockregexes")
    @Endpoint(
        "Add a pattern of what is blocked", NEEDS, is_administrative=True, body=ChangePattern, answer=PatternObject
    )
    def create() -> Response:
        with transactions.begin() as transaction:
            created = actions.create_pattern(transaction, read_data(request, ChangePattern))
        return answer(created)

    @blueprint.get("/admin/blockregexes/try")
    @Endpoint("Try a pattern without saving it", NEEDS, is_administrative=True, parameters=TRYING, answer=PatternTried)
    def try_out() -> Response:
        with transactions.read() as transaction:
            regex, subject = request.args.get("regex", ""), request.args.get("subject", "")
            return answer(actions.try_pattern(transaction, regex, subject))

    @blueprint.get("/admin/blockregexes/<int:pattern_id>")
    @Endpoint("Look at a pattern of what is blocked", NEEDS, is_administrative=True, answer=PatternObject)
    def get(pattern_id: int) -> Response:
        with transactions.read() as transaction:
            return answer(actions.get_pattern(transaction, pattern_id))

    @blueprint.post("/admin/blockregexes/<int:pattern_id>")
    @Endpoint(
        "Change a pattern of what is blocked", NEEDS, is_administrative=True, body=ChangePattern, answer=PatternObject
    )
    def change(pattern_id: int) -> Response:
        with transactions.begin() as transaction:
            changed = actions.change_pattern(transaction, pattern_id, read_data(request, ChangePattern))
        return answer(changed)

    @blueprint.delete("/admin/blockregexes/<int:pattern_id>")
    @Endpoint("Delete a pattern of what is blocked", NEEDS, is_administrative=True, answer=PatternDeleted)
    def delete(pattern_id: int) -> Response:
        with transactions.begin() as transaction:
            actions.delete_pattern(transaction, pattern_id)
        return answer({"deleted": True})

    return blueprint
