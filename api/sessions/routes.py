"""The paths of sessions (API 1.0 §10.3)."""

from flask import Blueprint, Response, request

from api.endpoint import Endpoint
from api.envelope import answer
from api.sessions import actions
from api.sessions.answers import SessionStarted, TokenMade
from api.sign_in.authenticator import Authenticator
from api.sign_in.tokens import Tokens
from api.transaction import Transactions
from core.errors import Invalid
from core.sessions import Sessions


def routes(transactions: Transactions, authenticator: Authenticator, sessions: Sessions, tokens: Tokens) -> Blueprint:
    """Return the paths of this feature."""
    blueprint = Blueprint("sessions", __name__)

    @blueprint.get("/session")
    @Endpoint("Start a session, to be named in X-Session-ID", answer=SessionStarted)
    def start() -> Response:
        with transactions.read() as transaction:
            content = actions.session_content(transaction, authenticator)
        return answer({"session": sessions.create(content)})

    @blueprint.delete("/session")
    @Endpoint("End the session this request is made in", keeps_limits_of="records", answer=SessionStarted)
    def end() -> Response:
        with transactions.read():
            session_id = request.headers.get("X-Session-ID")
        if not session_id:
            raise Invalid("No current session.")
        sessions.delete(session_id)
        return answer({"session": ""})

    @blueprint.get("/session/jwt")
    @Endpoint("Make a token (JWT) that signs in for an hour", answer=TokenMade)
    def token() -> Response:
        with transactions.read() as transaction:
            return answer({"token": actions.make_token(transaction, authenticator, tokens)})

    return blueprint
