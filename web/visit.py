"""Who the present request is made by, and the API as they see it."""

import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from flask import Flask, current_app, g, redirect, request, session, url_for
from werkzeug.wrappers import Response

from web.api_client import Api, Credentials
from web.session_store import StoredSession

View = TypeVar("View", bound=Callable[..., Any])

PUBLIC = "zonehost_public"

WITHOUT_SESSION = {"static", "health.live", "health.ready"}
# what can be done by who has not accepted the terms: accept them, or leave
BEFORE_TERMS = {"acting.stop", "terms.show", "terms.save", "sign_in.sign_out"} | {
    "deletion.show",
    "deletion.show_plan",
    "deletion.delete",
}


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who is signed in.

    Attributes:
        email: their address; that of the user an administrator acts for, if one does.
        name: what they call themselves.
        access: names of the permissions they have (API 1.0 §7).
        acting: the mail address of the administrator who acts in their name; empty if nobody does.
    """

    email: str
    name: str
    access: frozenset[str]
    acting: str = ""

    def may(self, permission: str) -> bool:
        """Return whether a permission is given."""
        return permission in self.access


def public(view: View) -> View:
    """Mark a page as one for everybody; all others lead to the sign-in first."""
    setattr(view, PUBLIC, True)
    return view


def visitor() -> Visitor | None:
    """Return who is signed in."""
    if "email" not in session:
        return None
    acting = session["administrator"] if session.get("impersonated") else ""
    return Visitor(session["email"], session["name"], frozenset(session["access"]), acting)


def api() -> Api:
    """Return the API as the visitor sees it."""
    return cast(Api, g.api)


def stranger() -> Api:
    """Return the API as somebody sees it who has not signed in, whoever the visitor is."""
    return api_in_session("")


def api_in_session(session_id: str) -> Api:
    """Return the API in another session than that of the visitor.

    Args:
        session_id: of the API; empty for none.
    """
    known = Credentials(session_id=session_id, address=request.remote_addr or "", request_id=g.request_id)
    return api().signed_in_with(known)


def begin(session_id: str, known: dict[str, Any]) -> None:
    """Have the browser know a visitor who has just signed in, under an id nobody knew before.

    Args:
        session_id: their session at the API.
        known: what the API tells of them (`userdata`).
    """
    cast(StoredSession, session).renew()
    session["session_id"] = session_id
    remember(known)


def remember(known: dict[str, Any]) -> None:
    """Keep what pages show of the visitor.

    Args:
        known: what the API tells of them (`userdata`).
    """
    user = known["user"]
    shown = {
        "email": user["email"],
        "name": user["realname"],
        "access": sorted(known["access"]),
        "must_accept_terms": user.get("acceptterms") is False,
    }
    # what is the same as before need not be kept once more
    if any(session.get(name) != value for name, value in shown.items()):
        session.update(shown)


def remember_step_up(token: str, until: int) -> None:
    """Keep the proof of an administrator, and take it along from now on.

    Args:
        token: what the API gave for it.
        until: the Unix time it ends.
    """
    session["admin_token"], session["admin_token_until"] = token, until
    g.api = api().signed_in_with(_credentials())


def has_stepped_up() -> bool:
    """Return whether the visitor is an administrator whose proof is good still."""
    return bool(session.get("admin_token_until", 0) > time.time())


def end() -> None:
    """Forget the visitor."""
    cast(StoredSession, session).renew()


def install_visits(app: Flask, api_of_nobody: Api, ask_to_sign_in: Callable[[], Response]) -> None:
    """Have every request know its visitor, and pages that are not public ask for a sign-in first.

    Args:
        app: the application.
        api_of_nobody: the API as everybody sees it.
        ask_to_sign_in: makes the answer to who has to sign in.
    """

    @app.before_request
    def meet() -> Response | None:
        g.request_id = uuid.uuid4().hex
        g.api = api_of_nobody.signed_in_with(_credentials())
        view = current_app.view_functions.get(str(request.endpoint))
        if view is None or request.endpoint in WITHOUT_SESSION:
            return None
        trouble = cast(StoredSession, session).trouble
        if trouble is not None:
            raise trouble
        if getattr(view, PUBLIC, False):
            return None
        if visitor() is None:
            return ask_to_sign_in()
        return _lead_to_terms()


def _lead_to_terms() -> Response | None:
    if not session.get("must_accept_terms") or request.endpoint in BEFORE_TERMS:
        return None
    wanted = request.full_path.removesuffix("?") if request.method == "GET" else ""
    return redirect(url_for("terms.show", next=wanted or None))


def _credentials() -> Credentials:
    return Credentials(
        session_id=session.get("session_id", ""),
        impersonated=session.get("impersonated", ""),
        admin_token=session.get("admin_token", "") if has_stepped_up() else "",
        address=request.remote_addr or "",
        request_id=g.request_id,
    )
