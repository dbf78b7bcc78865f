"""Signing in and out."""

from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from core.errors import Refusal
from web.api_client import Credentials, SignedOut
from web.notices import notice
from web.visit import api, begin, end, public


def pages() -> Blueprint:
    """Return the pages."""
    blueprint = Blueprint("sign_in", __name__)

    @blueprint.get("/sign-in")
    @public
    def show() -> str:
        return _form()

    @blueprint.post("/sign-in")
    @public
    def save() -> Response | tuple[str, int]:
        email, password = request.form.get("email", ""), request.form.get("password", "")
        try:
            started = api().sign_in.by_password(email, password)
        except SignedOut as refusal:
            return _form(refusal), 422
        known = api().signed_in_with(Credentials(session_id=started.session_id)).account.who()
        begin(started.session_id, known)
        return redirect(way_on())

    @blueprint.post("/sign-out")
    def sign_out() -> Response:
        api().sign_in.end()
        end()
        notice("You are signed out.")
        return redirect(url_for("front.show"))

    return blueprint


def way_on() -> str:
    """Return where to go after the sign-in: where the visitor wanted to go, if that is a page of ours."""
    wanted = request.values.get("next", "")
    is_ours = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and wanted.isprintable()
    return wanted if is_ours else url_for("zones.show")


def _form(refusal: Refusal | None = None) -> str:
    typed = {"email": request.form.get("email", session.get("email", "")), "next": request.values.get("next", "")}
    return render_template("front/sign_in.html", typed=typed, refusal=refusal)
