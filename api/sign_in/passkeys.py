"""Passkeys (WebAuthn Level 2): the ceremonies, in the one file that knows the library for them.

A ceremony has two requests: the options with a challenge, and what the authenticator signed. A challenge is good once,
for some minutes, for what it was made for, and for nobody else.
"""

import hashlib
from collections.abc import Callable, Mapping
from secrets import token_bytes
from typing import Any, Literal, TypeVar, cast

import webauthn
from sqlalchemy import CursorResult, bindparam, or_, select, update
from sqlalchemy.orm import Session
from webauthn.helpers import options_to_json_dict, parse_client_data_json
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from core import logs
from core.errors import Invalid
from core.models import Passkey
from core.sessions import OneTimeValues
from core.settings import PasskeySettings

Purpose = Literal["register", "sign_in", "second_factor"]
Result = TypeVar("Result")

# what WebAuthn §13.4 takes for enough while somebody looks for their authenticator
CHALLENGE_SECONDS = 300
CHALLENGE_OCTETS = 32
# WebAuthn §7.1, step 22
LONGEST_CREDENTIAL_ID = 1023
USER_HANDLE_OCTETS = 8

NOT_ACCEPTED = "The passkey was not accepted."

log = logs.get()

BY_CREDENTIAL = select(
    Passkey.id, Passkey.user_id, Passkey.credential_id, Passkey.public_key, Passkey.sign_count
).where(Passkey.credential_hash == bindparam("credential_hash"))
CREDENTIALS = select(Passkey.credential_id).where(Passkey.user_id == bindparam("user_id"))


class Passkeys:
    """Makes options for authenticators, and checks what they answer.

    Args:
        settings: where passkeys are good.
        site_name: what people are shown.
        values: keeps the challenges.
    """

    def __init__(self, settings: PasskeySettings, site_name: str, values: OneTimeValues) -> None:
        self._settings = settings
        self._site_name = site_name
        self._values = values

    def creation_options(self, session: Session, user_id: int, email: str, real_name: str) -> dict[str, Any]:
        """Return the options to make a passkey of a user with, one that signs in without naming them.

        Raises:
            TryLater: memcached is away.
        """
        options = webauthn.generate_registration_options(
            rp_id=self._settings.rp_id,
            rp_name=self._site_name,
            user_id=user_handle(user_id),
            user_name=email,
            user_display_name=real_name or email,
            challenge=self._challenge("register", user_id),
            timeout=CHALLENGE_SECONDS * 1000,
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
            ),
            exclude_credentials=_descriptors(session, user_id),
        )
        return options_to_json_dict(options)

    def request_options(self, session: Session, purpose: Purpose, user_id: int | None) -> dict[str, Any]:
        """Return the options to be signed by a passkey: of a user, or of whoever signs in (None).

        Raises:
            TryLater: memcached is away.
        """
        is_known = user_id is not None
        options = webauthn.generate_authentication_options(
            rp_id=self._settings.rp_id,
            challenge=self._challenge(purpose, user_id),
            timeout=CHALLENGE_SECONDS * 1000,
            allow_credentials=_descriptors(session, user_id) if user_id is not None else None,
            # who has shown a password need only be there; a passkey alone has to know its person
            user_verification=UserVerificationRequirement.PREFERRED
            if is_known
            else UserVerificationRequirement.REQUIRED,
        )
        return options_to_json_dict(options)

    def read_new(self, user_id: int, credential: Mapping[str, Any], now: int) -> Passkey:
        """Return the passkey an authenticator has made for a user, to be saved by who asks.

        Raises:
            Invalid: it is not accepted: of another challenge, place or kind, or made for somebody else.
            TryLater: memcached is away.
        """
        challenge = self._taken("register", credential, user_id)
        made = _checked(
            lambda: webauthn.verify_registration_response(
                credential=dict(credential),
                expected_challenge=challenge,
                expected_rp_id=self._settings.rp_id,
                expected_origin=list(self._settings.origins),
                require_user_verification=True,
            )
        )
        if len(made.credential_id) > LONGEST_CREDENTIAL_ID:
            raise Invalid(NOT_ACCEPTED, [f"Its id has more than {LONGEST_CREDENTIAL_ID} octets."])
        sent = webauthn.helpers.parse_registration_credential_json(dict(credential)).response.transports or []
        return Passkey(
            user_id=user_id,
            credential_hash=hash_credential(made.credential_id),
            credential_id=made.credential_id,
            public_key=made.credential_public_key,
            sign_count=made.sign_count,
            transports=",".join(transport.value for transport in sent),
            created_at=now,
        )

    def check(
        self, session: Session, purpose: Purpose, user_id: int | None, credential: Mapping[str, Any], now: int
    ) -> int:
        """Return whose passkey has signed a challenge, and note its use.

        Args:
            session: of the database; to be committed by who asks.
            purpose: what the challenge was made for.
            user_id: whose it has to be, None for whoever signs in.
            credential: what the authenticator answered.
            now: Unix milliseconds.

        Raises:
            Invalid: it is not accepted: unknown, forged, replayed, of another place, or of somebody else.
            TryLater: memcached is away.
        """
        challenge = self._taken(purpose, credential, user_id)
        sent = _checked(lambda: webauthn.helpers.parse_authentication_credential_json(dict(credential)))
        row = session.execute(BY_CREDENTIAL, {"credential_hash": hash_credential(sent.raw_id)}).one_or_none()
        if row is None or (user_id is not None and row.user_id != user_id):
            raise Invalid(NOT_ACCEPTED)
        handle = sent.response.user_handle
        # WebAuthn §7.2, step 6: an authenticator that nobody was named to has to name its user
        if handle != user_handle(row.user_id) and (handle or user_id is None):
            raise Invalid(NOT_ACCEPTED)
        verified = _checked(
            lambda: webauthn.verify_authentication_response(
                credential=dict(credential),
                expected_challenge=challenge,
                expected_rp_id=self._settings.rp_id,
                expected_origin=list(self._settings.origins),
                credential_public_key=row.public_key,
                credential_current_sign_count=row.sign_count,
                require_user_verification=user_id is None,
            )
        )
        if not note_use_of_passkey(session, row.id, verified.new_sign_count, now):
            raise Invalid(NOT_ACCEPTED)
        return int(row.user_id)

    def _challenge(self, purpose: Purpose, user_id: int | None) -> bytes:
        challenge = token_bytes(CHALLENGE_OCTETS)
        self._values.put(_kept_as(purpose), challenge.hex(), {"user_id": user_id}, CHALLENGE_SECONDS)
        return challenge

    def _taken(self, purpose: Purpose, credential: Mapping[str, Any], user_id: int | None) -> bytes:
        """Return the challenge that was signed, which is used up with that.

        Raises:
            Invalid: it was not made for this, is over, or was used before.
        """
        challenge = _checked(
            lambda: (
                parse_client_data_json(webauthn.base64url_to_bytes(credential["response"]["clientDataJSON"])).challenge
            )
        )
        made_for = self._values.take(_kept_as(purpose), challenge.hex())
        if made_for is None or made_for["user_id"] != user_id:
            raise Invalid(NOT_ACCEPTED, ["Its challenge is unknown, was used before, or is over; please try again."])
        return challenge


def user_handle(user_id: int) -> bytes:
    """Return what an authenticator knows a user by: nothing personal, and the same for ever (WebAuthn §14.6.1)."""
    return user_id.to_bytes(USER_HANDLE_OCTETS, "big")


def hash_credential(credential_id: bytes) -> bytes:
    """Return what a passkey is found by."""
    return hashlib.sha256(credential_id).digest()


def _kept_as(purpose: Purpose) -> str:
    return f"passkey_{purpose}"


def _descriptors(session: Session, user_id: int) -> list[PublicKeyCredentialDescriptor]:
    found = session.execute(CREDENTIALS, {"user_id": user_id}).scalars().all()
    return [PublicKeyCredentialDescriptor(id=credential_id) for credential_id in found]


def _checked(check: Callable[[], Result]) -> Result:
    """Return what the library makes of what was sent.

    Raises:
        Invalid: it refuses it, or stumbles over it.
    """
    try:
        return check()
    except Exception as error:
        # a stranger wrote what it reads, and it raises whatever comes of that: nothing of it is accepted
        log.info("passkey_refused", error=f"{type(error).__name__}: {error}"[:250])
        raise Invalid(NOT_ACCEPTED) from error


def note_use_of_passkey(session: Session, passkey_id: int, sign_count: int, now: int) -> bool:
    """Tell whether an authenticator has counted on, also against another request at the same time (WebAuthn §6.1.1)."""
    has_counted = or_(Passkey.sign_count < sign_count, (Passkey.sign_count == 0) & (sign_count == 0))
    noted = session.execute(
        update(Passkey).where(Passkey.id == passkey_id, has_counted).values(sign_count=sign_count, last_used_at=now)
    )
    return cast(CursorResult[Any], noted).rowcount == 1
