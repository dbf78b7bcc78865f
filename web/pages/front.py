"""The front page: what this is, and the news; for who is signed in, their zones."""

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from web.api_client.api import if_available
from web.visit import api, public, visitor


def pages() -> Blueprint:
    """Return the pages."""
    blueprint = Blueprint("front", __name__)

    @blueprint.get("/")
    @public
    def show() -> Response | str:
        if visitor() is not None:
            return redirect(url_for("zones.show"))
        return render_template("front/show.html", articles=if_available(api().site.articles))

    return blueprint
