"""The second step, for who has a second factor: a code of an app, a recovery code, or a passkey."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from core.errors import Invalid, NotAllowed, Refusal
from web.api_client import SignedOut, Started, TooMany
from web.forms import status_of
from web.notices import notice
from web.pages.sign_in.arriving import arrive, sign_in_form
from web.passkeys import options_or_reason, sent_credential
from web.sealed import SealedSteps
from web.trusted_device import device_id, device_name
from web.visit import public, stranger

TOO_LATE = "That took too long, so please begin again."


def add_pages(blueprint: Blueprint, steps: SealedSteps) -> None:
    """Add the pages of this step."""

    @blueprint.get("/sign-in/second-step")
    @public
    def show_second_step() -> Response:
        # what the first step leaves is in its form alone
        return redirect(url_for("sign_in.show"))

    @blueprint.post("/sign-in/second-step")
    @public
    def save_second_step() -> Response | tuple[str, int]:
        sealed = request.form.get("sealed", "")
        step = steps.open(sealed)
        if step is None:
            notice(TOO_LATE, "warning")
            return redirect(url_for("sign_in.show", next=request.form.get("next", "")))
        try:
            return arrive(_sign_in(step))
        except SignedOut as refusal:
            if refusal.login_error == "2fa_invalid":
                wrong = Invalid("This code is not right, or was used before.", ["Wait for the next one and type that."])
                return second_step_form(sealed, step["methods"], wrong)
            return sign_in_form(refusal)
        except (Invalid, NotAllowed, TooMany) as refusal:
            return second_step_form(sealed, step["methods"], refusal)

    @blueprint.post("/sign-in/second-step/options")
    @public
    def give_second_step_options() -> Response:
        step = steps.open(request.form.get("sealed", ""))

        def ask() -> dict[str, Any]:
            if step is None:
                raise Invalid(TOO_LATE)
            return stranger().sign_in.second_factor_options((step["email"], step["password"]))

        return options_or_reason(ask)


def second_step_form(sealed: str, methods: list[str], refusal: Refusal | None = None) -> tuple[str, int]:
    """Return the page that asks for a second factor.

    Args:
        sealed: what the first step leaves.
        methods: what a second factor may be: `code`, `passkey`.
        refusal: of the one before.
    """
    kept = {"next": request.form.get("next", ""), "remember": "remember" in request.form}
    page = render_template("front/second_step.html", sealed=sealed, methods=methods, refusal=refusal, **kept)
    return page, status_of(refusal)


def _sign_in(step: dict[str, Any]) -> Started:
    account = (step["email"], step["password"])
    asked = stranger().sign_in
    if request.form.get("credential"):
        code = asked.earn_code(sent_credential(), account)
    else:
        # a header takes no other characters, and no code has any
        code = "".join(letter for letter in request.form.get("code", "") if letter.isascii() and letter.isprintable())
        if not code.strip():
            raise Invalid("Please type a code.")
    if "remember" in request.form:
        return asked.by_password(*account, code=code, device_id=device_id(), save_device=device_name())
    return asked.by_password(*account, code=code)
