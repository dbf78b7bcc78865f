"""Deleting a zone, after having read what is lost."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from core.errors import Invalid, NotAllowed, TryLater
from web.api_client import Api
from web.notices import notice
from web.visit import api


def add_pages(blueprint: Blueprint) -> None:
    """Add the pages."""

    @blueprint.get("/zones/<zone>/delete")
    def show_delete(zone: str) -> str:
        return _confirmation(zone, None)

    @blueprint.post("/zones/<zone>/delete")
    def delete(zone: str) -> Response | tuple[str, int]:
        # as it is written, whatever its address is
        name = api().zones.get(zone).response["domain"]
        if request.form.get("name", "").strip().rstrip(".").lower() != name:
            return _confirmation(zone, Invalid(f"Type {name} to say that this is the zone you mean.")), 422
        api().zones.delete(zone)
        notice(f"{name} is deleted. You can bring it back from here.")
        return redirect(url_for("zones.show_deleted"))


def _confirmation(zone: str, refusal: Invalid | None) -> str:
    asked = api()
    domain, access, count = asked.together(
        lambda: asked.zones.get(zone).response,
        lambda: asked.zones.access(zone).response["access"],
        lambda: _record_count(asked, zone),
    )
    return render_template("zone/delete.html", zone=domain, access=access, record_count=count, refusal=refusal)


def _record_count(asked: Api, zone: str) -> int | None:
    """Return how many records a zone has; None for an alias, which shows none of its own."""
    try:
        count: int = asked.records.page(zone, {"per_page": 1}).response["pagination"]["total"]
    except (Invalid, NotAllowed, TryLater):
        return None
    return count
