"""Zones that are published with the records of another one."""

from flask import Blueprint, request, url_for
from werkzeug.utils import redirect

from core.errors import Conflict, Invalid, NotFound
from web.notices import notice
from web.pages.zone.overview import Typed, overview
from web.pages.zone.settings import Saved
from web.visit import api


def add_pages(blueprint: Blueprint) -> None:
    """Add the pages."""

    @blueprint.post("/zones/<zone>/alias")
    def save_alias(zone: str) -> Saved:
        target = request.form.get("target", "").strip()
        said = f"{zone} is now published with the records of {target}."
        return _save(zone, "alias", zone, target, said if target else f"{zone} has its own records again.")

    @blueprint.post("/zones/<zone>/aliases")
    def save_aliases(zone: str) -> Saved:
        alias = request.form.get("alias", "").strip()
        if request.form.get("end"):
            return _save(zone, "aliases", alias, "", f"{alias} has its own records again.")
        return _save(zone, "aliases", alias, zone, f"{alias} is now published with the records of {zone}.")


def _save(here: str, form: str, alias: str, target: str, said: str) -> Saved:
    """Make a zone an alias of another one, or of none, and lead back to where it was asked for."""
    try:
        _change(alias, target)
    except (Invalid, Conflict) as refusal:
        return overview(here, Typed(form, refusal, request.form.to_dict())), 422
    except NotFound as refusal:
        return overview(here, Typed(form, Invalid(refusal.message), request.form.to_dict())), 422
    notice(said)
    return redirect(url_for("zone.show", zone=here))


def _change(alias: str, target: str) -> None:
    if not alias:
        raise Invalid("Name the zone that is to be the alias.")
    made = api().zones.change(alias, {"aliasof": target}).response
    # the API passes over a target that is not the visitor's own
    if bool(made["aliasof"]) != bool(target):
        wanted = target or alias
        raise Invalid(f"Nothing was changed: you have to be owner of both zones, and you are not of {wanted}.")
