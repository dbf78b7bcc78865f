"""Light or dark."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from core.errors import Refusal
from web.api_client.api import if_available
from web.notices import notice
from web.theme import CUSTOM_KEY, remember_theme
from web.visit import api

SYSTEM = "system"


def pages() -> Blueprint:
    """Return the pages."""
    blueprint = Blueprint("appearance", __name__)

    @blueprint.get("/profile/appearance")
    def show() -> str:
        return render_template("profile/appearance.html")

    @blueprint.post("/profile/appearance")
    def save() -> Response:
        chosen = request.form.get("theme", SYSTEM)
        kept = if_available(lambda: api().account.set_value(CUSTOM_KEY, chosen))
        response = redirect(url_for("appearance.show"))
        remember_theme(response, chosen)
        if isinstance(kept, Refusal):
            notice("This is how it looks in this browser. It could not be kept for others.", "warning")
        else:
            notice("This is how it looks from now on.")
        return response

    return blueprint
