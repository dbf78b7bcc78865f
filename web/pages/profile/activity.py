"""What happened to the account."""

from flask import Blueprint, render_template

from web.lists import as_pagination, asked_page
from web.visit import api


def pages() -> Blueprint:
    """Return the pages."""
    blueprint = Blueprint("activity", __name__)

    @blueprint.get("/profile/activity")
    def show() -> str:
        found = api().account.events(asked_page())
        pagination = as_pagination(found["pagination"])
        return render_template("profile/activity.html", entries=found["entries"], pagination=pagination)

    return blueprint
