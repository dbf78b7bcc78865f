"""Forms for single records, and for a few new ones: for browsers without JavaScript, and for whoever likes forms."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, render_template, request

from core.errors import NotAllowed
from web.pages.records.changes import Change, blank, change_of, written
from web.pages.records.listing import may_write
from web.pages.records.types import help_by_type, types_with
from web.visit import api

NEW_ROWS = 5


def add_pages(blueprint: Blueprint) -> None:
    """Add the forms."""

    @blueprint.get("/zones/<zone>/records/new")
    def show_new(zone: str) -> str:
        rows = [blank(number) for number in range(1, NEW_ROWS + 1)]
        answer = api().zones.get(zone)
        return form_of(_for_who_may_write(answer.response), rows, "", title="Add records")

    @blueprint.get("/zones/<zone>/records/<int:record_id>/edit")
    def show_one(zone: str, record_id: int) -> str:
        asked = api()
        known, answer = asked.together(lambda: asked.zones.get(zone), lambda: asked.records.get(zone, record_id))
        domain, record = _for_who_may_write(known.response), answer.response
        # a single record is told with its full name
        record["name"] = record["name"].removesuffix(domain["domain"]).removesuffix(".")
        return form_of(domain, [change_of(record)], answer.tag, title="Change a record")


def _for_who_may_write(zone: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the zone.

    Raises:
        NotAllowed: the visitor may only read it.
    """
    if not may_write(zone):
        raise NotAllowed(f"You may read {zone['domain']}; changing it is up to those with the level “write”.")
    return zone


def form_of(
    zone: Mapping[str, Any],
    rows: Sequence[Change],
    tag: str,
    *,
    title: str,
    others: Sequence[Change] = (),
    errors: Mapping[str, str] | None = None,
    about_zone: Sequence[str] = (),
) -> str:
    """Return a page to type records into.

    Args:
        zone: as the API tells it.
        rows: the records of the form.
        tag: of the version they were seen in; empty if none was.
        title: what the form does.
        others: changes that go along as they are.
        errors: what is wrong with rows, by their keys.
        about_zone: what is wrong with the zone they would make.
    """
    return render_template(
        "records/form.html",
        zone=zone,
        rows=rows,
        tag=tag,
        title=title,
        others=written(others) if others else "",
        other_count=len(others),
        errors=errors or {},
        about_zone=about_zone,
        types_with=types_with,
        type_help=help_by_type(),
        place=request.form.get("back", request.args.get("back", "")),
        batch=request.form.get("batch", ""),
    )
