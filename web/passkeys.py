"""What pages and the script for passkeys (js/passkeys.js) say to each other."""

import json
from collections.abc import Callable
from typing import Any

from flask import Response, jsonify, request

from core.errors import Invalid, Refusal
from web.refusals import reasons_of


def sent_credential(field: str = "credential") -> dict[str, Any]:
    """Return what an authenticator has made, as the script put it into a field of the form.

    Raises:
        Invalid: there is none.
    """
    try:
        credential = json.loads(request.form.get(field, ""))
    except ValueError:
        credential = None
    if not isinstance(credential, dict):
        raise Invalid("The browser has sent no passkey; please try again.")
    return credential


def options_or_reason(ask: Callable[[], dict[str, Any]]) -> Response:
    """Return what is to be signed, or a sentence for the person why there is nothing."""
    try:
        return jsonify(ask())
    except Refusal as refusal:
        response = jsonify(error=" ".join([refusal.message, *reasons_of(refusal)]))
        response.status_code = 422
        return response
