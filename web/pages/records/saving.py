"""Changes of records on their way: rehearsed while they are typed, looked at, saved in one batch."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, g, jsonify, redirect, render_template, request
from werkzeug.wrappers import Response

from core.errors import Conflict, Invalid
from web.difference import shown
from web.notices import notice
from web.pages.records.changes import Change, errors_of, read_changes, written
from web.pages.records.conflicts import decided, look_at
from web.pages.records.editing import form_of
from web.pages.records.listing import address_of_list
from web.visit import api

# a form of more rows helps nobody; what is refused beyond them is corrected after these
MOST_ROWS = 50
OVERTAKEN = "Somebody has changed the zone since you looked at it. You see both versions when you review yours."


def add_pages(blueprint: Blueprint) -> None:
    """Add what is done with changes."""
    _add_rehearsals(blueprint)
    _add_saving(blueprint)


def _add_rehearsals(blueprint: Blueprint) -> None:
    @blueprint.post("/zones/<zone>/records/check")
    def check(zone: str) -> Response | tuple[Response, int]:
        try:
            changes = read_changes(request.form)
            return jsonify(_rehearsed(zone, changes))
        except Invalid as refusal:
            return jsonify(refusal=refusal.message), 422

    @blueprint.post("/zones/<zone>/records/review")
    def review(zone: str) -> Response | tuple[str, int] | str:
        changes = decided(read_changes(request.form), request.form)
        if not changes:
            notice("Nothing is left to be changed.")
            return redirect(address_of_list(zone, _typed("back"), batch=_typed("batch")))
        try:
            plan = _sent(zone, changes, dry_run=True).response
        except Conflict as conflict:
            return _overtaken(zone, conflict, changes)
        except Invalid as refusal:
            return _refused(zone, refusal, changes)
        return _page("records/review.html", zone, changes, plan=plan, difference=shown(plan["difference"]))


def _add_saving(blueprint: Blueprint) -> None:
    @blueprint.post("/zones/<zone>/records/save")
    def save(zone: str) -> Response | tuple[str, int]:
        changes = read_changes(request.form)
        try:
            answer = _sent(zone, changes)
        except Conflict as conflict:
            return _overtaken(zone, conflict, changes)
        except Invalid as refusal:
            return _refused(zone, refusal, changes)
        if not answer.response["changed"]:
            notice("The zone is like this already; there was nothing to save.")
        place = _typed("back")
        return redirect(address_of_list(zone, place, batch=_typed("batch"), saved=g.request_id))


def _sent(zone: str, changes: Sequence[Change], *, tag: str = "", dry_run: bool = False) -> Any:
    entries = [change.entry() for change in changes]
    return api().records.save(zone, entries, tag=tag or _typed("tag"), dry_run=dry_run)


def _rehearsed(zone: str, changes: Sequence[Change]) -> dict[str, Any]:
    """Return what the API says of changes that are being typed: errors by key, those of the zone, warnings."""
    if not changes:
        return {"errors": {}, "zone": [], "warnings": []}
    try:
        plan = _sent(zone, changes, dry_run=True).response
    except Conflict:
        return {"errors": {}, "zone": [], "warnings": [OVERTAKEN]}
    except Invalid as refusal:
        errors, about_zone = errors_of(refusal, changes)
        return {"errors": errors, "zone": about_zone, "warnings": []}
    return {"errors": {}, "zone": [], "warnings": plan["warnings"]}


def _refused(zone: str, refusal: Invalid, changes: Sequence[Change], tag: str = "") -> tuple[str, int]:
    """Return a form of what is refused; what is not goes along."""
    errors, about_zone = errors_of(refusal, changes)
    wrong = [change for change in changes if change.key in errors][:MOST_ROWS]
    rows = wrong or list(changes[:MOST_ROWS])
    others = [change for change in changes if change not in rows]
    known = api().zones.get(zone).response
    title = "Nothing is saved yet"
    text = form_of(known, rows, tag or _typed("tag"), title=title, others=others, errors=errors, about_zone=about_zone)
    return text, 422


def _overtaken(zone: str, conflict: Conflict, changes: Sequence[Change]) -> tuple[str, int]:
    """Return a page to choose between what somebody else has saved and what was to be saved, if they touch."""
    overtaken = look_at(conflict, changes)
    if not overtaken.disputes and overtaken.undisputed:
        try:
            plan = _sent(zone, overtaken.undisputed, tag=overtaken.tag, dry_run=True).response
        except Invalid as refusal:
            return _refused(zone, refusal, overtaken.undisputed, tag=overtaken.tag)
        values = {"plan": plan, "difference": shown(plan["difference"]), "overtaken_by": overtaken.serial}
        return _page("records/review.html", zone, overtaken.undisputed, tag=overtaken.tag, **values), 409
    kept = [*(dispute.mine for dispute in overtaken.disputes), *overtaken.undisputed]
    return _page("records/conflict.html", zone, kept, overtaken=overtaken), 409


def _page(template: str, zone: str, changes: Sequence[Change], *, tag: str = "", **values: Any) -> str:
    kept = {"changes": written(changes), "tag": tag or _typed("tag"), "back": _typed("back"), "batch": _typed("batch")}
    return render_template(
        template, zone={"domain": zone}, kept=kept, count=len(changes), address_of_list=address_of_list, **values
    )


def _typed(name: str) -> str:
    return request.form.get(name, "")
