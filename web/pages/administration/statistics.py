"""Queries of the whole platform: by server, by type of record, by zone."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, render_template, request

from web.api_client.api import if_available
from web.pages.administration.section import section
from web.visit import api

SPANS = ((3600, "1 hour"), (86400, "1 day"), (7 * 86400, "7 days"), (30 * 86400, "30 days"))
MOST_SHOWN = 50
KINDS = (("server", "By server"), ("rrtype", "By type of record"), ("zone", "By zone"))


def pages() -> Blueprint:
    """Return the pages."""
    blueprint = section("admin_statistics", "system_stats")

    @blueprint.get("/admin/statistics")
    def show() -> str:
        wanted = request.args.get("time", SPANS[1][0], int)
        seconds = wanted if wanted in dict(SPANS) else SPANS[1][0]
        platform = api().platform
        found: list[Any] = api().together(
            lambda: if_available(lambda: platform.queries("server", "derivative", seconds)),
            lambda: if_available(lambda: platform.queries("rrtype", "derivative", seconds)),
            lambda: if_available(lambda: platform.queries("zone", "derivative", seconds)),
        )
        return render_template(
            "admin/statistics.html",
            parts_of_it=[(kind, title, series) for (kind, title), series in zip(KINDS, found, strict=True)],
            totals=totals_of,
            seconds=seconds,
            spans=SPANS,
        )

    return blueprint


def totals_of(series: Mapping[str, Sequence[Mapping[str, int]]]) -> dict[str, Any]:
    """Return what a table of series shows: names with their sums, the largest first, and the sum of all.

    Args:
        series: values of buckets of time by what they are of.
    """
    sums = {name: sum(point["value"] for point in points) for name, points in series.items()}
    rows = sorted(sums.items(), key=lambda row: (-row[1], row[0]))
    return {"rows": rows[:MOST_SHOWN], "all": sum(sums.values()), "left_out": max(0, len(rows) - MOST_SHOWN)}
