"""The log of a zone: what was done with it, what the name server said, and who did what."""

from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import Any

from flask import Blueprint, render_template, request

from core.errors import NotAllowed, Refusal
from web.api_client.api import if_available
from web.lists import asked_page
from web.visit import api

SHOWN = {"jobs": "Jobs", "server": "Name server", "events": "Who did what"}


def pages() -> Blueprint:
    """Return the pages."""
    blueprint = Blueprint("zone_log", __name__)

    @blueprint.get("/zones/<zone>/log")
    def show(zone: str) -> str:
        shown = request.args.get("show", "")
        shown = shown if shown in SHOWN else "jobs"
        page = asked_page()
        found = if_available(lambda: _ask(zone, shown, page))
        if isinstance(found, NotAllowed):
            found = NotAllowed(WHO_MAY[shown])
        return render_template(
            "log/show.html", zone={"domain": zone}, shown=shown, choices=SHOWN, found=found, page=page
        )

    return blueprint


WHO_MAY = {
    "jobs": "Your account may not see the jobs of this zone.",
    "server": "Your account may not read what the name server says. Administrators can allow it.",
    "events": "Only owners of a zone see who did what with it.",
}


def _ask(zone: str, shown: str, page: int) -> Any | Refusal:
    log = api().zone_log
    if shown == "server":
        return [_line(line) for line in reversed(log.lines(zone))]
    return log.events(zone, page) if shown == "events" else log.jobs(zone, page)


def _line(line: Mapping[str, str]) -> dict[str, Any]:
    return {"time": parsedate_to_datetime(line["timestamp"]).timestamp(), "message": line["message"]}
