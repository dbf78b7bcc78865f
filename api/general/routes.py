"""The paths of ping, version and userdata (API 1.0 §10.1)."""

from typing import Any

from flask import Blueprint, Response, request

from api.envelope import answer
from api.transaction import Transactions


def routes(transactions: Transactions) -> Blueprint:
    """Return the paths of this feature."""
    blueprint = Blueprint("general", __name__)

    @blueprint.get("/ping")
    def ping() -> Response:
        return answer()

    @blueprint.get("/ping/<text>")
    def ping_text(text: str) -> Response:  # noqa: ARG001 - this one is in lower case
        return answer({"time": request.environ["zonehost.segments"][-1]})

    @blueprint.get("/version")
    def version() -> Response:
        return answer({"version": "1.0"})

    @blueprint.get("/userdata")
    def userdata() -> Response:
        with transactions.read() as transaction:
            actor = transaction.actor
        user: dict[str, Any] = {
            "id": actor.user_id,
            "email": actor.email,
            "realname": actor.real_name,
            "avatar": actor.avatar,
        }
        if actor.masked_key is not None:
            user["key"] = actor.masked_key
        user["customdata"] = {}
        return answer({"user": user, "access": dict.fromkeys(sorted(actor.access), True)})

    return blueprint
