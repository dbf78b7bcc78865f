"""How people get an account: they ask for one, and confirm their address by a link that is sent there."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from core.errors import Invalid, Refusal
from web.api_client import TooMany
from web.forms import status_of
from web.notices import notice
from web.repeated import check_repeated
from web.visit import api, public


def pages(terms_url: str) -> Blueprint:
    """Return the pages.

    Args:
        terms_url: where the terms can be read; empty for nowhere.
    """
    blueprint = Blueprint("registration", __name__)

    @blueprint.get("/register")
    @public
    def show() -> tuple[str, int]:
        return _form(terms_url)

    @blueprint.post("/register")
    @public
    def create() -> Response | tuple[str, int]:
        form = request.form
        try:
            api().registration.register(
                form.get("email", ""), form.get("name", ""), accepts_terms="accepts_terms" in form
            )
        except (Invalid, TooMany) as refusal:
            return _form(terms_url, refusal)
        return redirect(url_for("registration.show_sent", email=form.get("email", "").strip()))

    @blueprint.get("/register/sent")
    @public
    def show_sent() -> str:
        return render_template("front/register_sent.html", email=request.args.get("email", ""))

    @blueprint.get("/register/confirm")
    @blueprint.get("/register/confirm/<number>/<code>")
    @public
    def show_confirm(number: str = "", code: str = "") -> tuple[str, int]:
        return _confirm_form(number, code)

    @blueprint.post("/register/confirm")
    @public
    def confirm() -> Response | tuple[str, int]:
        number, code = request.form.get("number", "").strip(), request.form.get("from_mail", "").strip()
        try:
            password = check_repeated(request.form)
            is_pending = api().registration.confirm(number, code, password)
        except (Invalid, TooMany) as refusal:
            return _confirm_form(number, code, refusal)
        if is_pending:
            notice("Your address is confirmed. An administrator looks at new accounts; you can sign in after that.")
            return redirect(url_for("front.show"))
        notice("Welcome! Your account is ready: sign in with the password you have just chosen.")
        return redirect(url_for("sign_in.show"))

    return blueprint


def _form(terms_url: str, refusal: Refusal | None = None) -> tuple[str, int]:
    values = {"platform": api().site.platform(), "terms_url": terms_url, "refusal": refusal}
    return render_template("front/register.html", **values), status_of(refusal)


def _confirm_form(number: str, code: str, refusal: Refusal | None = None) -> tuple[str, int]:
    values = {"number": number, "code": code, "refusal": refusal}
    return render_template("front/confirm.html", **values), status_of(refusal)
