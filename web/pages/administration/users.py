"""All users: the list, and a new one."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from core.errors import Invalid
from web.lists import asked, asked_page
from web.notices import notice
from web.pages.administration import one_user, user_access
from web.pages.administration.section import section, typed
from web.visit import api

ROWS = 50
FIELDS = ("email", "realname")


def pages() -> Blueprint:
    """Return the pages."""
    blueprint = section("admin_users", "manage_users")
    one_user.add_to(blueprint)
    user_access.add_to(blueprint)

    @blueprint.get("/admin/users")
    def show() -> str:
        query = asked("search", "state", "sort")
        found = api().users.page({**query, "page": asked_page(), "per_page": ROWS})
        return render_template("admin/users.html", found=found, query=query)

    @blueprint.get("/admin/users/new")
    def show_new() -> str:
        return _form()

    @blueprint.post("/admin/users/new")
    def create() -> Response | tuple[str, int]:
        # how the password comes about: by a mail, or it is typed
        way = (
            {"sendWelcome": True}
            if request.form.get("way", "welcome") == "welcome"
            else {"password": request.form.get("password", "")}
        )
        try:
            made = api().users.create({**typed(*FIELDS), **way})
        except Invalid as refusal:
            return _form(refusal), 422
        mail = " A mail with a code is on its way to them." if "sendWelcome" in way else ""
        notice(f"There is an account for {made['email']} now.{mail}")
        return redirect(url_for("admin_users.show_one", user_id=made["id"]))

    return blueprint


def _form(refusal: Invalid | None = None) -> str:
    fields = {**typed(*FIELDS), "way": request.form.get("way", "welcome")}
    return render_template("admin/user_new.html", typed=fields, refusal=refusal)
