"""All zones of the visitor."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from core.errors import Invalid
from web.notices import notice
from web.visit import api


def pages() -> Blueprint:
    """Return the pages."""
    blueprint = Blueprint("zones", __name__)

    @blueprint.get("/zones")
    def show() -> str:
        return render_template("zones/show.html", zones=api().zones.list())

    @blueprint.get("/zones/new")
    def show_new() -> str:
        return render_template("zones/new.html", refusal=None, typed={"name": ""})

    @blueprint.post("/zones/new")
    def create() -> Response | tuple[str, int]:
        name = request.form.get("name", "").strip()
        try:
            answer = api().zones.create(name)
        except Invalid as refusal:
            return render_template("zones/new.html", refusal=refusal, typed={"name": name}), 422
        notice(f"{answer.response['domain']} is yours. It is being signed and published now.")
        return redirect(url_for("zone.show", zone=answer.response["domain"]))

    return blueprint
