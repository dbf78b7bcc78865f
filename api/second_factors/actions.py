"""What is decided about second factors (API 1.0 §10.4)."""

from sqlalchemy import func, select

from api.body import is_true
from api.second_factors.answers import FactorObject
from api.second_factors.descriptions import parse_description
from api.second_factors.notices import FactorNotices
from api.second_factors.objects import factor_object
from api.second_factors.schemas import CreateFactor
from api.sign_in.codes import new_plain_code, new_totp_secret
from api.sign_in.second_factors import PLAIN, TOTP, TYPES, SecondFactors
from api.transaction import Transaction
from api.users.finding import find_user
from core.errors import Invalid, NotFound
from core.models import SecondFactor, User

# what one user may have: each is compared at signing in
MOST_FACTORS = 50
# of what several codes are called, so that their number fits behind it
LONGEST_COMMON_NAME = 240


class FactorActions:
    """What can be done with the second factors of users.

    Args:
        factors: knows how codes are kept and compared.
        notices: tells users what was changed.
        issuer: what an app calls us.
    """

    def __init__(self, factors: SecondFactors, notices: FactorNotices, issuer: str) -> None:
        self._factors = factors
        self._notices = notices
        self._issuer = issuer

    def list_all(self, transaction: Transaction, user_text: str) -> dict[str, FactorObject]:
        """Return all factors of a user by id."""
        user = find_user(transaction, user_text)
        query = select(SecondFactor).where(SecondFactor.user_id == user.id).order_by(SecondFactor.id)
        shown = {}
        for factor in transaction.session.scalars(query).all():
            shown[str(factor.id)] = self._seen(transaction, user, factor)
            del shown[str(factor.id)]["id"]
        return shown

    def get(self, transaction: Transaction, user_text: str, factor_id: int) -> FactorObject:
        """Return one factor of a user.

        Raises:
            NotFound: they have no such factor.
        """
        user, factor = _find(transaction, user_text, factor_id)
        return self._seen(transaction, user, factor)

    def create(
        self, transaction: Transaction, user_text: str, wanted: CreateFactor
    ) -> FactorObject | list[FactorObject]:
        """Make a factor; or a list of codes to write down, which are active at once, if `count` is given.

        Raises:
            Invalid: the type is unknown or not offered, the description is missing, or there are too many.
        """
        user = find_user(transaction, user_text, for_update=True)
        _check(transaction, user, wanted)
        description = parse_description(wanted.description, "Error creating key")
        if wanted.count is None:
            return self._create_one(transaction, user, wanted, description)
        common = description[:LONGEST_COMMON_NAME]
        numbers = range(1, wanted.count + 1)
        made = [self._create_one(transaction, user, wanted, f"{common} {number}") for number in numbers]
        self._notices.tell(
            transaction, user, f'Codes to sign in with were made: {wanted.count}, called "{description}"'
        )
        return made

    def _create_one(self, transaction: Transaction, user: User, wanted: CreateFactor, name: str) -> FactorObject:
        is_app, is_of_many = wanted.type == TOTP, wanted.count is not None
        secret = new_totp_secret() if is_app else new_plain_code()
        factor = SecondFactor(
            user_id=user.id,
            type=wanted.type,
            description=name,
            secret=self._factors.seal(user.id, secret) if is_app else self._factors.hash(secret),
            is_one_time=not is_app and (is_of_many if wanted.onetime is None else is_true(wanted.onetime)),
            active=is_of_many,
            created_at=transaction.now,
        )
        transaction.session.add(factor)
        transaction.session.flush()
        transaction.note("2fa.created", user.id, factor.id, factor.type, user_id=user.id)
        made = factor_object(factor, secret, user.email, self._issuer)
        made["updated"] = True
        return made

    def change(self, transaction: Transaction, user_text: str, factor_id: int, name: str | None) -> FactorObject:
        """Call a factor something else; None leaves it as it is.

        Raises:
            NotFound: there is no such factor.
            Invalid: the name is empty.
        """
        user, factor = _find(transaction, user_text, factor_id)
        if name is not None:
            description = parse_description(name)
            transaction.note("2fa.updated", user.id, factor.id, factor.description, description, user_id=user.id)
            factor.description = description
        changed = self._seen(transaction, user, factor)
        changed["updated"] = True
        return changed

    def delete(self, transaction: Transaction, user_text: str, factor_id: int) -> None:
        """Take a factor away.

        Raises:
            NotFound: there is no such factor.
        """
        user, factor = _find(transaction, user_text, factor_id)
        transaction.session.delete(factor)
        transaction.session.flush()
        transaction.note("2fa.deleted", user.id, factor.id, user_id=user.id)
        # one that was never verified opened nothing
        if factor.active:
            suffices = self._factors.note_if_none_is_left(transaction, user.id)
            change = f'The second factor "{factor.description}" was deleted'
            self._notices.tell(transaction, user, change, password_suffices=suffices)

    def verify(self, transaction: Transaction, user_text: str, factor_id: int, code: str) -> None:
        """Have a factor count from now on, because its owner has shown a code of it; its time step is then spent.

        Raises:
            NotFound: there is no such factor.
            Invalid: the code is missing or wrong.
        """
        user, factor = _find(transaction, user_text, factor_id)
        if not code:
            raise Invalid("No code provided for verification.")
        if not self._factors.activate(transaction.session, factor, code, transaction.now):
            raise Invalid("Invalid code provided for verification.")
        transaction.note("2fa.verified", user.id, factor.id, user_id=user.id)
        self._notices.tell(transaction, user, f'The second factor "{factor.description}" was set up')

    def _seen(self, transaction: Transaction, user: User, factor: SecondFactor) -> FactorObject:
        """Return a factor as the actor may see it: its secret only while an app is set up, and only by its owner."""
        actor = transaction.actor
        is_mine = actor.user_id == user.id and actor.impersonator is None
        is_shown = factor.type == TOTP and not factor.active and is_mine
        secret = self._factors.reveal(factor) if is_shown else None
        shown = factor_object(factor, secret, user.email, self._issuer)
        shown["usable"] = factor.active and (factor.expires_at is None or factor.expires_at > transaction.now)
        return shown


def _check(transaction: Transaction, user: User, wanted: CreateFactor) -> None:
    if wanted.type not in TYPES:
        raise Invalid(f'Error creating key: Unknown type "{wanted.type}"; expected one of: {", ".join(TYPES)}')
    if wanted.count is not None and wanted.type != PLAIN:
        raise Invalid(f'Error creating key: Only keys of type "{PLAIN}" can be made several at once.')
    has = transaction.session.scalar(select(func.count()).where(SecondFactor.user_id == user.id)) or 0
    if has + (wanted.count or 1) > MOST_FACTORS:
        raise Invalid(f"Error creating key: There may be {MOST_FACTORS} 2FA keys at most; please delete some first.")


def _find(transaction: Transaction, user_text: str, factor_id: int) -> tuple[User, SecondFactor]:
    user = find_user(transaction, user_text)
    query = select(SecondFactor).where(SecondFactor.id == factor_id, SecondFactor.user_id == user.id)
    factor = transaction.session.scalar(query)
    if factor is None:
        raise NotFound(f"Unknown 2fakey: {factor_id}")
    return user, factor
