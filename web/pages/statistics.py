"""How often zones are asked for: one zone by type and by server, and all zones of the visitor."""

from collections.abc import Callable
from typing import Any, Literal

from flask import Blueprint, render_template, request, url_for

from core.errors import NotAllowed, Refusal
from web.api_client.api import if_available
from web.charts import RANGES, Chart, chart_of, range_of
from web.visit import api


def pages_of_zones() -> Blueprint:
    """Return the pages of single zones."""
    blueprint = Blueprint("statistics", __name__)

    @blueprint.get("/zones/<zone>/statistics")
    def show(zone: str) -> str:
        chosen = range_of(request.args.get("range"))
        by: Literal["type", "server"] = "server" if request.args.get("by") == "server" else "type"
        found = _asked(lambda: api().statistics.of_zone(zone, chosen.seconds, by))
        chart: Chart | Refusal = found if isinstance(found, Refusal) else chart_of(found, "all other types")
        return render_template(
            "statistics/zone.html", zone={"domain": zone}, chart=chart, by=by, ranges=RANGES, chosen=chosen
        )

    return blueprint


def pages_of_profile() -> Blueprint:
    """Return the page of all zones of the visitor."""
    blueprint = Blueprint("own_statistics", __name__)

    @blueprint.get("/profile/statistics")
    def show() -> str:
        chosen = range_of(request.args.get("range"))
        found = _asked(lambda: api().statistics.of_own_zones(chosen.seconds))
        chart: Chart | Refusal = found if isinstance(found, Refusal) else chart_of(found, "all other zones")
        shown = [] if isinstance(found, Refusal) else found["stats"]
        addresses = {zone: url_for("statistics.show", zone=zone, range=chosen.name) for zone in shown}
        return render_template("statistics/own.html", chart=chart, addresses=addresses, ranges=RANGES, chosen=chosen)

    return blueprint


def _asked(call: Callable[[], dict[str, Any]]) -> dict[str, Any] | Refusal:
    found = if_available(call)
    if isinstance(found, NotAllowed):
        return NotAllowed("Your account may not see statistics. Administrators can allow it.")
    return found
