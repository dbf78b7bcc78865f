"""Signing in and out: by password, with a second factor after it, or by passkey alone."""

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from web.notices import notice
from web.pages.sign_in import passkey, password, second_step
from web.sealed import SealedSteps
from web.visit import api, end


def pages(steps: SealedSteps) -> Blueprint:
    """Return the pages.

    Args:
        steps: seal what the first step leaves to the second one.
    """
    blueprint = Blueprint("sign_in", __name__)
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
