"""Authenticator apps and recovery codes."""

import segno
from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from core.errors import Invalid, Refusal
from web.api_client import TooMany
from web.forms import status_of
from web.notices import notice
from web.once import once
from web.visit import api

NAME_OF_CODES = "Recovery code"


def add_pages(blueprint: Blueprint) -> None:
    """Add the pages."""
    _add_apps(blueprint)

    @blueprint.get("/profile/security/recovery-codes")
    def show_recovery_codes() -> str:
        return render_template("profile/recovery_codes.html", codes=[], refusal=None)

    @blueprint.post("/profile/security/recovery-codes")
    @once
    def create_recovery_codes() -> tuple[str, int]:
        try:
            codes = api().second_factors.add_recovery_codes(NAME_OF_CODES)
        except Invalid as refusal:
            return render_template("profile/recovery_codes.html", codes=[], refusal=refusal), status_of(refusal)
        # shown here and never again, so this answer is the page itself
        return render_template("profile/recovery_codes.html", codes=codes, refusal=None), 200

    @blueprint.post("/profile/security/second-factors/<number>/name")
    def rename_factor(number: str) -> Response:
        api().second_factors.rename(number, request.form.get("name", ""))
        notice("Renamed.")
        return redirect(url_for("security.show"))

    @blueprint.post("/profile/security/second-factors/<number>/delete")
    def delete_factor(number: str) -> Response:
        api().second_factors.delete(number)
        notice("Deleted: it is no way to sign in any more.")
        return redirect(url_for("security.show"))


def _add_apps(blueprint: Blueprint) -> None:
    @blueprint.get("/profile/security/apps/new")
    def show_new_app() -> tuple[str, int]:
        return _new_app_form()

    @blueprint.post("/profile/security/apps/new")
    def create_app() -> Response | tuple[str, int]:
        try:
            number = api().second_factors.add_app(request.form.get("name", ""))
        except Invalid as refusal:
            return _new_app_form(refusal)
        return redirect(url_for("security.show_app", number=number))

    @blueprint.get("/profile/security/apps/<number>")
    def show_app(number: str) -> Response | tuple[str, int]:
        return _app_form(number)

    @blueprint.post("/profile/security/apps/<number>")
    def verify_app(number: str) -> Response | tuple[str, int]:
        try:
            api().second_factors.verify(number, request.form.get("code", "").replace(" ", ""))
        except (Invalid, TooMany) as refusal:
            return _app_form(number, refusal)
        notice("Your app works: from now on a sign-in asks for a code of it.")
        return redirect(url_for("security.show_recovery_codes"))


def _new_app_form(refusal: Refusal | None = None) -> tuple[str, int]:
    return render_template("profile/new_app.html", name=request.form.get("name", ""), refusal=refusal), status_of(
        refusal
    )


def _app_form(number: str, refusal: Refusal | None = None) -> Response | tuple[str, int]:
    factor = api().second_factors.get(number)
    # what the app shares with us is shown until it is known to have it
    if "uri" not in factor:
        return redirect(url_for("security.show"))
    picture = segno.make(factor["uri"], micro=False).svg_data_uri(scale=5, border=4, light="white")
    values = {"number": number, "factor": factor, "picture": picture, "refusal": refusal}
    return render_template("profile/app.html", **values), status_of(refusal)
