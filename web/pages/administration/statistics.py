"""Queries of the whole platform: by server, by type of record, by zone."""

from typing import Any

from flask import Blueprint, render_template, request, url_for

from core.errors import Refusal
from web.api_client.api import if_available
from web.charts import RANGES, Chart, chart_of, range_of
from web.pages.administration.section import section
from web.visit import api, visitor


def pages() -> Blueprint:
    """Return the pages."""
    blueprint = section("admin_statistics", "system_stats")

    @blueprint.get("/admin/statistics")
    def show() -> str:
        chosen, known = range_of(request.args.get("range")), visitor()
        statistics = api().statistics
        by_server, by_type, by_zone = api().together(
            lambda: if_available(lambda: statistics.of_platform(chosen.seconds, "server")),
            lambda: if_available(lambda: statistics.of_platform(chosen.seconds, "rrtype")),
            lambda: if_available(lambda: statistics.of_platform(chosen.seconds, "zone")),
        )
        may_open = known is not None and known.may("manage_domains")
        zones = by_zone["stats"] if may_open and not isinstance(by_zone, Refusal) else {}
        return render_template(
            "admin/statistics.html",
            by_server=_chart(by_server, "all other servers"),
            by_type=_chart(by_type, "all other types"),
            by_zone=_chart(by_zone, "all other zones"),
            addresses={zone: url_for("admin_zones.show_one", zone=zone) for zone in zones},
            ranges=RANGES,
            chosen=chosen,
        )

    return blueprint


def _chart(found: dict[str, Any] | Refusal, others: str) -> Chart | Refusal:
    return found if isinstance(found, Refusal) else chart_of(found, others)
