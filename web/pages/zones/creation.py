"""Making zones: with the records every zone begins with, from a file, or as a copy; one, or several at once."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from core.errors import Invalid
from web.api_client import Api
from web.formats import plural
from web.notices import notice
from web.pages.zones.bulk import Outcome, each
from web.uploads import uploaded_text
from web.visit import api

MOST_AT_ONCE = 200
FIELDS = {"names": "", "start": "records", "copy_of": "", "file": "", "policy": "default"}


def add_pages(blueprint: Blueprint) -> None:
    """Add the pages."""

    @blueprint.get("/zones/new")
    def show_new() -> str:
        copy_of = request.args.get("copy_of", "")
        return _form(FIELDS | ({"start": "copy", "copy_of": copy_of} if copy_of else {}))

    @blueprint.post("/zones/new")
    def create() -> Response | tuple[str, int]:
        typed = {name: request.form.get(name, usual).strip() for name, usual in FIELDS.items()}
        names = list(dict.fromkeys(name.rstrip(".,;") for name in typed["names"].split() if name.rstrip(".,;")))
        try:
            typed["file"] = uploaded_text("upload") or typed["file"]
            _check(typed, names)
        except Invalid as refusal:
            return _form(typed, refusal), 422
        outcomes = each(names, partial(_create, api(), typed))
        return _report(typed, outcomes)


def _check(typed: Mapping[str, str], names: Sequence[str]) -> None:
    if not names:
        raise Invalid("Type the name of the zone.")
    if len(names) > MOST_AT_ONCE:
        raise Invalid(f"At most {MOST_AT_ONCE} zones are made at once; these are {len(names)}.")
    if typed["start"] == "file" and not typed["file"]:
        raise Invalid("Paste the zone file, or choose it.")
    if typed["start"] == "copy" and not typed["copy_of"]:
        raise Invalid("Say which zone is to be copied.")


def _create(asked: Api, typed: Mapping[str, str], name: str) -> str:
    """Make a zone and return its name as it is written from now on."""
    start = typed["start"]
    answer = asked.zones.create(
        name,
        typed["policy"],
        copy_of=typed["copy_of"] if start == "copy" else "",
        file=typed["file"] if start == "file" else "",
    )
    return str(answer.response["domain"])


def _report(typed: dict[str, str], outcomes: Sequence[Outcome]) -> Response | tuple[str, int]:
    """Lead to what was made, or show the form with the names that were refused, and why."""
    made = [outcome.result for outcome in outcomes if outcome.refusal is None]
    refused = [outcome for outcome in outcomes if outcome.refusal is not None]
    if refused:
        left = typed | {"names": "\n".join(outcome.zone for outcome in refused)}
        return _form(left, refused=refused, made=made), 422
    if len(made) == 1:
        notice(f"{made[0]} is yours. It is being signed and published now.")
        return redirect(url_for("zone.show", zone=made[0]))
    notice(f"{plural(len(made), 'zone')} are yours. They are being signed and published now.")
    return redirect(url_for("zones.show", sort="-changed_at"))


def _form(typed: Mapping[str, str], refusal: Invalid | None = None, **shown: Any) -> str:
    shown = {"refused": [], "made": []} | shown
    return render_template("zones/new.html", typed=typed, refusal=refusal, most=MOST_AT_ONCE, **shown)
