"""The paths to register and to replace a forgotten password (API 1.0 §10.2)."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Blueprint, Response, request

from api.body import read_data
from api.endpoint import Endpoint
from api.envelope import answer
from api.registration.actions import RESET_SUBMITTED, Registration
from api.registration.answers import Confirmed, Registered, Submitted
from api.registration.schemas import ConfirmWithPassword, ForgotPassword, Register
from api.transaction import Transactions

# longer than what is done for an address with an account, and for one without
EVEN_SECONDS = 0.3


def routes(transactions: Transactions, registration: Registration) -> Blueprint:
    """Return the paths of this feature."""
    blueprint = Blueprint("registration", __name__)

    @blueprint.post("/register")
    @Endpoint(
        "Ask for an account",
        is_public=True,
        is_attempt=True,
        body=Register,
        answer=Registered,
    )
    def register() -> Response:
        with _even_time(), transactions.begin() as transaction:
            registered = registration.register(transaction, read_data(request, Register))
        return answer(registered)

    @blueprint.post("/register/confirm/<number>")
    @Endpoint(
        "Confirm a mail address and choose a password",
        is_public=True,
        is_attempt=True,
        body=ConfirmWithPassword,
        answer=Confirmed,
    )
    def confirm(number: str) -> Response:
        with transactions.begin() as transaction:
            confirmed = registration.confirm(transaction, number, read_data(request, ConfirmWithPassword))
        return answer(confirmed)

    @blueprint.post("/forgotpassword")
    @Endpoint(
        "Ask for a code to replace a forgotten password",
        is_public=True,
        is_attempt=True,
        body=ForgotPassword,
        answer=Submitted,
    )
    def forget() -> Response:
        with _even_time(), transactions.begin() as transaction:
            registration.forget(transaction, read_data(request, ForgotPassword))
        return answer({"success": RESET_SUBMITTED})

    @blueprint.post("/forgotpassword/confirm/<number>")
    @Endpoint(
        "Replace a forgotten password",
        is_public=True,
        is_attempt=True,
        body=ConfirmWithPassword,
        answer=Submitted,
    )
    def replace(number: str) -> Response:
        with transactions.begin() as transaction:
            registration.replace_password(transaction, number, read_data(request, ConfirmWithPassword))
        return answer({"success": "Password was changed, you can now login."})

    return blueprint


@contextmanager
def _even_time() -> Iterator[None]:
    """Have something take the same time whatever is done in it, so that the time tells nothing."""
    started = time.monotonic()
    try:
        yield
    finally:
        time.sleep(max(0.0, EVEN_SECONDS - (time.monotonic() - started)))
