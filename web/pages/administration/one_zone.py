"""One zone of somebody else: what it is, who may do what, and what an administrator does to it."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from core.errors import Invalid, NotFound, Refusal
from web.notices import notice
from web.pages.administration.section import typed
from web.visit import api


def add_to(blueprint: Blueprint) -> None:
    """Add the pages."""
    _doing(blueprint)
    _deletion(blueprint)

    @blueprint.get("/admin/zones/<zone>")
    def show_one(zone: str) -> str:
        return _page(zone)

    @blueprint.post("/admin/zones/<zone>/access")
    def save_access(zone: str) -> Response | tuple[str, int]:
        fields = typed("email", "level")
        try:
            api().all_zones.change_access(zone, fields["email"], fields["level"])
        except (Invalid, NotFound) as refusal:
            return _page(zone, refusal), 422
        notice(f"{fields['email']} has the level {fields['level']} now.")
        return redirect(url_for("admin_zones.show_one", zone=zone))


def _doing(blueprint: Blueprint) -> None:
    @blueprint.post("/admin/zones/<zone>/state")
    def save_state(zone: str) -> Response:
        disabled = request.form.get("disabled") == "yes"
        api().all_zones.switch(zone, disabled=disabled)
        notice(f"{zone} is taken off the name servers." if disabled else f"{zone} is being published again.")
        return redirect(url_for("admin_zones.show_one", zone=zone))

    @blueprint.post("/admin/zones/<zone>/publish")
    def save_published(zone: str) -> Response:
        api().all_zones.publish(zone)
        notice(f"{zone} is being published anew, under a new serial.")
        return redirect(url_for("admin_zones.show_one", zone=zone))


def _deletion(blueprint: Blueprint) -> None:
    @blueprint.get("/admin/zones/<zone>/delete")
    def show_delete(zone: str) -> str:
        return _deletion_form(zone)

    @blueprint.post("/admin/zones/<zone>/delete")
    def delete(zone: str) -> Response | tuple[str, int]:
        if typed("confirm")["confirm"].rstrip(".").lower() != zone.lower():
            return _deletion_form(zone, Invalid(f"Type {zone} to have this zone deleted.")), 422
        api().all_zones.delete(zone)
        notice(f"{zone} is deleted. Its owners can bring it back for a while.")
        return redirect(url_for("admin_zones.show"))


def _page(zone: str, refusal: Refusal | None = None) -> str:
    asked = api()
    domain, status, access = asked.together(
        lambda: asked.all_zones.get(zone).response,
        lambda: asked.all_zones.status(zone),
        lambda: asked.all_zones.access(zone),
    )
    fields = typed("email", "level")
    return render_template("admin/zone.html", zone=domain, status=status, access=access, typed=fields, refusal=refusal)


def _deletion_form(zone: str, refusal: Refusal | None = None) -> str:
    asked = api()
    domain, access = asked.together(lambda: asked.all_zones.get(zone).response, lambda: asked.all_zones.access(zone))
    confirm = typed("confirm")["confirm"]
    return render_template("admin/zone_delete.html", zone=domain, access=access, confirm=confirm, refusal=refusal)
