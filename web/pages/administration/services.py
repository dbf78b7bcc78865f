"""Services: how the platform is, and what its parts say."""

from typing import Any

from flask import Blueprint, render_template

from web.api_client.api import if_available
from web.lists import as_pagination, asked, asked_page
from web.log_lines import read_line
from web.pages.administration.section import section
from web.visit import api, visitor

LATE_ZONES = 20


def pages() -> Blueprint:
    """Return the pages."""
    blueprint = section("admin_services", "system_service_mgmt")

    @blueprint.get("/admin/services")
    def show() -> str:
        asked_api, known = api(), visitor()
        may_see_zones = known is not None and known.may("manage_domains")
        wish = {"state": "late", "per_page": LATE_ZONES}
        found: list[Any] = asked_api.together(
            asked_api.platform.state,
            lambda: if_available(asked_api.platform.services),
            lambda: if_available(lambda: asked_api.all_zones.page(wish)) if may_see_zones else None,
        )
        state, services, late = found
        return render_template("admin/services.html", state=state, services=services, late=late)

    @blueprint.get("/admin/services/<service>")
    def show_log(service: str) -> str:
        query = asked("search")
        found = api().platform.log(service, asked_page(), query.get("search", ""))
        # the newest first, on each page as on all of them
        lines = [read_line(line["message"], line["timestamp"]) for line in reversed(found["logs"])]
        pagination = as_pagination(found["pagination"])
        return render_template("admin/service.html", service=service, lines=lines, pagination=pagination, query=query)

    return blueprint
