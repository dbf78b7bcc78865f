"""Block lists: patterns of names and addresses that may not be signed up with or added."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from core.errors import Invalid, Refusal
from web.notices import notice
from web.pages.administration.section import section
from web.visit import api

PLACES = ("signup_name", "signup_email", "domain_name")
EMPTY = {"regex": "", "comment": "", "subject": "", **dict.fromkeys(PLACES, False)}


def pages() -> Blueprint:
    """Return the pages."""
    blueprint = section("admin_blocks", "manage_blocks")

    @blueprint.get("/admin/blocks")
    def show() -> str:
        return render_template("admin/blocks.html", patterns=api().blocks.list().values())

    @blueprint.get("/admin/blocks/new")
    def show_new() -> str:
        return _form(None, EMPTY)

    @blueprint.post("/admin/blocks/new")
    def create() -> Response | tuple[str, int]:
        return _save(None)

    @blueprint.get("/admin/blocks/<int:pattern_id>")
    def show_one(pattern_id: int) -> str:
        return _form(pattern_id, api().blocks.get(pattern_id) | {"subject": ""})

    @blueprint.post("/admin/blocks/<int:pattern_id>")
    def save(pattern_id: int) -> Response | tuple[str, int]:
        return _save(pattern_id)

    @blueprint.post("/admin/blocks/<int:pattern_id>/delete")
    def delete(pattern_id: int) -> Response:
        api().blocks.delete(pattern_id)
        notice("The pattern is deleted: what it blocked is allowed again.")
        return redirect(url_for("admin_blocks.show"))

    return blueprint


def _save(pattern_id: int | None) -> Response | tuple[str, int]:
    # blanks may belong to the pattern
    fields: dict[str, Any] = {name: request.form.get(name, "") for name in ("regex", "comment", "subject")}
    fields |= {place: place in request.form for place in PLACES}
    members = {name: value for name, value in fields.items() if name != "subject"}
    try:
        if "try" in request.form:
            return _form(pattern_id, fields, matches=api().blocks.matches(fields["regex"], fields["subject"])), 200
        _check_purpose(fields)
        api().blocks.save(pattern_id, members)
    except Invalid as refusal:
        return _form(pattern_id, fields, refusal), 422
    notice("The pattern is saved. It holds for what is new from now on; what is there stays.")
    return redirect(url_for("admin_blocks.show"))


def _check_purpose(fields: Mapping[str, Any]) -> None:
    if not any(fields[place] for place in PLACES):
        raise Invalid("Say what the pattern is for: names of people, mail addresses, or names of zones.")


def _form(
    pattern_id: int | None,
    fields: Mapping[str, Any],
    refusal: Refusal | None = None,
    matches: bool | None = None,
) -> str:
    return render_template("admin/block.html", pattern_id=pattern_id, typed=fields, refusal=refusal, matches=matches)
