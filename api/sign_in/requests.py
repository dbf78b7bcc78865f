"""How the present request becomes an actor: signing in, acting for somebody else, and what its path asks for."""

from collections.abc import Callable
from dataclasses import replace

from flask import current_app, g, request
from sqlalchemy.orm import Session

from api.actor import Actor
from api.body import MOST_OCTETS, is_small, read_json
from api.endpoint import Endpoint, endpoint_of
from api.key_limits.denials import PermissionDenied
from api.permissions import OF_EVERY_SIGN_IN, OVER_OTHERS, WITHOUT_TERMS
from api.secrets_of_users import mask_keys
from api.sign_in.attempts import Attempts, TooManyAttempts
from api.sign_in.authenticator import Asked, Authenticator
from api.sign_in.credentials import Credentials, DomainKeyPair, Password, UserKey
from api.sign_in.elevation import Elevation
from api.sign_in.key_paths import changes_something, check_path
from api.sign_in.networks import network_of
from api.sign_in.people import USER_BY_EMAIL, USER_BY_ID, find
from api.sign_in.reading import read_credentials
from api.sign_in.refusals import NotSignedIn
from api.users.finding import SELF, is_number, is_somebody_else
from core.errors import Invalid, NotAllowed


class RequestSigner:
    """Tells who makes the present request, and makes sure that they may.

    Args:
        authenticator: knows who signs in.
        elevation: how administrators step up.
        attempts: counts the failed ones.
        clock: gives Unix milliseconds.
        terms_time: Unix time in seconds since when the terms must have been accepted, 0 if there are none.
    """

    def __init__(
        self,
        authenticator: Authenticator,
        elevation: Elevation,
        attempts: Attempts,
        clock: Callable[[], int],
        terms_time: int,
    ) -> None:
        self._authenticator = authenticator
        self._attempts = attempts
        self._terms_at = terms_time * 1000
        self._elevation = elevation
        self._clock = clock

    def __call__(self, session: Session) -> Actor:
        """Return the actor of the present request.

        Raises:
            NotSignedIn: nobody has signed in, and the path is not public.
            NotAllowed: they may not use this path.
        """
        endpoint = endpoint_of(current_app.view_functions[str(request.endpoint)])
        asked = Asked(self._clock(), request.remote_addr, g.request_id, endpoint.needs_second_factor)
        try:
            actor = self._signed_in(session, asked)
        except TooManyAttempts:
            raise
        except (NotSignedIn, NotAllowed) as refusal:
            if not endpoint.is_public:
                raise
            g.of_sign_in = refusal.members if isinstance(refusal, NotSignedIn) else {}
            actor = _nobody(asked)
        else:
            g.actor = actor
        if endpoint.is_administrative or _acts_on_all_domains():
            self._check_administration(actor)
        if is_somebody_else(actor, (request.view_args or {}).get("user", SELF)):
            self._check_administration_of_users(actor)
        if _acts_on_all_domains():
            if "manage_domains" not in actor.access:
                raise NotAllowed("Access denied.")
            actor = replace(actor, owns_everything=True)
        if not endpoint.is_public:
            self._check_rights(actor, endpoint)
        return actor

    def _check_rights(self, actor: Actor, endpoint: Endpoint) -> None:
        attempted = f"{request.method} {mask_keys(g.method)}"
        try:
            actor.require(*endpoint.needs)
        except NotAllowed as refusal:
            if actor.key is None or not changes_something(endpoint, request.method):
                raise
            raise PermissionDenied(actor, attempted, None, refusal.message, refusal.detail) from refusal
        check_path(actor, endpoint, request.method, "domain" in (request.view_args or {}), attempted)

    def _signed_in(self, session: Session, asked: Asked) -> Actor:
        credentials = read_credentials(request)
        if credentials is None:
            raise NotSignedIn
        actor = self._within_terms(self._counted_sign_in(session, credentials, asked))
        _take_large_body(session)
        if actor.saved_device is not None:
            g.of_sign_in = {"device_id": actor.saved_device.id, "device_name": actor.saved_device.name}
        wanted = _impersonated()
        return actor if wanted is None else self._within_terms(self._impersonate(session, actor, wanted))

    def _within_terms(self, actor: Actor) -> Actor:
        """Return the actor with what they may do before they have accepted the terms, if they have not (§6.7)."""
        if actor.user_id is None or (actor.accepted_terms_at or 0) >= self._terms_at:
            return actor
        return replace(actor, access=actor.access & WITHOUT_TERMS)

    def _counted_sign_in(self, session: Session, credentials: Credentials, asked: Asked) -> Actor:
        """Sign in, unless somebody guesses; a password is not even looked at after too many failures.

        Keys cannot be guessed, so a right one is let in without asking what was counted: that keeps signing in by key
        free of questions to Redis. What only has the shape of a key is a password like any other.
        """
        account, network = _account(credentials), network_of(asked.address)
        try:
            if isinstance(credentials, Password):
                by_key = self._authenticator.by_key_sent_as_password(session, credentials, asked)
                if by_key is not None:
                    return by_key
                self._attempts.check(account, network)
            actor = self._authenticator.sign_in(session, credentials, asked)
        except NotSignedIn as refusal:
            if refusal.login_error != "2fa_required":
                self._attempts.check(account, network)
                self._attempts.note_failure(account, network)
            raise
        # whoever knows the password alone must not start the count of guessed codes anew
        if isinstance(credentials, Password) and asked.needs_second_factor:
            self._attempts.forget(account, network)
        return actor

    def _check_administration(self, actor: Actor) -> None:
        if actor.key is not None:
            if not actor.key.has_admin_features:
                raise NotAllowed("Access denied.", ["Admin features not permitted with this key."])
        elif request.method != "GET":
            self._elevation.check(actor, request.headers.get("X-Admin-Token"))

    def _check_administration_of_users(self, actor: Actor) -> None:
        actor.require("manage_users")
        if actor.key is not None and not actor.key.has_admin_features:
            raise Invalid("Admin features not permitted with this key.")
        self._check_administration(actor)

    def _impersonate(self, session: Session, actor: Actor, wanted: tuple[str, str]) -> Actor:
        """Return the actor in the place of another user, as if that one had signed in by password.

        Nobody may do so what they may not do themselves.
        """
        if "impersonate_users" not in actor.access:
            raise NotAllowed("Access denied.")
        # one that is limited to something could shake its limits off so
        if actor.key is not None and (not actor.key.has_admin_features or actor.key.limits is not None):
            raise Invalid("Impersonation is not permitted with this key.")
        if actor.key is None:
            self._elevation.check(actor, request.headers.get("X-Admin-Token"))
        kind, value = wanted
        if kind == "id":
            row = find(session, USER_BY_ID, user_id=int(value)) if is_number(value) else None
        else:
            row = find(session, USER_BY_EMAIL, email=value.lower()) if value.isprintable() else None
        if row is None:
            raise Invalid("No such user to impersonate.")
        permissions = frozenset(filter(None, (row.permissions or "").split(",")))
        missing = sorted((permissions & OVER_OTHERS) - actor.access)
        if missing:
            because = f"This user has permissions that you do not have: {', '.join(missing)}"
            raise NotAllowed("Access denied.", [because])
        g.impersonation = {"impersonator": actor.email, "impersonating": row.email}
        return replace(
            actor,
            user_id=row.user_id,
            email=row.email,
            real_name=row.real_name,
            avatar=row.avatar,
            access=OF_EVERY_SIGN_IN | permissions,
            accepted_terms_at=row.accepted_terms_at,
            sign_in_epoch=row.sign_in_epoch,
            key=None,
            impersonator=actor.email,
            impersonator_key=actor.key,
        )


def endpoint_of_request() -> Endpoint | None:
    """Return what the path of the present request is, None when there is no such path."""
    view = current_app.view_functions.get(str(request.endpoint)) if request.endpoint else None
    return endpoint_of(view) if view is not None else None


def _take_large_body(session: Session) -> None:
    """Read a body that only somebody who has signed in may send; no connection to the database waits for it."""
    request.max_content_length = MOST_OCTETS
    if not is_small(request):
        session.rollback()
        request.get_data(cache=True)


def _nobody(asked: Asked) -> Actor:
    return Actor(None, "", "nobody", frozenset(), asked.address, asked.request_id)


def _acts_on_all_domains() -> bool:
    return (request.blueprint or "").startswith("admin/")


def _account(credentials: Credentials) -> str:
    """Return whose sign-in a failure counts against; sessions and tokens are nobody's in particular."""
    match credentials:
        case Password(email) | UserKey(email):
            return email
        case DomainKeyPair(domain):
            return domain
        case _:
            return "session"


def _impersonated() -> tuple[str, str] | None:
    """Return by what and as whom somebody is to be impersonated."""
    if request.headers.get("X-Impersonate"):
        return "email", request.headers["X-Impersonate"]
    if request.headers.get("X-Impersonate-ID"):
        return "id", request.headers["X-Impersonate-ID"]
    if request.method == "POST" and request.content_length:
        wished = read_json(request).get("impersonate")
        if isinstance(wished, list) and len(wished) == 2 and wished[0] in ("email", "id"):
            return wished[0], str(wished[1])
    return None
