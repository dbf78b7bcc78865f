"""How an administrator steps up: proving themselves anew for some minutes of changes (API 1.0 §6.8)."""

from api.secrets_of_users import password_matches
from api.sessions.answers import SteppedUp
from api.sessions.schemas import StepUp
from api.sign_in.attempts import Attempts
from api.sign_in.elevation import Elevation
from api.sign_in.networks import network_of
from api.sign_in.people import USER_BY_ID, find
from api.sign_in.second_factors import SecondFactors
from api.transaction import Transaction
from core.errors import Invalid


class StepUps:
    """Lets administrators step up.

    Args:
        elevation: what has to be proved, and the tokens.
        factors: looks at codes.
        attempts: counts failures, with those of signing in.
    """

    def __init__(self, elevation: Elevation, factors: SecondFactors, attempts: Attempts) -> None:
        self._elevation = elevation
        self._factors = factors
        self._attempts = attempts

    def step_up(self, transaction: Transaction, sent: StepUp) -> SteppedUp:
        """Return a token for somebody who proves themselves.

        Raises:
            Invalid: nobody has to step up, something is missing or wrong, or a key or somebody in another's name asks.
            TooManyAttempts: they have failed too often.
        """
        actor = transaction.actor
        if self._elevation.kind == "off":
            raise Invalid("Admin elevation is not enabled.")
        if actor.key is not None or actor.impersonator is not None:
            raise Invalid("Only who has signed in as themselves, by password or passkey, can step up.")
        account, network = actor.email, network_of(actor.address)
        self._attempts.check(account, network)
        refusal = self._by_code(transaction, sent) if self._elevation.kind == "2fa" else _by_password(transaction, sent)
        if refusal is not None:
            self._attempts.note_failure(account, network)
            raise refusal
        transaction.note("admin.elevated", actor.user_id, self._elevation.kind, user_id=actor.user_id)
        token, expires = self._elevation.grant(actor, transaction.now)
        return {"admintoken": token, "expires": expires}

    def _by_code(self, transaction: Transaction, sent: StepUp) -> Invalid | None:
        """Return why a code is refused; raises Invalid for what is no attempt."""
        user_id, code = transaction.actor.require_user("step up"), sent.code_text()
        if not self._factors.methods(transaction.session, user_id, transaction.now):
            raise Invalid("2FA is required for admin elevation. Please set up 2FA first.")
        if not code:
            raise Invalid("2FA code is required.")
        is_right = self._factors.spend(transaction.session, user_id, code, transaction.now)
        return None if is_right else Invalid("Invalid 2FA code.")


def _by_password(transaction: Transaction, sent: StepUp) -> Invalid | None:
    if not sent.password:
        raise Invalid("Password is required.")
    row = find(transaction.session, USER_BY_ID, user_id=transaction.actor.user_id)
    return None if password_matches(sent.password, row.password_hash) else Invalid("Invalid password.")
