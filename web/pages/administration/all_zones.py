"""The zones of everybody."""

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from core.errors import Invalid, NotFound, Refusal
from web.lists import asked, asked_page
from web.notices import notice
from web.pages.administration import one_zone
from web.pages.administration.section import section, typed
from web.visit import api

ROWS = 50


def pages() -> Blueprint:
    """Return the pages."""
    blueprint = section("admin_zones", "manage_domains")
    one_zone.add_to(blueprint)

    @blueprint.get("/admin/zones")
    def show() -> str:
        query = asked("search", "user", "state", "sort")
        found = api().all_zones.page({**query, "page": asked_page(), "per_page": ROWS})
        return render_template("admin/zones.html", found=found, query=query)

    @blueprint.get("/admin/zones/new")
    def show_new() -> str:
        return _form()

    @blueprint.post("/admin/zones/new")
    def create() -> Response | tuple[str, int]:
        fields = typed("name", "owner")
        try:
            made = api().all_zones.create(fields["name"], fields["owner"]).response
        except (Invalid, NotFound) as refusal:
            return _form(refusal), 422
        notice(f"{made['domain']} is there. It is being signed and published now.")
        return redirect(url_for("admin_zones.show_one", zone=made["domain"]))

    return blueprint


def _form(refusal: Refusal | None = None) -> str:
    return render_template("admin/zone_new.html", typed=typed("name", "owner"), refusal=refusal)
