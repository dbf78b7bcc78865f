"""Finding records across all zones."""

from typing import Any

from flask import Blueprint, Response, make_response, render_template, request, url_for

from core.errors import Invalid
from web.refusals import is_partial
from web.visit import api

ROWS = 100


def pages() -> Blueprint:
    """Return the pages."""
    blueprint = Blueprint("find", __name__)

    @blueprint.get("/find")
    def show() -> Response:
        query: dict[str, Any] = {
            name: request.args[name].strip() for name in ("search", "type") if request.args.get(name, "").strip()
        }
        page = request.args.get("page", 1, int)
        template = "find/found.html" if is_partial() else "find/show.html"
        found, refusal = None, None
        try:
            found = api().records.find(query | {"page": page, "per_page": ROWS}) if query else None
        except Invalid as reason:
            refusal = reason
        typed = {"search": "", "type": ""} | query
        response = make_response(render_template(template, found=found, query=query, typed=typed, refusal=refusal))
        if is_partial():
            # the address of what is seen, without the empty fields of the form
            response.headers["HX-Replace-Url"] = url_for("find.show", **query)
        return response

    return blueprint
