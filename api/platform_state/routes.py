"""The path of the state of the platform; an addition to API 1.0."""

from collections.abc import Mapping

from flask import Blueprint, Response

from api.endpoint import Endpoint
from api.envelope import answer
from api.health.parts import Check
from api.platform_state.actions import get_state, with_parts
from api.platform_state.answers import PlatformState
from api.transaction import Transactions


def routes(transactions: Transactions, checks: Mapping[str, Check]) -> Blueprint:
    """Return the path; `checks` say how parts beside the database are asked, by name."""
    blueprint = Blueprint("platform_state", __name__)

    @blueprint.get("/system/state")
    @Endpoint(
        "Tell how the platform is: parts, public servers, what is behind, tasks of cron",
        ("system_service_mgmt",),
        is_administrative=True,
        answer=PlatformState,
    )
    def state() -> Response:
        with transactions.read() as transaction:
            known = get_state(transaction)
        return answer(with_parts(known, checks))

    return blueprint
