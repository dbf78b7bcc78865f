"""What can be set of a zone beside its records."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from core.errors import Conflict, Invalid
from web.labels import read_labels
from web.notices import notice
from web.pages.zone.overview import Typed, overview
from web.visit import api

Saved = Response | tuple[str, int]

NUMBERS = ("refresh", "retry", "expire", "minttl")
NAMES = ("primaryNS", "adminAddress")


def add_pages(blueprint: Blueprint) -> None:
    """Add the pages."""

    @blueprint.post("/zones/<zone>/own")
    def save_own(zone: str) -> Saved:
        wanted = {"labels": read_labels(request.form.get("labels", "")), "notes": request.form.get("notes", "").strip()}
        return save(zone, "own", lambda: api().zones.change(zone, wanted), "Your labels and notes are saved.")

    @blueprint.post("/zones/<zone>/soa")
    def save_soa(zone: str) -> Saved:
        tag = request.form.get("tag", "")
        wanted = {"SOA": _soa(request.form), "defaultttl": request.form.get("defaultttl", "").strip() or None}
        members = {name: value for name, value in wanted.items() if value is not None}
        return save(zone, "soa", lambda: api().zones.change(zone, members, tag), "Saved. It is being published now.")

    @blueprint.post("/zones/<zone>/signing")
    def save_signing(zone: str) -> Saved:
        policy = request.form.get("policy", "")
        said = "Saved. The zone is being signed anew; its keys and its DS stay as they are."
        return save(zone, "signing", lambda: api().zones.change(zone, {"dnssecpolicy": policy}), said)

    @blueprint.post("/zones/<zone>/disabled")
    def save_disabled(zone: str) -> Saved:
        disabled = request.form.get("disabled") == "yes"
        said = "is being taken off the public servers." if disabled else "is being published again."
        change = lambda: api().zones.change(zone, {"disabled": disabled})  # noqa: E731
        return save(zone, "disabled", change, f"{zone} {said}")

    @blueprint.post("/zones/<zone>/publish")
    def save_publish(zone: str) -> Saved:
        said = "The zone is being published anew, under a new serial."
        return save(zone, "publish", lambda: api().zones.publish_anew(zone), said)


def save(zone: str, form: str, change: Callable[[], Any], said: str) -> Saved:
    """Make a change and lead back to the overview, or show it with what was typed and why it was refused.

    Args:
        zone: its name.
        form: which of the page it came from.
        change: makes it.
        said: what to say when it is made.
    """
    try:
        change()
    except (Invalid, Conflict) as refusal:
        typed = Typed(form, refusal, request.form.to_dict())
        return overview(zone, typed), 409 if isinstance(refusal, Conflict) else 422
    notice(said)
    return redirect(url_for("zone.show", zone=zone))


def _soa(form: Mapping[str, str]) -> dict[str, Any]:
    """Return the members of the SOA that were typed, numbers as the text they are: the API says what is wrong."""
    return {name: form[name].strip() for name in (*NAMES, *NUMBERS) if form.get(name, "").strip()}
