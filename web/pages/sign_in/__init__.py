"""Signing in and out: by password, with a second factor after it, or by passkey alone."""

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from web.notices import notice
from web.pages.sign_in import passkey, password, second_step
from web.sealed import SealedSteps
from web.visit import api, end

SECONDS_FOR_SECOND_STEP = 300


def pages(secret: str) -> Blueprint:
    """Return the pages.

    Args:
        secret: of the dashboard.
    """
    blueprint = Blueprint("sign_in", __name__)
    steps = SealedSteps(secret, "second step of a sign-in", SECONDS_FOR_SECOND_STEP)
    password.add_pages(blueprint, steps)
    second_step.add_pages(blueprint, steps)
    passkey.add_pages(blueprint)

    @blueprint.post("/sign-out")
    def sign_out() -> Response:
        api().sign_in.end()
        end()
        notice("You are signed out.")
        return redirect(url_for("front.show"))

    return blueprint
