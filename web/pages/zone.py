"""One zone: where its last change is, and what there is to know of it."""

from flask import Blueprint, render_template

from web.visit import api


def pages() -> Blueprint:
    """Return the pages."""
    blueprint = Blueprint("zone", __name__)

    @blueprint.get("/zones/<zone>")
    def show(zone: str) -> str:
        asked = api()
        domain, status = asked.together(lambda: asked.zones.get(zone).response, lambda: asked.zones.status(zone))
        return render_template("zone/show.html", zone=domain, status=status)

    @blueprint.get("/zones/<zone>/status")
    def show_status(zone: str) -> str:
        return render_template("zone/status.html", zone={"domain": zone}, status=api().zones.status(zone))

    return blueprint
