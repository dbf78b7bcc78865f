"""Zones that were deleted and can be brought back for some time."""

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from core.errors import Conflict, Invalid, NotFound, Refusal
from web.lists import asked_page
from web.notices import notice
from web.visit import api


def add_pages(blueprint: Blueprint) -> None:
    """Add the pages."""

    @blueprint.get("/zones/deleted")
    def show_deleted() -> str:
        return _page(None)

    @blueprint.post("/zones/deleted/<int:zone_id>")
    def save_bring_back(zone_id: int) -> Response | tuple[str, int]:
        try:
            zone = api().zones.bring_back(zone_id)
        except (Conflict, Invalid, NotFound) as refusal:
            return _page(refusal), 409
        notice(f"{zone} is back, with everything it had. It is being published now.")
        return redirect(url_for("zone.show", zone=zone))


def _page(refusal: Refusal | None) -> str:
    found = api().zones.deleted(asked_page())
    return render_template("zones/deleted.html", found=found, refusal=refusal)
