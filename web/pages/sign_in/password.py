"""The first step: mail address and password."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from core.errors import Invalid, NotAllowed
from web.api_client import SignedOut, TooMany
from web.pages.sign_in.arriving import arrive, sign_in_form
from web.pages.sign_in.second_step import second_step_form
from web.sealed import SealedSteps
from web.trusted_device import device_id
from web.visit import public, stranger


def add_pages(blueprint: Blueprint, steps: SealedSteps) -> None:
    """Add the pages of this step."""

    @blueprint.get("/sign-in")
    @public
    def show() -> tuple[str, int]:
        return sign_in_form()

    @blueprint.post("/sign-in")
    @public
    def save() -> Response | tuple[str, int]:
        email, password = request.form.get("email", "").strip(), request.form.get("password", "")
        # what names a zone would sign in to the zone alone, which no page is made for
        if "@" not in email:
            return sign_in_form(Invalid(f"This is no mail address: {email}"))
        try:
            return arrive(stranger().sign_in.by_password(email, password, device_id=device_id()))
        except SignedOut as refusal:
            if refusal.login_error != "2fa_required":
                return sign_in_form(refusal)
            sealed = steps.seal({"email": email, "password": password, "methods": refusal.methods})
            return second_step_form(sealed, refusal.methods)
        except NotAllowed as refusal:
            return sign_in_form(Invalid("You cannot sign in to this account at the moment.", refusal.detail))
        except (Invalid, TooMany) as refusal:
            return sign_in_form(refusal)
