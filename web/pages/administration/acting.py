"""The way into the administration, and acting for a user: it is done in the name of that user, and the log has both."""

from flask import Blueprint, redirect, request, session, url_for
from werkzeug.wrappers import Response

from core.errors import NotAllowed
from web.navigation import administration_navigation
from web.notices import notice
from web.pages.administration.section import require
from web.visit import api, remember, visitor


def pages() -> Blueprint:
    """Return the pages."""
    blueprint = Blueprint("acting", __name__)

    @blueprint.get("/admin")
    def show() -> Response:
        known = visitor()
        sections = administration_navigation(known) if known else []
        if not sections:
            raise NotAllowed("The administration is for those who have a permission for a part of it.")
        return redirect(sections[0].address)

    @blueprint.post("/admin/acting")
    def begin() -> Response:
        require("impersonate_users")
        email = request.form.get("email", "").strip()
        known = visitor()
        asked = api().acting_for(email)
        seen = asked.account.who()
        asked.users.begin_to_act()
        session["administrator"] = known.acting or known.email if known else ""
        session["impersonated"] = email
        remember(seen)
        return redirect(url_for("zones.show"))

    @blueprint.post("/admin/acting/stop")
    def stop() -> Response:
        # asked first: as long as the API is away, pages must not name one and act as the other
        seen = api().acting_for("").account.who()
        email = session.pop("impersonated", "")
        session.pop("administrator", None)
        remember(seen)
        notice(f"You act for yourself again, no longer as {email}." if email else "You act for yourself.")
        return redirect(url_for("front.show"))

    return blueprint
