"""What happened to the account."""

from flask import Blueprint, render_template, request

from web.visit import api


def pages() -> Blueprint:
    """Return the pages."""
    blueprint = Blueprint("activity", __name__)

    @blueprint.get("/profile/activity")
    def show() -> str:
        found = api().account.events(max(1, request.args.get("page", 1, int)))
        numbers = found["pagination"]
        pagination = {"page": numbers["page"], "pages": numbers["totalPages"], "total": numbers["total"]}
        return render_template("profile/activity.html", entries=found["entries"], pagination=pagination)

    return blueprint
