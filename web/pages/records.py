"""The records of a zone."""

from flask import Blueprint, render_template, request

from web.visit import api

FILTERS = ("search", "name", "type", "sort")
ROWS = 50


def pages() -> Blueprint:
    """Return the pages."""
    blueprint = Blueprint("records", __name__)

    @blueprint.get("/zones/<zone>/records")
    def show(zone: str) -> str:
        query = {name: request.args[name] for name in FILTERS if request.args.get(name)}
        page = request.args.get("page", 1, int)
        answer = api().records.page(zone, query | {"page": page, "per_page": ROWS})
        return render_template("zone/records.html", zone={"domain": zone}, found=answer.response, query=query)

    return blueprint
