"""The end of an account: what would be lost is named first, and it is done when that has been read."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from core.errors import Invalid, Refusal
from web.api_client import TooMany
from web.forms import status_of
from web.notices import notice
from web.passkeys import sent_credential
from web.visit import api, end, visitor

DELETE_ZONES = "delete"


def pages() -> Blueprint:
    """Return the pages."""
    blueprint = Blueprint("deletion", __name__)

    @blueprint.get("/profile/delete")
    def show() -> str:
        return render_template("profile/delete.html", refusal=None)

    @blueprint.post("/profile/delete/plan")
    def show_plan() -> tuple[str, int]:
        try:
            return _plan_form(_plan())
        except Invalid as refusal:
            return render_template("profile/delete.html", refusal=refusal), 422

    @blueprint.post("/profile/delete")
    def delete() -> Response | tuple[str, int]:
        plan = _plan()
        if plan["zones"] != request.form.getlist("zone"):
            changed = Invalid("Your zones have changed meanwhile.", ["Look through them once more."])
            return _plan_form(plan, changed)
        try:
            _check_typed_address()
            api().account.delete(plan["code"], _second_factor() if plan["wants_second_factor"] else "")
        except (Invalid, TooMany) as refusal:
            return _plan_form(plan, refusal)
        end()
        notice("Your account is deleted. Goodbye, and thank you.")
        return redirect(url_for("front.show"))

    return blueprint


def _plan() -> dict[str, Any]:
    """Return what would be lost, and the code that does it.

    Raises:
        Invalid: users may not delete themselves.
    """
    zones: list[str] = []
    asked = api().account
    try:
        step = asked.ask_to_delete("")
    except Invalid as refusal:
        # either zones that nobody else owns are in the way, or this is refused in the same words once more
        step = asked.ask_to_delete(DELETE_ZONES)
        zones = [str(zone) for zone in refusal.detail or ()]
    return {"zones": zones, "code": step["confirmCode"], "wants_second_factor": step["twofactor"]}


def _check_typed_address() -> None:
    known = visitor()
    if known is None or request.form.get("email", "").strip().lower() != known.email.lower():
        raise Invalid("To delete the account, type its mail address.")


def _second_factor() -> str:
    if request.form.get("credential"):
        return api().sign_in.earn_code(sent_credential())
    return request.form.get("code", "").strip()


def _plan_form(plan: dict[str, Any], refusal: Refusal | None = None) -> tuple[str, int]:
    return render_template("profile/delete_plan.html", plan=plan, refusal=refusal), status_of(refusal)
