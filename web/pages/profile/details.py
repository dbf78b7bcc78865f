"""Name, mail address and picture."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from core.errors import Invalid, NotAllowed, Refusal
from web.api_client import TooMany
from web.forms import status_of
from web.notices import notice
from web.own_password import check_own_password
from web.visit import api, remember, visitor


def pages() -> Blueprint:
    """Return the pages."""
    blueprint = Blueprint("profile", __name__)

    @blueprint.get("/profile")
    def show() -> tuple[str, int]:
        user = api().account.get()
        return _form({"name": user["realname"], "email": user["email"], "avatar": user["avatar"]})

    @blueprint.post("/profile")
    def save() -> Response | tuple[str, int]:
        typed = {name: request.form.get(name, "").strip() for name in ("name", "email", "avatar")}
        wanted = {"realname": typed["name"], "avatar": typed["avatar"]}
        known = visitor()
        try:
            if known is not None and typed["email"].lower() != known.email.lower():
                check_own_password(request.form.get("password", ""))
                wanted["email"] = typed["email"]
            api().account.change(wanted)
        except (Invalid, NotAllowed, TooMany) as refusal:
            return _form(typed, refusal)
        remember(api().account.who())
        notice("Saved.")
        return redirect(url_for("profile.show"))

    return blueprint


def _form(typed: dict[str, str], refusal: Refusal | None = None) -> tuple[str, int]:
    return render_template("profile/details.html", typed=typed, refusal=refusal), status_of(refusal)
