"""Finding records across all zones."""

from flask import Blueprint, render_template, request

from core.errors import Invalid
from web.refusals import is_partial
from web.visit import api

ROWS = 100


def pages() -> Blueprint:
    """Return the pages."""
    blueprint = Blueprint("find", __name__)

    @blueprint.get("/find")
    def show() -> str:
        query = {name: request.args[name].strip() for name in ("search", "type") if request.args.get(name, "").strip()}
        page = request.args.get("page", 1, int)
        template = "find/found.html" if is_partial() else "find/show.html"
        found, refusal = None, None
        try:
            found = api().records.find(query | {"page": page, "per_page": ROWS}) if query else None
        except Invalid as reason:
            refusal = reason
        typed = {"search": "", "type": ""} | query
        return render_template(template, found=found, query=query, typed=typed, refusal=refusal)

    return blueprint
