"""The paths of ping, version and userdata (API 1.0 §10.1)."""

from flask import Blueprint, Response, request

from api.actor import Actor
from api.endpoint import Endpoint
from api.envelope import answer
from api.general.answers import Echo, SignedIn, SignedInDomainKey, SignedInUser, Version
from api.transaction import Transactions


def routes(transactions: Transactions) -> Blueprint:
    """Return the paths of this feature."""
    blueprint = Blueprint("general", __name__)

    @blueprint.get("/ping")
    @Endpoint("Tell whether the API answers", is_public=True)
    def ping() -> Response:
        return answer()

    @blueprint.get("/ping/<text>")
    @Endpoint("Echo a word", is_public=True, answer=Echo)
    def ping_text(text: str) -> Response:  # noqa: ARG001 - this one is in lower case
        return answer({"time": request.environ["zonehost.segments"][-1]})

    @blueprint.get("/version")
    @Endpoint("Tell the version of the API", is_public=True, answer=Version)
    def version() -> Response:
        return answer({"version": "1.0"})

    @blueprint.get("/userdata")
    @Endpoint("Tell who is signed in, and what they may do", answer=SignedIn)
    def userdata() -> Response:
        with transactions.read() as transaction:
            actor = transaction.actor
        access = dict.fromkeys(sorted(actor.access), True)
        if actor.through == "domain_key":
            return answer({"domainkey": _domain_key(actor), "access": access})
        return answer({"user": _user(actor), "access": access})

    return blueprint


def _user(actor: Actor) -> SignedInUser:
    user: SignedInUser = {
        "id": actor.user_id,
        "email": actor.email,
        "realname": actor.real_name,
        "avatar": actor.avatar,
        "customdata": {},
    }
    if actor.key is not None:
        user["key"] = actor.key.masked_key
    return user


def _domain_key(actor: Actor) -> SignedInDomainKey:
    key = actor.key
    return {
        "key": key.masked_key if key else None,
        "description": key.description if key else None,
        "domain": actor.email,
    }
