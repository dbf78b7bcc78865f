"""The paths of ping, version and userdata (API 1.0 §10.1), and of the platform."""

from flask import Blueprint, Response, request

from api.actor import Actor
from api.custom_data.actions import custom_values
from api.endpoint import Endpoint
from api.envelope import answer
from api.general.answers import Echo, Platform, SignedIn, SignedInDomainKey, SignedInUser, Version
from api.transaction import Transactions
from api.users.objects import NEVER


def routes(transactions: Transactions, terms_time: int, platform: Platform) -> Blueprint:
    """Return the paths of this feature.

    Args:
        transactions: to know who is signed in.
        terms_time: the Unix time of the terms, 0 if there are none.
        platform: what everybody may know of it.
    """
    blueprint = Blueprint("general", __name__)

    @blueprint.get("/system/platform")
    @Endpoint("Tell what a page shows before anybody signs in", is_public=True, answer=Platform)
    def tell_platform() -> Response:
        return answer(platform)

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
            values = custom_values(transaction.session, actor.user_id) if actor.user_id is not None else {}
        access = dict.fromkeys(sorted(actor.access), True)
        if actor.through == "domain_key":
            return answer({"domainkey": _domain_key(actor), "access": access})
        return answer({"user": _user(actor, values, terms_time), "access": access})

    return blueprint


def _user(actor: Actor, values: dict[str, str], terms_time: int) -> SignedInUser:
    user: SignedInUser = {
        "id": actor.user_id,
        "email": actor.email,
        "realname": actor.real_name,
        "avatar": actor.avatar,
        "customdata": values,
    }
    if terms_time:
        accepted = NEVER if actor.accepted_terms_at is None else actor.accepted_terms_at // 1000
        user["termstime"], user["acceptterms"] = accepted, accepted >= terms_time
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
