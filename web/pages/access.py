"""Who may do what with a zone."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from core.errors import Invalid
from web.levels import LEVELS, MEANINGS, reaches
from web.notices import notice
from web.visit import api, visitor

NOTHING = {"email": "", "level": "read"}


def pages() -> Blueprint:
    """Return the pages."""
    blueprint = Blueprint("access", __name__)

    @blueprint.get("/zones/<zone>/access")
    def show(zone: str) -> str:
        return _page(zone, None)

    @blueprint.post("/zones/<zone>/access")
    def save(zone: str) -> Response | tuple[str, int]:
        email, level = request.form.get("email", "").strip(), request.form.get("level", "")
        try:
            api().zones.change_access(zone, {email: level})
        except Invalid as refusal:
            return _page(zone, refusal), 422
        if level == "none":
            notice(f"{email} has no access to {zone} any more.")
        else:
            notice(f"{email} {MEANINGS[level]} now.")
        return redirect(url_for("access.show", zone=zone))

    @blueprint.post("/zones/<zone>/access/leave")
    def save_leave(zone: str) -> Response | tuple[str, int]:
        try:
            api().zones.change_access(zone, {_own_address(): "none"})
        except Invalid as refusal:
            return _page(zone, refusal), 422
        notice(f"You have no access to {zone} any more.")
        return redirect(url_for("zones.show"))

    return blueprint


def _page(zone: str, refusal: Invalid | None) -> str:
    shown = api().zones.access(zone).response
    levels, own_address = shown["access"], _own_address()
    own = levels.get(own_address, "none")
    # nobody gives as much as they have, nor takes it from who has as much
    given = [level for level in LEVELS[1:] if not reaches(level, own)] if reaches(own, "admin") else []
    people = sorted(levels.items(), key=lambda person: (-LEVELS.index(person[1]), person[0]))
    return render_template(
        "access/show.html",
        zone=shown,
        people=people,
        own_address=own_address,
        own=own,
        given=given,
        meanings=MEANINGS,
        is_only_owner=own == "owner" and list(levels.values()).count("owner") == 1,
        refusal=refusal,
        typed=NOTHING | (request.form.to_dict() if refusal else {}),
    )


def _own_address() -> str:
    known = visitor()
    return known.email if known is not None else ""
