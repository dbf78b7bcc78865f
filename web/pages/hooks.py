"""Webhooks of a zone: listed, made, changed, disabled, deleted, and what came of their calls."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from core.errors import Invalid, Refusal
from web.notices import notice
from web.visit import api

Page = Response | str | tuple[str, int]


def pages() -> Blueprint:
    """Return the pages."""
    blueprint = Blueprint("hooks", __name__, url_prefix="/zones/<zone>/hooks")
    _add_list(blueprint)
    _add_one(blueprint)
    return blueprint


def _add_list(blueprint: Blueprint) -> None:
    @blueprint.get("")
    def show(zone: str) -> Page:
        try:
            return _list(zone, {"url": ""})
        except Invalid as refusal:
            # an alias has no webhooks, and who may only read sees none
            values = {"zone": {"domain": zone}, "title": "Webhooks", "refusal": refusal}
            return render_template("zone/refused.html", **values), 403

    @blueprint.post("")
    def create(zone: str) -> Page:
        url = request.form.get("url", "").strip()
        try:
            api().hooks.create(zone, url, request.form.get("password", ""))
        except Invalid as refusal:
            return _list(zone, {"url": url}, refusal), 422
        notice("The webhook is added. It is called after the next change.")
        return redirect(url_for(".show", zone=zone))


def _add_one(blueprint: Blueprint) -> None:
    @blueprint.get("/<int:hook>")
    def show_one(zone: str, hook: int) -> Page:
        return _one(zone, hook)

    @blueprint.post("/<int:hook>")
    def save(zone: str, hook: int) -> Page:
        url = request.form.get("url", "").strip()
        try:
            api().hooks.change(zone, hook, {"url": url, **_password()})
        except Invalid as refusal:
            return _one(zone, hook, url, refusal), 422
        notice("The webhook is changed.")
        return redirect(url_for(".show_one", zone=zone, hook=hook))

    @blueprint.post("/<int:hook>/disabled")
    def save_disabled(zone: str, hook: int) -> Page:
        disabled = request.form.get("disabled") == "yes"
        api().hooks.change(zone, hook, {"disabled": disabled})
        notice("The webhook is disabled: nothing is called." if disabled else "The webhook is enabled again.")
        return redirect(url_for(".show", zone=zone))

    @blueprint.post("/<int:hook>/delete")
    def delete(zone: str, hook: int) -> Page:
        api().hooks.delete(zone, hook)
        notice("The webhook is deleted.")
        return redirect(url_for(".show", zone=zone))


def _password() -> dict[str, str]:
    """Return the password that was typed, if it is to change: none, another one, or none at all from now on."""
    if request.form.get("unsigned"):
        return {"password": ""}
    typed = request.form.get("password", "")
    return {"password": typed} if typed else {}


def _list(zone: str, typed: dict[str, str], refusal: Refusal | None = None) -> str:
    return render_template(
        "hooks/list.html", zone={"domain": zone}, hooks=api().hooks.list(zone), typed=typed, refusal=refusal
    )


def _one(zone: str, hook: int, url: str | None = None, refusal: Refusal | None = None) -> str:
    asked = api()
    found: Any
    calls: Any
    found, calls = asked.together(lambda: asked.hooks.get(zone, hook), lambda: asked.hooks.calls(zone, hook))
    return render_template(
        "hooks/one.html",
        zone={"domain": zone},
        number=hook,
        hook=found,
        url=found["url"] if url is None else url,
        calls=calls,
        refusal=refusal,
    )
