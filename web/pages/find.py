"""Finding records across all zones."""

from flask import Blueprint, Response, make_response, render_template, url_for

from core.errors import Invalid
from web.lists import asked, asked_page
from web.refusals import is_partial
from web.visit import api

ROWS = 100


def pages() -> Blueprint:
    """Return the pages."""
    blueprint = Blueprint("find", __name__)

    @blueprint.get("/find")
    def show() -> Response:
        query = asked("search", "type")
        template = "find/found.html" if is_partial() else "find/show.html"
        found, refusal = None, None
        try:
            found = api().records.find(query | {"page": asked_page(), "per_page": ROWS}) if query else None
        except Invalid as reason:
            refusal = reason
        typed = {"search": "", "type": ""} | query
        response = make_response(render_template(template, found=found, query=query, typed=typed, refusal=refusal))
        if is_partial():
            # the address of what is seen, without the empty fields of the form
            response.headers["HX-Replace-Url"] = url_for("find.show", _external=False, **query)
        return response

    return blueprint
