"""The paths of sessions (API 1.0 §10.3)."""

from flask import Blueprint, Response, request

from api.body import read_data
from api.endpoint import Endpoint
from api.envelope import answer
from api.sessions import actions
from api.sessions.answers import ImpersonationNoted, PushKeyKnown, SessionStarted, SteppedUp, TokenMade
from api.sessions.schemas import StepUp
from api.sessions.step_up import StepUps
from api.sign_in.authenticator import Authenticator
from api.sign_in.tokens import Tokens
from api.transaction import Transactions
from core.errors import Invalid, NotAllowed
from core.sessions import Sessions


def routes(
    transactions: Transactions, authenticator: Authenticator, sessions: Sessions, tokens: Tokens, step_ups: StepUps
) -> Blueprint:
    """Return the paths of this feature."""
    blueprint = Blueprint("sessions", __name__)
    _add_sessions(blueprint, transactions, authenticator, sessions)
    _add_tokens(blueprint, transactions, authenticator, tokens, step_ups)
    _add_push(blueprint, transactions)
    return blueprint


def _add_sessions(
    blueprint: Blueprint, transactions: Transactions, authenticator: Authenticator, sessions: Sessions
) -> None:
    @blueprint.get("/session")
    @Endpoint("Start a session, to be named in X-Session-ID", answer=SessionStarted)
    def start() -> Response:
        with transactions.begin() as transaction:
            content = actions.session_content(transaction, authenticator)
            # before it is noted for good: a session that cannot be kept has not begun
            session_id = sessions.create(content)
        return answer({"session": session_id})

    @blueprint.delete("/session")
    @Endpoint("End the session this request is made in", keeps_limits_of="records", answer=SessionStarted)
    def end() -> Response:
        with transactions.read():
            session_id = request.headers.get("X-Session-ID")
        if not session_id:
            raise Invalid("No current session.")
        sessions.delete(session_id)
        return answer({"session": ""})

    @blueprint.post("/session/impersonation")
    @Endpoint(
        "Have it noted that an administrator acts for a user from now on",
        answer=ImpersonationNoted,
        statuses={400: "The request itself does not impersonate anybody (`X-Impersonate`)."},
    )
    def begin_impersonation() -> Response:
        with transactions.begin() as transaction:
            noted = actions.note_impersonation(transaction)
        return answer(noted)


def _add_tokens(
    blueprint: Blueprint,
    transactions: Transactions,
    authenticator: Authenticator,
    tokens: Tokens,
    step_ups: StepUps,
) -> None:
    @blueprint.get("/session/jwt")
    @Endpoint("Make a token (JWT) that signs in for an hour", answer=TokenMade)
    def token() -> Response:
        with transactions.read() as transaction:
            return answer({"token": actions.make_token(transaction, authenticator, tokens)})

    @blueprint.post("/session/admintoken")
    @Endpoint(
        "Step up as an administrator, for some minutes of changes", is_attempt=True, body=StepUp, answer=SteppedUp
    )
    def step_up() -> Response:
        with transactions.begin() as transaction:
            stepped_up = step_ups.step_up(transaction, read_data(request, StepUp))
        return answer(stepped_up)


def _add_push(blueprint: Blueprint, transactions: Transactions) -> None:
    @blueprint.get("/session/2fa_push/check")
    @Endpoint("Tell whether a second factor can be asked for by push", keeps_limits_of="records", answer=PushKeyKnown)
    def has_push() -> Response:
        with transactions.read():
            return answer({"hasPushKey": False})

    @blueprint.get("/session/2fa_push")
    @Endpoint(
        "Ask for a second factor by push",
        description="There are no second factors of this kind: it is always refused.",
    )
    def push() -> Response:
        with transactions.read():
            raise NotAllowed("Failed.", ["No 2FA Push Keys Found"])
