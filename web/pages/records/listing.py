"""The list of the records of a zone: filtered, sorted and cut into pages by the API, whatever the size of the zone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from flask import Blueprint, render_template, request, url_for

from core.errors import Invalid, Refusal
from web.api_client.api import Api, if_available
from web.levels import reaches
from web.lists import asked_page
from web.pages.records.changes import blank, values_of
from web.pages.records.types import help_by_type, types_with
from web.pages.zone.way import shown_status
from web.versions import told
from web.visit import api, visitor

FILTERS = ("search", "name", "type", "sort")
PLACE = (*FILTERS, "page")
ROWS = 100


@dataclass(frozen=True, slots=True)
class Saved:
    """The change that was saved a moment ago: its version, where it is, and the one to go back to."""

    version: Mapping[str, Any]
    before: int | None
    status: Mapping[str, Any]


def add_pages(blueprint: Blueprint) -> None:
    """Add the pages of the list."""

    @blueprint.get("/zones/<zone>/records")
    def show(zone: str) -> str | tuple[str, int]:
        asked, query = api(), wished(request.args)
        page = asked_page()
        saved = request.args.get("saved", "")
        known, found, *after = asked.together(
            lambda: asked.zones.get(zone).response,
            lambda: _found(asked, zone, query | {"page": page, "per_page": ROWS}),
            *([lambda: asked.history.page(zone, 1, 2).response["history"]] if saved else []),
            *([lambda: if_available(lambda: asked.zones.status(zone))] if saved else []),
        )
        if known["aliasof"]:
            return render_template("records/of_alias.html", zone=known)
        refusal = found if isinstance(found, Refusal) else None
        text = render_template(
            "records/list.html",
            zone=known,
            refusal=refusal,
            found=None if refusal else found.response,
            tag="" if refusal else found.tag,
            query=query,
            saved=_saved(saved, *after) if saved else None,
            may_write=may_write(known),
            types=types_with(query.get("type", "").upper()),
            type_help=help_by_type(),
            blank=blank(0),
            values_of=values_of,
            told=told,
        )
        return text if refusal is None else (text, 422)


def wished(given: Mapping[str, str]) -> dict[str, str]:
    """Return which records are wanted, and in which order."""
    return {name: given[name].strip() for name in FILTERS if given.get(name, "").strip()}


def may_write(zone: Mapping[str, Any]) -> bool:
    """Return whether the visitor may change the records of a zone."""
    known = visitor()
    return known is not None and known.may("domains_write") and reaches(zone["access"], "write")


def address_of_list(zone: str, place: str, **more: object) -> str:
    """Return the address of the list as somebody left it.

    Args:
        zone: its name.
        place: the query string it had.
        more: parameters beside those of the place.
    """
    kept: dict[str, Any] = {name: value for name, value in parse_qsl(place.removeprefix("?")) if name in PLACE}
    return url_for("records.show", zone=zone, **(kept | more))


def _found(asked: Api, zone: str, query: Mapping[str, Any]) -> Any:
    try:
        return asked.records.page(zone, query)
    except Invalid as refusal:
        return refusal


def _saved(request_id: str, versions: list[Mapping[str, Any]], status: Any) -> Saved | None:
    """Return what is said of the change a request made, as long as it is the last one.

    Its serial may be lifted meanwhile, when a zone is signed from the beginning; the id of the request stays.
    """
    if not versions or versions[0]["request_id"] != request_id:
        return None
    return Saved(versions[0], versions[1]["serial"] if len(versions) > 1 else None, shown_status(status))
