"""How one signs in: all of it on one page, the password, and the end of all sessions."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from core.errors import Invalid, NotAllowed, Refusal
from web.api_client import SignedOut, TooMany
from web.forms import status_of
from web.notices import notice
from web.own_password import check_own_password
from web.pages.sign_in.arriving import arrive
from web.pages.sign_in.second_step import second_step_form
from web.repeated import check_repeated
from web.sealed import SealedSteps
from web.trusted_device import device_id
from web.visit import api, end, stranger, visitor

MOST_SIGN_INS = 5
APP, CODE = "rfc6238", "plain"
CHANGED = "Your password is changed, and every other session has ended."


def pages(steps: SealedSteps) -> Blueprint:
    """Return the pages.

    Args:
        steps: seal what the first step of a sign-in leaves to the second one.
    """
    blueprint = Blueprint("security", __name__)

    @blueprint.get("/profile/security")
    def show() -> str:
        return render_template("profile/security.html", **_everything())

    @blueprint.get("/profile/security/password")
    def show_password() -> tuple[str, int]:
        return _password_form()

    @blueprint.post("/profile/security/password")
    def save_password() -> Response | tuple[str, int]:
        try:
            password = check_repeated(request.form)
            check_own_password(request.form.get("password", ""))
            api().account.change({"password": password})
        except (Invalid, NotAllowed, TooMany) as refusal:
            return _password_form(refusal)
        known = visitor()
        if known is not None and known.acting:
            notice(f"The password of {known.email} is changed.")
            return redirect(url_for("security.show"))
        return _sign_in_again(steps, str(session["email"]), password)

    @blueprint.post("/profile/security/sessions/end")
    def end_sessions() -> Response:
        api().account.sign_out_everywhere()
        known = visitor()
        if known is not None and known.acting:
            notice(f"{known.email} is signed out everywhere.")
            return redirect(url_for("security.show"))
        end()
        notice("You are signed out everywhere, here too, and no device is trusted any more. API keys go on working.")
        return redirect(url_for("sign_in.show"))

    return blueprint


def _sign_in_again(steps: SealedSteps, email: str, password: str) -> Response | tuple[str, int]:
    """Go on after a change of the password, with which the session has ended, too."""
    end()
    try:
        response = arrive(stranger().sign_in.by_password(email, password), url_for("security.show"))
    except SignedOut as refusal:
        notice(CHANGED)
        if refusal.login_error != "2fa_required":
            return redirect(url_for("sign_in.show"))
        sealed = steps.seal({"email": email, "password": password, "methods": refusal.methods})
        return second_step_form(sealed, refusal.methods)
    except Refusal:
        # the password is new all the same
        notice(CHANGED)
        return redirect(url_for("sign_in.show"))
    notice(CHANGED)
    return response


def _password_form(refusal: Refusal | None = None) -> tuple[str, int]:
    return render_template("profile/password.html", refusal=refusal), status_of(refusal)


def _everything() -> dict[str, Any]:
    asked, device = api(), device_id()
    factors, passkeys, devices, sign_ins = asked.together(
        asked.second_factors.list,
        asked.passkeys.list,
        lambda: asked.trusted_devices.list(device),
        lambda: asked.account.events(kind="session.created"),
    )
    codes = {number: factor for number, factor in factors.items() if factor["type"] == CODE}
    apps = {number: factor for number, factor in factors.items() if factor["type"] == APP}
    usable = [factor for factor in factors.values() if factor["active"]]
    return {
        "apps": apps,
        "codes": codes,
        "passkeys": passkeys,
        "devices": devices,
        "sign_ins": sign_ins["entries"][:MOST_SIGN_INS],
        # with the last one gone the password alone opens the account
        "is_last": len(usable) + len(passkeys) == 1,
        "is_safe": bool(usable or passkeys),
    }
