"""What every way to sign in ends with."""

from flask import redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from core.errors import Invalid, Refusal
from web.api_client import SignedOut, Started
from web.forms import status_of
from web.theme import remember_theme_of
from web.trusted_device import remember_device
from web.visit import api_in_session, begin

NOT_TOGETHER = "This mail address and this password do not belong together."


def arrive(started: Started, wanted: str = "") -> Response:
    """Have the browser know who has signed in, and lead on.

    Args:
        started: their session.
        wanted: the page to go on to; if none is named, where the visitor wanted to go.
    """
    location = wanted or way_on()
    known = api_in_session(started.session_id).account.who()
    begin(started.session_id, known)
    response = redirect(location)
    remember_theme_of(response, known)
    if started.device_id:
        remember_device(response, started.device_id)
    return response


def way_on() -> str:
    """Return where to go after the sign-in: where the visitor wanted to go, if that is a page of ours."""
    wanted = request.values.get("next", "")
    is_ours = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and wanted.isprintable()
    return wanted if is_ours else url_for("zones.show")


def sign_in_form(refusal: Refusal | None = None) -> tuple[str, int]:
    """Return the page that asks for address and password, with why it does so again."""
    if isinstance(refusal, SignedOut):
        refusal = Invalid(NOT_TOGETHER, ["Look at capital letters. A forgotten password can be replaced."])
    typed = {"email": request.form.get("email", session.get("email", "")), "next": request.values.get("next", "")}
    return render_template("front/sign_in.html", typed=typed, refusal=refusal), status_of(refusal)
