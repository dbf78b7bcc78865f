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
        asked = api()
        articles, platform = asked.together(
            lambda: if_available(asked.site.articles), lambda: if_available(asked.site.platform)
        )
        return render_template("front/show.html", articles=articles, platform=platform)

    return blueprint
