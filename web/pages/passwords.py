"""A new password for who has forgotten theirs, by a link that is sent to their address."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from core.errors import Invalid, Refusal
from web.api_client import TooMany
from web.forms import status_of
from web.notices import notice
from web.repeated import check_repeated
from web.visit import api, public


def pages() -> Blueprint:
    """Return the pages."""
    blueprint = Blueprint("passwords", __name__)

    @blueprint.get("/forgotpassword")
    @public
    def show() -> tuple[str, int]:
        return _form()

    @blueprint.post("/forgotpassword")
    @public
    def create() -> Response | tuple[str, int]:
        try:
            api().registration.forget(request.form.get("email", "").strip())
        except (Invalid, TooMany) as refusal:
            return _form(refusal)
        return redirect(url_for("passwords.show_sent"))

    @blueprint.get("/forgotpassword/sent")
    @public
    def show_sent() -> str:
        return render_template("front/forgot_sent.html")

    @blueprint.get("/forgotpassword/confirm")
    @blueprint.get("/forgotpassword/confirm/<number>/<code>")
    @public
    def show_replace(number: str = "", code: str = "") -> tuple[str, int]:
        return _replace_form(number, code)

    @blueprint.post("/forgotpassword/confirm")
    @public
    def replace() -> Response | tuple[str, int]:
        number, code = request.form.get("number", "").strip(), request.form.get("from_mail", "").strip()
        try:
            api().registration.replace_password(number, code, check_repeated(request.form))
        except (Invalid, TooMany) as refusal:
            return _replace_form(number, code, refusal)
        notice("Your password is changed, and every session that was open has ended. Sign in with the new one.")
        return redirect(url_for("sign_in.show"))

    return blueprint


def _form(refusal: Refusal | None = None) -> tuple[str, int]:
    email = request.form.get("email", "")
    return render_template("front/forgot.html", email=email, refusal=refusal), status_of(refusal)


def _replace_form(number: str, code: str, refusal: Refusal | None = None) -> tuple[str, int]:
    values = {"number": number, "code": code, "refusal": refusal}
    return render_template("front/replace_password.html", **values), status_of(refusal)
