"""What is decided about sessions (API 1.0 §6.3, §6.4)."""

from typing import Any

from api.actor import Actor
from api.sessions.answers import ImpersonationNoted
from api.sign_in.authenticator import Asked, Authenticator
from api.sign_in.people import USER_BY_ID, find
from api.sign_in.refusals import NotSignedIn
from api.sign_in.tokens import SIGN_IN_SECONDS, Tokens
from api.transaction import Transaction
from core.errors import Invalid, NotAllowed


def session_content(transaction: Transaction, authenticator: Authenticator) -> dict[str, Any]:
    """Return what has to be known of the actor to recognise them later, and note that they signed in.

    Raises:
        Invalid: somebody acts in the name of another, who would then seem to have signed in.
    """
    known = _signed_in_with(transaction, authenticator)
    actor = transaction.actor
    transaction.note("session.created", actor.user_id, user_id=actor.user_id, domain_id=actor.only_domain_id)
    return {"created_at": transaction.now} | known


def note_impersonation(transaction: Transaction) -> ImpersonationNoted:
    """Note in the log of a user that an administrator begins to act for them, whatever they do then.

    Raises:
        Invalid: nobody acts for anybody in this request.
    """
    actor = transaction.actor
    if actor.impersonator is None:
        raise Invalid("This request does not impersonate anybody: X-Impersonate says whom.")
    transaction.note("user.impersonated", actor.user_id, user_id=actor.user_id)
    return {"noted": True}


def passkey_session(transaction: Transaction, authenticator: Authenticator, user_id: int) -> dict[str, Any]:
    """Return what has to be known of somebody who has signed in by passkey.

    Args:
        transaction: the unit of work, of nobody yet.
        authenticator: knows who may sign in.
        user_id: whose passkey it is.

    Raises:
        Invalid: the account is disabled.
    """
    nobody = transaction.actor
    try:
        asked = Asked(transaction.now, nobody.address, nobody.request_id)
        actor = authenticator.by_passkey(transaction.session, user_id, asked)
    except (NotSignedIn, NotAllowed) as refusal:
        detail = refusal.detail if isinstance(refusal, NotAllowed) else None
        raise Invalid("This account cannot sign in.", detail) from refusal
    return session_content(Transaction(transaction.session, actor, transaction.now), authenticator)


def make_token(transaction: Transaction, authenticator: Authenticator, tokens: Tokens) -> str:
    """Return a token the actor is recognised by for a while; the errors are those of `session_content`."""
    known = _signed_in_with(transaction, authenticator)
    names = {"user_id": "userid", "key_id": "keyid", "domain_key_id": "domainkey", "nonce": "nonce", "epoch": "epoch"}
    claims = {"access": []} | {names[name]: value for name, value in known.items() if value is not None}
    return tokens.make(claims, transaction.now, SIGN_IN_SECONDS)[0]


def _signed_in_with(transaction: Transaction, authenticator: Authenticator) -> dict[str, Any]:
    actor = transaction.actor
    if actor.impersonator is not None:
        raise Invalid("No session can be started while impersonating.")
    return {
        "user_id": actor.user_id,
        "key_id": actor.key.id if actor.key and actor.user_id is not None else None,
        "domain_key_id": actor.key.id if actor.key and actor.user_id is None else None,
        "nonce": _nonce(transaction, authenticator, actor),
        "epoch": actor.sign_in_epoch if actor.user_id is not None else None,
    }


def _nonce(transaction: Transaction, authenticator: Authenticator, actor: Actor) -> str | None:
    if actor.key is not None:
        return None
    return authenticator.nonce(find(transaction.session, USER_BY_ID, user_id=actor.user_id))
