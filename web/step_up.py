"""How an administrator proves anew who they are, on the way to what they want to do (API 1.0 §6.8).

The page that asks for it holds what was typed before, and is sent where that was meant to go: here the proof is taken
out on the way, and the request goes on as if the administrator had stepped up before.
"""

from flask import Flask, Response, request, session

from core.errors import Invalid
from web.api_client import TooMany
from web.forms import status_of
from web.passkeys import sent_credential
from web.refusals import reasons_of, step_up_page
from web.visit import api_in_session, remember_step_up, visitor

PASSWORD, CODE, CREDENTIAL = "step_up_password", "step_up_code", "step_up_credential"


def install_step_up(app: Flask) -> None:
    """Have every form take a proof along.

    Args:
        app: the application, whose forms are guarded already.
    """

    @app.before_request
    def step_up() -> Response | None:
        # what is asked for on the way to a proof is none itself
        is_proof = request.method == "POST" and request.endpoint != "step_up.give_options"
        if not is_proof or not any(map(request.form.get, (PASSWORD, CODE, CREDENTIAL))) or visitor() is None:
            return None
        # as oneself, in whoever's name the rest is done
        asked = api_in_session(session["session_id"]).sign_in
        try:
            is_passkey = bool(request.form.get(CREDENTIAL))
            code = asked.earn_code(sent_credential(CREDENTIAL)) if is_passkey else request.form.get(CODE, "").strip()
            remember_step_up(*asked.step_up(password=request.form.get(PASSWORD, ""), code=code))
        except (Invalid, TooMany) as refusal:
            return step_up_page(refusal.message, reasons_of(refusal), status_of(refusal))
        return None
