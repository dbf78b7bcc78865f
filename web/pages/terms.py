"""The terms, which have to be accepted before anything else where there are any (API 1.0 §6.7)."""

from flask import Blueprint, redirect, render_template
from werkzeug.wrappers import Response

from web.notices import notice
from web.pages.sign_in.arriving import way_on
from web.visit import api, remember


def pages(terms_url: str) -> Blueprint:
    """Return the pages.

    Args:
        terms_url: where the terms can be read; empty for nowhere.
    """
    blueprint = Blueprint("terms", __name__)

    @blueprint.get("/terms")
    def show() -> str:
        return render_template("front/terms.html", terms_url=terms_url, next=way_on())

    @blueprint.post("/terms")
    def save() -> Response:
        api().account.accept_terms()
        remember(api().account.who())
        notice("Thank you: the terms are accepted.")
        return redirect(way_on())

    return blueprint
