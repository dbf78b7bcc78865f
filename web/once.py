"""Forms whose answer shows a secret: it is shown once, so a reload of that answer must not make another one."""

from collections.abc import Callable
from functools import wraps
from secrets import token_urlsafe
from typing import Any

from flask import make_response, redirect, request, session
from werkzeug.wrappers import Response

from web.notices import notice

FIELD = "form_id"
# of how many forms it is remembered that they were sent
KEPT = 20


def new_form_id() -> str:
    """Return what a form is told from others by."""
    return token_urlsafe(9)


def once(view: Callable[..., Any]) -> Callable[..., Any]:
    """Let a form do what it does once; sent again, it leads back to where it was opened.

    Args:
        view: saves what is sent; an answer of 200 shows what it made. The form is shown by GET at the same address,
            with the field `FIELD`.
    """

    @wraps(view)
    def guarded(*arguments: Any, **values: Any) -> Response:
        form_id, spent = request.form.get(FIELD, ""), session.get("spent_forms", [])
        if form_id in spent:
            notice("That was done already, and what it showed is shown only once. Nothing new was made.", "warning")
            return redirect(request.path)
        answer = make_response(view(*arguments, **values))
        if form_id and answer.status_code == 200:
            session["spent_forms"] = [*spent, form_id][-KEPT:]
        return answer

    return guarded
