"""One change of several zones at once; each is made or refused by itself."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from core.errors import Conflict, Invalid, NotAllowed, NotFound, Refusal, TryLater
from web.api_client import Api, ElevationRequired
from web.formats import plural
from web.labels import read_labels
from web.notices import notice
from web.pages.zones.filters import filters_of_address
from web.visit import api

# changes that are under way at the same time, so that nobody else waits for ours
AT_ONCE = 6


@dataclass(frozen=True, slots=True)
class Action:
    """Something that can be done with several zones.

    Attributes:
        change: does it to one; gets the API, the name of the zone and the labels that were typed.
        done: what is said of how many, behind their number.
        needs_confirmation: whether it is shown first what it takes away.
    """

    change: Callable[[Api, str, Sequence[str]], Any]
    done: str
    needs_confirmation: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one zone; `refusal` is None where it was done, and `result` what it came to."""

    zone: str
    refusal: Refusal | None
    result: Any = None


def _label(asked: Api, zone: str, labels: Sequence[str]) -> None:
    _relabel(asked, zone, lambda present: [*present, *labels])


def _unlabel(asked: Api, zone: str, labels: Sequence[str]) -> None:
    unwanted = {label.casefold() for label in labels}
    _relabel(asked, zone, lambda present: [label for label in present if label.casefold() not in unwanted])


def _relabel(asked: Api, zone: str, changed: Callable[[list[str]], list[str]]) -> None:
    known = asked.zones.get(zone)
    try:
        asked.zones.change(zone, {"labels": changed(known.response["labels"])}, known.tag)
    except Conflict:
        # somebody changed the zone at the same moment, most likely something else of it
        known = asked.zones.get(zone)
        asked.zones.change(zone, {"labels": changed(known.response["labels"])}, known.tag)


def _set_disabled(asked: Api, zone: str, _labels: Sequence[str], *, disabled: bool) -> None:
    asked.zones.change(zone, {"disabled": disabled})


ACTIONS: Mapping[str, Action] = {
    "label": Action(_label, "labelled"),
    "unlabel": Action(_unlabel, "without the label now"),
    "publish": Action(lambda asked, zone, _labels: asked.zones.publish_anew(zone), "being published anew"),
    "enable": Action(partial(_set_disabled, disabled=False), "enabled and being published"),
    "disable": Action(partial(_set_disabled, disabled=True), "being taken off the public servers", True),
    "delete": Action(lambda asked, zone, _labels: asked.zones.delete(zone), "deleted; they can be brought back", True),
}


def add_pages(blueprint: Blueprint) -> None:
    """Add the pages."""

    @blueprint.post("/zones/several")
    def save_several() -> Response | str | tuple[str, int]:
        wanted, name = request.form.getlist("zone"), request.form.get("action", "")
        action, labels = ACTIONS.get(name), read_labels(request.form.get("label", ""))
        back = filters_of_address(request.form.get("back", ""))
        missing = _what_is_missing(action, name, wanted, labels)
        if action is None or missing:
            notice(missing, "warning")
            return redirect(url_for("zones.show", **back))
        if action.needs_confirmation and not request.form.get("confirmed"):
            return _confirmation(name, wanted, back)
        return _report(action, each(wanted, partial(_change, api(), action, labels)), back)


def each(zones: Sequence[str], change: Callable[[str], Any]) -> list[Outcome]:
    """Do something to each of some zones, and return what became of each, in their order.

    Args:
        zones: their names.
        change: does it to one.

    Raises:
        SignedOut: nobody is signed in any more.
        ElevationRequired: an administrator has to prove who they are.
        TryLater: the service is away, and nothing was done.
    """
    outcomes: list[Outcome] = []
    for start in range(0, len(zones), AT_ONCE):
        some = zones[start : start + AT_ONCE]
        done = api().together(*(partial(_try, zone, change) for zone in some))
        outcomes += done
        away = done[0].refusal
        if isinstance(away, TryLater) and all(isinstance(outcome.refusal, TryLater) for outcome in done):
            if start == 0:
                raise away
            # the others would wait as long for nothing
            return outcomes + [Outcome(zone, away) for zone in zones[start + AT_ONCE :]]
    return outcomes


def _try(zone: str, change: Callable[[str], Any]) -> Outcome:
    try:
        result = change(zone)
    except ElevationRequired:
        raise
    except (Conflict, Invalid, NotAllowed, NotFound, TryLater) as refusal:
        return Outcome(zone, refusal)
    return Outcome(zone, None, result)


def _change(asked: Api, action: Action, labels: Sequence[str], zone: str) -> None:
    action.change(asked, zone, labels)


def _what_is_missing(action: Action | None, name: str, zones: Sequence[str], labels: Sequence[str]) -> str:
    if action is None:
        return "There is no such action."
    if not zones:
        return "Choose some zones first."
    if name in {"label", "unlabel"} and not labels:
        return "Type the label first."
    return ""


def _confirmation(name: str, wanted: Sequence[str], back: Mapping[str, Any]) -> str:
    """Return the page that names what is lost; nothing is changed by it."""
    listed = api().zones.page({"per_page": 1000, **{key: back[key] for key in back if key not in {"page", "per_page"}}})
    known = {zone["domain"]: zone for zone in listed["domains"]}
    zones = [(zone, known.get(zone)) for zone in wanted]
    return render_template("zones/confirm.html", action=name, zones=zones, back=request.form.get("back", ""))


def _report(action: Action, outcomes: Sequence[Outcome], back: Mapping[str, Any]) -> Response | tuple[str, int]:
    done = sum(outcome.refusal is None for outcome in outcomes)
    if done == len(outcomes):
        verb = "is" if done == 1 else "are"
        notice(f"{plural(done, 'zone')} {verb} {action.done}.")
        return redirect(url_for("zones.show", **back))
    page = render_template("zones/outcomes.html", outcomes=outcomes, done=done, action=action, back=back)
    return page, 422
