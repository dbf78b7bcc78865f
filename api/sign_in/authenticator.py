"""Turns what a request carries into an actor (API 1.0 §6)."""

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from api.actor import Actor, KeyInUse, Through
from api.key_limits.denials import DeniedByKey
from api.key_limits.limits import limits_of
from api.permissions import OF_DOMAIN_KEY, OF_EVERY_SIGN_IN, OF_WRITING_DOMAIN_KEY
from api.secrets_of_users import hash_key, password_matches
from api.sign_in.credentials import Credentials, DomainKeyPair, Password, SessionId, Token, UserKey
from api.sign_in.people import (
    DOMAIN_BY_KEY,
    DOMAIN_BY_KEY_ID,
    USER_BY_EMAIL,
    USER_BY_ID,
    USER_BY_KEY,
    USER_BY_KEY_ID,
    find,
    note_use,
)
from api.sign_in.refusals import NotSignedIn
from api.sign_in.second_step import SecondStep
from api.sign_in.tokens import Tokens
from core.errors import Invalid, NotAllowed
from core.models import ApiKey, DomainKey
from core.sessions import Sessions
from core.zone.names import parse_zone_name, to_unicode

DAY_MILLISECONDS = 86_400_000


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known of a request besides its credentials.

    Attributes:
        now: Unix milliseconds.
        address: where it came from.
        request_id: its id.
        needs_second_factor: whether a right password does not suffice, for those who have a second factor.
    """

    now: int
    address: str | None
    request_id: str
    needs_second_factor: bool = True


class Authenticator:
    """Finds out who signs in.

    Args:
        pepper: the secret keys are hashed with.
        sessions: where sessions are kept.
        tokens: reads signed tokens.
        second_step: asks for a second factor after a password.
        longest_session_seconds: after which a session ends however much it is used.
    """

    def __init__(
        self,
        pepper: str,
        sessions: Sessions,
        tokens: Tokens,
        second_step: SecondStep,
        longest_session_seconds: int,
    ) -> None:
        self._pepper = pepper
        self._sessions = sessions
        self._tokens = tokens
        self._second_step = second_step
        self._longest_session_milliseconds = longest_session_seconds * 1000

    def sign_in(self, session: Session, credentials: Credentials, asked: Asked) -> Actor:
        """Return who signs in.

        Args:
            session: of the database.
            credentials: what was sent.
            asked: the request.

        Raises:
            NotSignedIn: the credentials are wrong, the user is disabled without a reason, or a second factor is wanted.
            NotAllowed: the user is suspended for a reason they may know.
            TryLater: sessions are out of reach.
        """
        match credentials:
            case Token(text, session_id):
                return self._by_token(session, text, session_id, asked)
            case SessionId():
                return self._by_session(session, credentials, asked)
            case UserKey(email, key):
                wanted = {"email": email.lower(), "key_hash": hash_key(key, self._pepper)}
                return self._by_key_row(session, find(session, USER_BY_KEY, **wanted), asked)
            case DomainKeyPair(domain, key):
                return self._by_domain_key(session, domain, key, asked)
            case Password():
                return self._by_password(session, credentials, asked)

    def by_key_sent_as_password(self, session: Session, credentials: Password, asked: Asked) -> Actor | None:
        """Return who signs in by an API key that was sent in place of a password; None if it is none of theirs.

        Raises:
            NotSignedIn: the key is theirs, and worth nothing any more.
            NotAllowed: the user is suspended for a reason they may know.
        """
        if not credentials.may_be_key:
            return None
        wanted = {"email": credentials.email.lower(), "key_hash": hash_key(credentials.password, self._pepper)}
        row = find(session, USER_BY_KEY, **wanted)
        return None if row is None else self._by_key_row(session, row, asked)

    def _by_password(self, session: Session, credentials: Password, asked: Asked) -> Actor:
        email = credentials.email.lower()
        row = find(session, USER_BY_EMAIL, email=email)
        # The database takes letters with and without accents for the same, and the counts of failed attempts do not:
        # a name in many spellings must not be good for many attempts.
        if row is not None and row.email != email:
            row = None
        if not password_matches(credentials.password, row.password_hash if row else None):
            raise NotSignedIn
        actor = _user_actor(row, "password", asked)
        return self._second_step.take(session, actor, credentials, asked.now) if asked.needs_second_factor else actor

    def _by_key_row(self, session: Session, row: Any, asked: Asked, through: Through = "api_key") -> Actor:
        if row is None or not _is_alive(row, asked.now):
            raise NotSignedIn
        actor = _user_actor(row, through, asked)
        key = _key_in_use(row, frozenset(name for name in OF_EVERY_SIGN_IN if getattr(row, name)))
        actor = replace(actor, access=(actor.access - OF_EVERY_SIGN_IN) | key.flags, key=key)
        actor = _within_limits(actor, key)
        note_use(session, ApiKey, row, asked.now)
        return actor

    def _by_domain_key(self, session: Session, domain: str, key: str, asked: Asked) -> Actor:
        try:
            name = parse_zone_name(domain)
        except Invalid as refusal:
            raise NotSignedIn from refusal
        wanted = {"name": name, "key_hash": hash_key(key, self._pepper)}
        return self._by_domain_row(session, find(session, DOMAIN_BY_KEY, **wanted), asked)

    def _by_domain_row(self, session: Session, row: Any, asked: Asked) -> Actor:
        if row is None or not _is_alive(row, asked.now):
            raise NotSignedIn
        key = _key_in_use(row, OF_WRITING_DOMAIN_KEY if row.domains_write else OF_DOMAIN_KEY)
        actor = Actor(
            user_id=None,
            email=to_unicode(row.domain_name),
            through="domain_key",
            access=key.flags,
            key=key,
            only_domain_id=row.domain_id,
            address=asked.address,
            request_id=asked.request_id,
        )
        actor = _within_limits(actor, key)
        note_use(session, DomainKey, row, asked.now)
        return actor

    def _by_session(self, session: Session, credentials: SessionId, asked: Asked) -> Actor:
        content = self._sessions.get(credentials.id)
        if content is None or asked.now - content["created_at"] > self._longest_session_milliseconds:
            raise NotSignedIn
        return self._by_earlier_sign_in(session, content, asked)

    def _by_token(self, session: Session, text: str, fallback: SessionId | None, asked: Asked) -> Actor:
        claims = self._tokens.read(text)
        if claims is None or not {"userid", "domainkey"} & claims.keys():
            if fallback is None:
                raise NotSignedIn
            return self._by_session(session, fallback, asked)
        earlier = {
            "user_id": claims.get("userid"),
            "key_id": claims.get("keyid"),
            "domain_key_id": claims.get("domainkey"),
            "nonce": claims.get("nonce"),
            "epoch": claims.get("epoch"),
        }
        return self._by_earlier_sign_in(session, earlier, asked)

    def _by_earlier_sign_in(self, session: Session, earlier: dict[str, Any], asked: Asked) -> Actor:
        """Return who signed in before, if what they signed in with is still worth something."""
        if earlier["domain_key_id"] is not None:
            row = find(session, DOMAIN_BY_KEY_ID, key_id=earlier["domain_key_id"])
            return self._by_domain_row(session, row, asked)
        if earlier["key_id"] is not None:
            row = find(session, USER_BY_KEY_ID, key_id=earlier["key_id"], user_id=earlier["user_id"])
            if row is not None and earlier["epoch"] != row.sign_in_epoch:
                raise NotSignedIn
            return self._by_key_row(session, row, asked)
        row = find(session, USER_BY_ID, user_id=earlier["user_id"])
        if row is None or earlier["nonce"] != self.nonce(row):
            raise NotSignedIn
        return _user_actor(row, "session", asked)

    def by_passkey(self, session: Session, user_id: int, asked: Asked) -> Actor:
        """Return the user whose passkey was accepted; the errors are those of `sign_in`."""
        row = find(session, USER_BY_ID, user_id=user_id)
        if row is None:
            raise NotSignedIn
        return _user_actor(row, "passkey", asked)

    def nonce(self, user: Any) -> str:
        """Return what ties a session or token to the present password and epoch of a user."""
        return self._tokens.nonce(user.user_id, user.password_hash, user.sign_in_epoch)


def _user_actor(row: Any, through: Through, asked: Asked) -> Actor:
    if row.disabled:
        if row.disabled_reason:
            raise NotAllowed("Access denied.", [f"Account has been suspended: {row.disabled_reason}"])
        raise NotSignedIn
    return Actor(
        user_id=row.user_id,
        email=row.email,
        real_name=row.real_name,
        avatar=row.avatar,
        through=through,
        access=OF_EVERY_SIGN_IN | frozenset(filter(None, (row.permissions or "").split(","))),
        accepted_terms_at=row.accepted_terms_at,
        sign_in_epoch=row.sign_in_epoch,
        address=asked.address,
        request_id=asked.request_id,
    )


class WrongNetwork(DeniedByKey, NotSignedIn):
    """The key is right, and used from where it must not be."""


def _key_in_use(row: Any, flags: frozenset[str]) -> KeyInUse:
    try:
        limits = limits_of(row.record_regex, row.scope)
    except Invalid as refusal:
        # a key whose limits are not understood opens nothing
        raise NotSignedIn(refusal.message) from refusal
    return KeyInUse(
        id=row.key_id,
        description=row.description,
        masked_key=row.masked_key,
        flags=flags,
        has_admin_features=bool(getattr(row, "admin_features", False)),
        record_regex=row.record_regex,
        scope=row.scope,
        limits=limits,
        expires_at=row.expires_at,
        unused_days=row.unused_days,
    )


def _within_limits(actor: Actor, key: KeyInUse) -> Actor:
    """Return the actor with what the limits of the key leave of their rights."""
    if key.limits is None:
        return actor
    if not key.limits.allow_address(actor.address):
        raise WrongNetwork(actor, "sign in", None, f"This key may not be used from {actor.address}.")
    return replace(actor, access=key.limits.narrow(actor.access))


def _is_alive(row: Any, now: int) -> bool:
    """Tell whether a key has neither expired nor been left unused for too long."""
    if row.expires_at is not None and row.expires_at <= now:
        return False
    last = row.last_used_at or row.created_at
    return row.unused_days is None or now - last <= row.unused_days * DAY_MILLISECONDS
