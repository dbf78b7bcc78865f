"""The audit log: who did what, to what, through what."""

import json

from flask import Blueprint, render_template

from web.lists import as_pagination, asked, asked_page
from web.pages.administration.section import section
from web.visit import api


def pages() -> Blueprint:
    """Return the pages."""
    blueprint = section("admin_audit", "system_audit_log")

    @blueprint.get("/admin/audit")
    def show() -> str:
        query = asked("type", "actor", "search")
        found = api().platform.events(asked_page(), query)
        types = sorted({entry["type"] for entry in found["entries"]})
        pagination = as_pagination(found["pagination"])
        return render_template(
            "admin/audit.html", entries=found["entries"], types=types, pagination=pagination, query=query
        )

    @blueprint.get("/admin/audit/<int:entry_id>")
    def show_one(entry_id: int) -> str:
        entry = api().platform.event(entry_id)
        args = json.dumps(json.loads(entry["args"]), indent=2, ensure_ascii=False)
        return render_template("admin/audit_entry.html", entry=entry, args=args)

    return blueprint
