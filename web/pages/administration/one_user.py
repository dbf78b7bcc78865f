"""One user: who they are, whether they may sign in, and the end of their account."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from core.errors import Invalid, NotFound, Refusal
from web.api_client.api import if_available
from web.lists import as_pagination, asked_page
from web.notices import notice
from web.pages.administration.section import typed
from web.permissions import GROUPS
from web.visit import api, visitor

ZONES = 100


def add_to(blueprint: Blueprint) -> None:
    """Add the pages."""
    _details(blueprint)
    _deletion(blueprint)

    @blueprint.get("/admin/users/<int:user_id>")
    def show_one(user_id: int) -> str:
        return page_of(user_id)

    @blueprint.get("/admin/users/<int:user_id>/log")
    def show_log(user_id: int) -> str:
        asked = api()
        page = asked_page()
        user, log = asked.together(lambda: asked.users.get(user_id), lambda: asked.users.log(user_id, page))
        pagination = as_pagination(log["pagination"])
        return render_template("admin/user_log.html", user=user, entries=log["entries"], pagination=pagination)


def page_of(user_id: int, refusal: Refusal | None = None, fields: dict[str, str] | None = None) -> str:
    """Return the page of a user.

    Args:
        user_id: whom.
        refusal: of what was sent last.
        fields: what was typed into it.
    """
    asked = api()
    found: list[Any] = asked.together(
        lambda: asked.users.get(user_id),
        lambda: if_available(lambda: asked.users.keys(user_id)),
        lambda: if_available(lambda: asked.users.factors(user_id)),
        lambda: if_available(lambda: asked.users.passkeys(user_id)),
        lambda: if_available(lambda: asked.users.log(user_id, 1)),
    )
    user, keys, factors, passkeys, log = found
    shown = {"email": user["email"], "realname": user["realname"], "disabledreason": ""} | (fields or {})
    return render_template(
        "admin/user.html",
        user=user,
        keys=keys,
        factors=factors,
        passkeys=passkeys,
        log=log,
        groups=GROUPS,
        typed=shown,
        refusal=refusal,
    )


def _details(blueprint: Blueprint) -> None:
    @blueprint.post("/admin/users/<int:user_id>/details")
    def save_details(user_id: int) -> Response | tuple[str, int]:
        fields = typed("email", "realname")
        password = request.form.get("password", "")
        try:
            api().users.change(user_id, fields | ({"password": password} if password else {}))
        except Invalid as refusal:
            return page_of(user_id, refusal, fields), 422
        notice("Saved. They are told by mail of a new password or address." if password else "Saved.")
        return redirect(url_for("admin_users.show_one", user_id=user_id))

    @blueprint.post("/admin/users/<int:user_id>/state")
    def save_state(user_id: int) -> Response | tuple[str, int]:
        fields = typed("disabledreason")
        suspend = request.form.get("disabled") == "yes"
        try:
            user = api().users.change(user_id, {"disabled": suspend, **(fields if suspend else {"disabledreason": ""})})
        except Invalid as refusal:
            return page_of(user_id, refusal, fields), 422
        sentence = "is suspended: they cannot sign in, nor can their keys" if suspend else "may sign in again"
        notice(f"{user['email']} {sentence}.")
        return redirect(url_for("admin_users.show_one", user_id=user_id))


def _deletion(blueprint: Blueprint) -> None:
    @blueprint.get("/admin/users/<int:user_id>/delete")
    def show_delete(user_id: int) -> str:
        return _deletion_form(user_id)

    @blueprint.post("/admin/users/<int:user_id>/delete")
    def delete(user_id: int) -> Response | tuple[str, int]:
        fields = typed("confirm", "domains", "owner")
        user = api().users.get(user_id)
        if fields["confirm"].lower() != user["email"]:
            return _deletion_form(user_id, Invalid(f"Type {user['email']} to have this account deleted.")), 422
        try:
            api().users.delete(user_id, fields["owner"] if fields["domains"] == "owner" else fields["domains"])
        except (Invalid, NotFound) as refusal:
            return _deletion_form(user_id, refusal), 422
        notice(f"The account {user['email']} is deleted.")
        return redirect(url_for("admin_users.show"))


def _deletion_form(user_id: int, refusal: Refusal | None = None) -> str:
    asked, known = api(), visitor()
    user = asked.users.get(user_id)
    zones = None
    if known is not None and known.may("manage_domains") and user["accesscount"]:
        zones = if_available(lambda: asked.all_zones.page({"user": user["email"], "per_page": ZONES}))
    fields = typed("confirm", "domains", "owner")
    return render_template("admin/user_delete.html", user=user, zones=zones, typed=fields, refusal=refusal)
