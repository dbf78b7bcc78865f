"""The paths for challenges (API 1.0 §10.12)."""

from flask import Blueprint, Response, request

from api.acme import actions
from api.acme.answers import ChallengeChanged, Echoed
from api.acme.schemas import Challenge
from api.body import read_flat
from api.endpoint import Endpoint
from api.envelope import answer
from api.general.answers import Echo
from api.status.waiting import WAIT, wished_seconds, with_status
from api.transaction import Transactions


def routes(transactions: Transactions, wait_seconds: int) -> Blueprint:
    """Return the paths of this feature.

    Args:
        transactions: the units of work.
        wait_seconds: how long `present` waits for the public servers unless it says otherwise; 0 for not at all. A
            client that gets an answer may then have the challenge looked at without a pause of its own.
    """
    blueprint = Blueprint("acme", __name__)

    @blueprint.post("/present")
    @Endpoint(
        "Put the value of an ACME challenge there, beside others of the same name",
        ("domains_write",),
        keeps_limits_of="records",
        body=Challenge,
        is_flat=True,
        parameters=(WAIT,),
        answer=ChallengeChanged,
        members=Echoed,
        description=f"Without `wait` the answer comes once every public server serves it, or after {wait_seconds} s.",
    )
    def present() -> Response:
        with transactions.begin() as transaction:
            challenge, wish = read_flat(request, Challenge), wished_seconds()
            zone, changed = actions.present(transaction, challenge)
        seconds = (wait_seconds or None) if wish is None else wish
        return answer(with_status(changed, transactions, transaction, zone, seconds), **_echoed(challenge))

    @blueprint.post("/cleanup")
    @Endpoint(
        "Remove the value of an ACME challenge, or all of its name",
        ("domains_write",),
        keeps_limits_of="records",
        body=Challenge,
        is_flat=True,
        parameters=(WAIT,),
        answer=ChallengeChanged,
        members=Echoed,
    )
    def cleanup() -> Response:
        with transactions.begin() as transaction:
            challenge, seconds = read_flat(request, Challenge), wished_seconds()
            zone, changed = actions.cleanup(transaction, challenge)
        return answer(with_status(changed, transactions, transaction, zone, seconds), **_echoed(challenge))

    @blueprint.get("/ping")
    @Endpoint("Tell whether the helper answers", is_public=True)
    def ping() -> Response:
        return answer()

    @blueprint.get("/ping/<text>")
    @Endpoint("Echo a word", is_public=True, answer=Echo)
    def ping_text(text: str) -> Response:  # noqa: ARG001 - this one is in lower case
        return answer({"time": request.environ["zonehost.segments"][-1]})

    return blueprint


def _echoed(challenge: Challenge) -> Echoed:
    return {"fqdn": challenge.fqdn or f"{challenge.owner}.", "value": challenge.text}
