"""The history of a zone: a time-line of its versions, each with what it changed, and the way back to it."""

from flask import Blueprint, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from core.errors import Conflict
from web import versions
from web.difference import shown
from web.lists import asked_page
from web.notices import notice
from web.pages.records.listing import may_write
from web.visit import api

VERSIONS = 50
RECORDS = 200


def pages() -> Blueprint:
    """Return the pages."""
    blueprint = Blueprint("history", __name__)
    _add_looking(blueprint)
    _add_restoring(blueprint)
    return blueprint


def _add_looking(blueprint: Blueprint) -> None:
    @blueprint.get("/zones/<zone>/history")
    def show(zone: str) -> str:
        asked = api()
        page = asked_page()
        known, answer = asked.together(
            lambda: asked.zones.get(zone).response, lambda: asked.history.page(zone, page, VERSIONS).response
        )
        return render_template(
            "history/list.html", zone=known, found=answer, may_restore=_may_restore(known), versions=versions
        )

    @blueprint.get("/zones/<zone>/history/<int:serial>")
    def show_version(zone: str, serial: int) -> str:
        asked = api()
        page = asked_page()
        known, found = asked.together(
            lambda: asked.zones.get(zone).response, lambda: asked.history.version(zone, serial, page, RECORDS)
        )
        return render_template(
            "history/version.html",
            zone=known,
            found=found,
            difference=shown(found["difference"], 2 * RECORDS),
            may_restore=_may_restore(known),
            versions=versions,
        )


def _add_restoring(blueprint: Blueprint) -> None:
    @blueprint.get("/zones/<zone>/history/<int:serial>/restore")
    def show_plan(zone: str, serial: int) -> str:
        asked = api()
        newest, plan = asked.together(
            lambda: asked.history.page(zone, 1, 1),
            lambda: asked.history.restore(zone, serial, dry_run=True).response,
        )
        return render_template(
            "history/restore.html",
            zone={"domain": zone},
            serial=serial,
            tag=newest.tag,
            plan=plan,
            difference=shown(plan["difference"]),
        )

    @blueprint.post("/zones/<zone>/history/<int:serial>/restore")
    def restore(zone: str, serial: int) -> Response:
        try:
            api().history.restore(zone, serial, tag=request.form.get("tag", ""))
        except Conflict:
            notice("Somebody has changed the zone meanwhile, so nothing was restored. Look once more.", "problem")
            return redirect(url_for("history.show_plan", zone=zone, serial=serial))
        return redirect(url_for("records.show", zone=zone, saved=g.request_id))


def _may_restore(zone: dict[str, object]) -> bool:
    return may_write(zone) and not zone["aliasof"]
