"""The proof of an administrator by itself: before a page that only shows, or for a part of a page."""

from flask import Blueprint, Response, redirect, session
from werkzeug.wrappers import Response as AnyResponse

from web.pages.sign_in.arriving import way_on
from web.passkeys import options_or_reason
from web.refusals import step_up_page
from web.visit import api_in_session, has_stepped_up

WHY = "An administrator proves anew who they are before they change something. It is good for some minutes."


def pages() -> Blueprint:
    """Return the pages."""
    blueprint = Blueprint("step_up", __name__)

    @blueprint.get("/step-up")
    def show() -> Response:
        return step_up_page(WHY, [], 200)

    @blueprint.post("/step-up")
    def save() -> AnyResponse:
        # a proof was taken on the way here
        return redirect(way_on()) if has_stepped_up() else step_up_page(WHY, [], 422)

    @blueprint.post("/step-up/options")
    def give_options() -> Response:
        return options_or_reason(api_in_session(session["session_id"]).sign_in.second_factor_options)

    return blueprint
