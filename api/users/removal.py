"""How an account ends, and what becomes of the domains that belong to nobody else.

No domain is left behind silently: who has domains they alone own has to say what becomes of them.
"""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import aliased

from api.clone_events import writer_leaves
from api.domains.actions import delete_domain
from api.mail.addresses import parse_mail_address
from api.mail.writer import MailWriter
from api.sign_in.second_factors import SecondFactors
from api.transaction import Transaction
from api.users.answers import DeletionPending
from api.users.finding import find_user
from api.users.granting import refuse_stronger
from core.errors import Invalid, NotFound
from core.models import Domain, DomainAccess, User
from core.models.clone_sources import WRITERS
from core.settings import AccountSettings
from core.zone.names import to_unicode

# what becomes of domains nobody else owns: they are deleted, or stay and belong to nobody
DELETE, KEEP = "delete", "keep"

Choice = Literal["", "delete"]
CHOICES: tuple[Choice, ...] = ("", "delete")

MINUTE_MILLISECONDS = 60_000


class Removal:
    """Deletes accounts.

    Args:
        rules: of accounts.
        pepper: the secret that confirmation codes are made with.
        mails: tells those who are deleted.
        factors: looks at the code of a second factor.
    """

    def __init__(self, rules: AccountSettings, pepper: str, mails: MailWriter, factors: SecondFactors) -> None:
        self._rules = rules
        self._key = hmac.digest(pepper.encode(), b"deletion of accounts", hashlib.sha256)
        self._mails = mails
        self._factors = factors

    def of_other(self, transaction: Transaction, text: str, domains: str) -> None:
        """Delete somebody else as an administrator.

        Args:
            transaction: the unit of work.
            text: their id.
            domains: what becomes of domains they alone own: `delete`, `keep`, or the address of a new owner.

        Raises:
            NotAllowed: they are more powerful than the actor.
            Invalid: there are such domains, and it is not said what becomes of them.
        """
        user = find_user(transaction, text, for_update=True)
        refuse_stronger(transaction, user)
        alone = _only_theirs(transaction, user)
        if alone and domains not in {DELETE, KEEP}:
            if not domains:
                raise _undecided(alone, "delete, keep, or the e-mail address of a new owner")
            _hand_over(transaction, alone, domains)
        self._delete(transaction, user, alone if domains == DELETE else [])

    def prepare(self, transaction: Transaction, domains: str) -> DeletionPending:
        """Return what an actor has to send within a minute or two to delete themselves.

        Args:
            transaction: the unit of work.
            domains: `delete` if domains they alone own are to be deleted with them.

        Raises:
            Invalid: users may not delete themselves, or they own domains alone and have not said so.
        """
        user, choice = self._oneself(transaction), _choice(domains)
        self._check_domains(transaction, user, choice)
        return {
            "pending": "You need to provide a confirmation code to delete yourself.",
            "confirmCode": self._code(user, choice, transaction.now // MINUTE_MILLISECONDS),
            "twofactor": self._has_second_factor(transaction, user),
        }

    def of_oneself(self, transaction: Transaction, code: str, second_factor: str | None) -> None:
        """Delete the actor.

        Args:
            transaction: the unit of work.
            code: what `prepare` gave; it says what becomes of their domains, too.
            second_factor: a code of a second factor, if they have one.

        Raises:
            Invalid: a code is wrong, or something has changed that `prepare` made sure of.
        """
        user = self._oneself(transaction)
        minute = transaction.now // MINUTE_MILLISECONDS
        right = [choice for choice in CHOICES for age in (0, 1) if self._is_right(code, user, choice, minute - age)]
        if not right:
            raise Invalid("Incorrect confirm code", ["Codes are good for a minute; ask for a new one."])
        alone = self._check_domains(transaction, user, right[0])
        if self._has_second_factor(transaction, user):
            now = transaction.now
            if not second_factor or not self._factors.spend(transaction.session, user.id, second_factor, now):
                raise Invalid("You must provide a valid 2FA code")
        self._delete(transaction, user, alone)

    def _oneself(self, transaction: Transaction) -> User:
        if not self._rules.allow_self_delete:
            raise Invalid("You can not delete yourself.", ["Please ask an administrator."])
        if transaction.actor.impersonator is not None:
            raise Invalid("You can not delete somebody while impersonating them.")
        return find_user(transaction, "self", for_update=True)

    def _check_domains(self, transaction: Transaction, user: User, choice: Choice) -> list[str]:
        alone = _only_theirs(transaction, user)
        if alone and choice != DELETE:
            raise _undecided(alone, "delete; to hand them over, ask an administrator")
        return alone

    def _has_second_factor(self, transaction: Transaction, user: User) -> bool:
        return bool(self._factors.methods(transaction.session, user.id, transaction.now))

    def _code(self, user: User, choice: Choice, minute: int) -> str:
        # eight digits, as clients of API 1.0 expect: it is no secret, only a second thought
        text = f"{user.id}-{user.sign_in_epoch}-{choice}-{minute}"
        return hmac.new(self._key, text.encode(), hashlib.sha256).hexdigest()[:8]

    def _is_right(self, code: str, user: User, choice: Choice, minute: int) -> bool:
        return hmac.compare_digest(code.encode(), self._code(user, choice, minute).encode())

    def _delete(self, transaction: Transaction, user: User, domains: list[str]) -> None:
        as_owner = replace(transaction, actor=replace(transaction.actor, owns_everything=True))
        for name in domains:
            delete_domain(as_owner, name)
        shown = [to_unicode(name) for name in domains]
        self._mails.write(
            transaction, "account_deleted", user.email, user_id=user.id, real_name=user.real_name, domains=shown
        )
        writer_leaves(transaction, _written_by(transaction, user))
        transaction.note("user.deleted", user.id, user.email, user_id=user.id)
        transaction.session.execute(delete(User).where(User.id == user.id))


def _only_theirs(transaction: Transaction, user: User) -> list[str]:
    """Return the names of the living domains that would have no owner without a user."""
    others = aliased(DomainAccess)
    has_other = exists().where(
        others.domain_id == DomainAccess.domain_id, others.user_id != user.id, others.level == "owner"
    )
    query = (
        select(Domain.live_name)
        .join(DomainAccess, DomainAccess.domain_id == Domain.id)
        .where(DomainAccess.user_id == user.id, DomainAccess.level == "owner", Domain.live_name.is_not(None))
        .where(~has_other)
        .order_by(Domain.live_name)
    )
    return [name for name in transaction.session.scalars(query) if name is not None]


def _written_by(transaction: Transaction, user: User) -> Sequence[int]:
    """Return the ids of the living domains a user may write to."""
    query = (
        select(DomainAccess.domain_id)
        .join(Domain, Domain.id == DomainAccess.domain_id)
        .where(DomainAccess.user_id == user.id, DomainAccess.level.in_(WRITERS), Domain.live_name.is_not(None))
    )
    return transaction.session.scalars(query).all()


def _hand_over(transaction: Transaction, names: list[str], email: str) -> None:
    owner_id = transaction.session.scalar(select(User.id).where(User.email == parse_mail_address(email)))
    if owner_id is None:
        raise NotFound(f"No such user: {email}")
    ids = transaction.session.scalars(select(Domain.id).where(Domain.live_name.in_(names))).all()
    for domain_id in ids:
        transaction.session.merge(DomainAccess(domain_id=domain_id, user_id=owner_id, level="owner"))
        transaction.note("domain.access.changed", domain_id, email.lower(), "owner", domain_id=domain_id)


def _undecided(names: list[str], possible: str) -> Invalid:
    shown = [to_unicode(name) for name in names]
    return Invalid(f"These domains belong to nobody else; say what becomes of them by ?domains= ({possible}).", shown)


def _choice(text: str) -> Choice:
    for choice in CHOICES:
        if text == choice:
            return choice
    raise Invalid(f"The parameter domains may be delete, or be left out, not: {text}")
