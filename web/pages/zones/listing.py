"""The list of zones."""

from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, make_response, render_template, request, url_for

from core.errors import Invalid, Refusal, TryLater
from web.api_client.api import if_available
from web.levels import LEVELS, reaches
from web.pages.zones.filters import SIZES, USUAL_SIZE, USUAL_SORT, other_way_round, read_filters
from web.refusals import is_partial
from web.visit import api, remember

UNDER_WAY = {"publishing", "signing", "spreading"}


def add_pages(blueprint: Blueprint) -> None:
    """Add the pages."""

    @blueprint.get("/zones")
    def show() -> Response:
        filters = read_filters(request.args)
        asked = api()
        answers: list[Any] = asked.together(
            lambda: asked.zones.page({"per_page": USUAL_SIZE, **filters}),
            lambda: if_available(asked.zones.labels),
            lambda: if_available(asked.account.who),
        )
        found, labels, who = answers
        # permissions given or taken since the sign-in show from here on
        if not isinstance(who, Refusal):
            remember(who)
        known = _known(found, labels, filters)
        if not is_partial():
            return make_response(render_template("zones/show.html", **known))
        response = make_response(render_template("zones/list.html", **known))
        # the address of what is seen, without the empty fields of the form
        response.headers["HX-Replace-Url"] = url_for("zones.show", **filters)
        return response

    @blueprint.get("/zones/states")
    def show_states() -> str | tuple[str, int]:
        filters = read_filters(request.args)
        try:
            found = api().zones.page({"per_page": USUAL_SIZE, **filters})
        except (TryLater, Invalid):
            # what is shown stays, and the page asks again
            return "", 204
        return render_template("zones/states.html", found=found, filters=filters, follows=_follows(found, filters))


def _follows(found: Any, filters: dict[str, Any]) -> bool:
    """Return whether the page asks for the states again: something is under way, and stays where it is meanwhile."""
    is_fixed = "state" not in filters and filters.get("sort", USUAL_SORT).removeprefix("-") == USUAL_SORT
    return is_fixed and any(zone["state"] in UNDER_WAY for zone in found["domains"])


def _known(found: Any, labels: Any, filters: dict[str, Any]) -> dict[str, Any]:
    sort = filters.get("sort", USUAL_SORT)
    rest = {name: value for name, value in filters.items() if name != "page"}
    return {
        "found": found,
        "labels": labels,
        "filters": filters,
        "follows": _follows(found, filters),
        # what leads to the first page of something else
        "with_filters": lambda **others: url_for("zones.show", **_without_nothing({**rest, **others})),
        "sort": sort,
        "sorted_by": lambda column: other_way_round(sort, column),
        "back": urlencode(filters),
        "sizes": SIZES,
        "size": filters.get("per_page", USUAL_SIZE),
        "levels": LEVELS[1:],
        "is_narrowed": bool(rest.keys() & {"search", "state", "level", "label"}),
        "may_write": any(reaches(zone["access"], "write") for zone in found["domains"]),
        "may_delete": any(reaches(zone["access"], "owner") for zone in found["domains"]),
    }


def _without_nothing(filters: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in filters.items() if value not in {None, ""}}
