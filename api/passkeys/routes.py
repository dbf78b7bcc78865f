"""The paths of passkeys: those of a user, and those of signing in."""

from flask import Blueprint, Response, request

from api.body import read_data
from api.endpoint import Endpoint
from api.envelope import answer
from api.passkeys.actions import PasskeyActions
from api.passkeys.answers import CeremonyOptions, CodeEarned, NewPasskey, PasskeyDeleted, PasskeyObject
from api.passkeys.schemas import ChangePasskey, CreatePasskey, SignedChallenge
from api.sessions.actions import passkey_session
from api.sessions.answers import SessionStarted
from api.sign_in.authenticator import Authenticator
from api.transaction import Transactions
from core.sessions import Sessions

SECOND_FACTOR = """For somebody who has a passkey and was told `2fa_required`: sign in by Basic with the right
password, without a code. Within a session it earns a code to step up with."""


def routes(transactions: Transactions, actions: PasskeyActions) -> Blueprint:
    """Return the paths of the passkeys of a user."""
    blueprint = Blueprint("passkeys", __name__)

    @blueprint.get("/users/<user>/passkeys")
    @Endpoint("List the passkeys of a user", ("user_read",), answer=dict[str, PasskeyObject])
    def list_all(user: str) -> Response:
        with transactions.read() as transaction:
            return answer(actions.list_all(transaction, user))

    @blueprint.post("/users/<user>/passkeys/options")
    @Endpoint("Ask for what a passkey is made with", ("user_write",), answer=CeremonyOptions)
    def creation_options(user: str) -> Response:
        with transactions.read() as transaction:
            return answer(actions.creation_options(transaction, user))

    @blueprint.post("/users/<user>/passkeys")
    @Endpoint("Save a passkey that was made", ("user_write",), body=CreatePasskey, answer=NewPasskey)
    def create(user: str) -> Response:
        with transactions.begin() as transaction:
            wanted = read_data(request, CreatePasskey)
            made = actions.create(transaction, user, wanted.credential, wanted.description)
        return answer(made)

    @blueprint.post("/users/<user>/passkeys/<int:passkey_id>")
    @Endpoint("Call a passkey something else", ("user_write",), body=ChangePasskey, answer=NewPasskey)
    def rename(user: str, passkey_id: int) -> Response:
        with transactions.begin() as transaction:
            name = read_data(request, ChangePasskey).description
            changed = actions.rename(transaction, user, passkey_id, name)
        return answer(changed)

    @blueprint.delete("/users/<user>/passkeys/<int:passkey_id>")
    @Endpoint("Delete a passkey", ("user_write",), answer=PasskeyDeleted)
    def delete(user: str, passkey_id: int) -> Response:
        with transactions.begin() as transaction:
            actions.delete(transaction, user, passkey_id)
        return answer({"deleted": True})

    return blueprint


def sign_in_routes(
    transactions: Transactions, actions: PasskeyActions, authenticator: Authenticator, sessions: Sessions
) -> Blueprint:
    """Return the paths of signing in by passkey."""
    blueprint = Blueprint("passkey_sign_in", __name__)

    @blueprint.post("/session/passkey/options")
    @Endpoint(
        "Ask for what a passkey signs to start a session", is_public=True, is_attempt=True, answer=CeremonyOptions
    )
    def options() -> Response:
        with transactions.read() as transaction:
            return answer(actions.sign_in_options(transaction))

    @blueprint.post("/session/passkey")
    @Endpoint(
        "Start a session by passkey, without a password",
        is_public=True,
        is_attempt=True,
        body=SignedChallenge,
        answer=SessionStarted,
    )
    def start() -> Response:
        with transactions.begin() as transaction:
            user_id = actions.signed_in(transaction, read_data(request, SignedChallenge).credential)
            content = passkey_session(transaction, authenticator, user_id)
            # before it is noted for good: a session that cannot be kept has not begun
            session_id = sessions.create(content)
        return answer({"session": session_id})

    @blueprint.post("/session/2fa_passkey/options")
    @Endpoint(
        "Ask for what a passkey signs after a password",
        needs_second_factor=False,
        is_attempt=True,
        answer=CeremonyOptions,
        description=SECOND_FACTOR,
    )
    def second_factor_options() -> Response:
        with transactions.read() as transaction:
            return answer(actions.second_factor_options(transaction))

    @blueprint.post("/session/2fa_passkey")
    @Endpoint(
        "Earn a code by a passkey, to send as X-2FA-Key within a minute",
        needs_second_factor=False,
        is_attempt=True,
        body=SignedChallenge,
        answer=CodeEarned,
        description=SECOND_FACTOR,
    )
    def earn_code() -> Response:
        with transactions.begin() as transaction:
            credential = read_data(request, SignedChallenge).credential
            earned = actions.earn_code(transaction, credential)
        return answer(earned)

    return blueprint
