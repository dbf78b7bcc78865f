"""What is shown when something cannot be done: one place where a refusal becomes a page. Nothing typed is lost."""

import math
from typing import Any, cast
from urllib.parse import urlsplit, urlunsplit

from flask import Flask, Response, g, make_response, render_template, request, session, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from core import logs
from core.errors import Conflict, Invalid, NotAllowed, NotFound, Refusal, TryLater
from web import formats
from web.api_client import ElevationRequired, SignedOut, TooMany, Unsure
from web.api_client.api import if_available
from web.security_headers import harden
from web.session_store import StoredSession
from web.uploads import kept_texts
from web.visit import api, end

log = logs.get()

STATUS: dict[type[Refusal], int] = {
    NotFound: 404,
    Invalid: 422,
    NotAllowed: 403,
    Conflict: 409,
    TooMany: 429,
    TryLater: 503,
}
TITLES = {
    403: "That is not yours to do",
    404: "There is no such page",
    405: "This is no page to look at",
    409: "Somebody else has changed this meanwhile",
    413: "That is too large",
    422: "That cannot be done",
    429: "Too many tries for now",
    500: "Something went wrong here",
    503: "Not just now",
}
# in place of what the framework says
SENTENCES = {
    404: "Nothing is at this address. The link may be old, or mistyped by a letter.",
    405: "Only forms are sent to this address. Open the page that has the form, and send it from there.",
    413: "At most 64 MB can be sent at once.",
}
MAY_SUCCEED_LATER = {429, 503}
RETRY_SECONDS = 5
# never sent back to the browser; they are typed once more
SECRET_FIELDS = ("password", "code")
# what the page that is shown has of its own, or what is good once
FIELDS_OF_OURS = ("csrf_token", "credential", "step_up_credential")
STEP_UP = "step_up_"


def install_refusals(app: Flask) -> None:
    """Have every refusal and every failure shown as a page, or as a notice where only a part of one was asked for."""

    @app.errorhandler(SignedOut)
    def signed_out(_refusal: SignedOut) -> Response:
        end()
        return ask_to_sign_in()

    @app.errorhandler(ElevationRequired)
    def step_up(refusal: ElevationRequired) -> Response:
        return step_up_page(refusal.message, reasons_of(refusal), 403)

    @app.errorhandler(CSRFError)
    def forged(_error: CSRFError) -> Response:
        sentence = "This form was opened in a session that is over. Look through it and send it again."
        return _page("errors/try_again.html", 400, sentence, [], fields=kept_fields())

    app.register_error_handler(Refusal, refuse)

    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> Response:
        status = error.code or 500
        return _page("errors/refused.html", status, SENTENCES.get(status, error.description or error.name), [])

    @app.errorhandler(Exception)
    def unexpected(_error: Exception) -> Response:
        log.exception("page_failed", request_id=g.get("request_id"), method=request.method, path=request.path)
        sentence = "Something is wrong with this page. It is not your doing, and it has been written down."
        return _page("errors/refused.html", 500, sentence, [])


def refuse(refusal: Refusal) -> Response:
    """Return the page for a refusal; what was typed into a form that may succeed later is in it, to be sent again."""
    status = next(STATUS[kind] for kind in type(refusal).__mro__ if kind in STATUS)
    reasons = reasons_of(refusal)
    if status in MAY_SUCCEED_LATER and request.method != "GET":
        response = _page("errors/try_again.html", status, refusal.message, reasons, fields=kept_fields())
    else:
        response = _page("errors/refused.html", status, refusal.message, reasons)
    if status in MAY_SUCCEED_LATER:
        response.headers["Retry-After"] = str(refusal.seconds if isinstance(refusal, TooMany) else RETRY_SECONDS)
    return response


def step_up_page(sentence: str, reasons: list[str], status: int) -> Response:
    """Return a page on which an administrator proves anew who they are, and goes on with what they have begun.

    Args:
        sentence: why.
        reasons: more of it.
        status: of HTTP.
    """
    here = request.full_path.removesuffix("?")
    if request.endpoint == "step_up.show" or is_partial():
        here = request.args.get("next", "") or urlsplit(request.headers.get("HX-Current-URL", "")).path
    alone = url_for("step_up.save")
    values = {
        # a page that only shows is asked for again after the proof; a form is sent where it was meant to go
        "action": alone if request.method == "GET" else request.full_path,
        "next": here if request.method == "GET" else "",
        "step_up_address": url_for("step_up.show", next=here),
        # which one is wanted; both where that cannot be known now
        "platform": if_available(api().site.platform),
    }
    return _page("errors/step_up.html", status, sentence, reasons, fields=kept_fields(), **values)


def refuse_to_keep(trouble: TryLater) -> Response:
    """Return the page for a session that cannot be kept: the page that was asked for has done its work by then."""
    done = "What you sent may have been saved all the same: look whether it is there before you send it once more."
    refusal = trouble if request.method == "GET" else Unsure(f"{trouble.message} {done}")
    return harden(refuse(refusal))


def ask_to_sign_in() -> Response:
    """Return a page that signs in again and sends the same form after it; a page that only shows is shown then."""
    if request.method == "GET":
        location = url_for("sign_in.show", next=_page_asked_from())
        response = make_response("", 302 if not is_partial() else 204)
        response.headers["HX-Redirect" if is_partial() else "Location"] = location
        return response
    sentence = "Your session is over. Sign in below, in another window or here, and send this again: it is kept."
    return _page("errors/try_again.html", 401, sentence, [], fields=kept_fields(), sign_in=True)


def _page_asked_from() -> str:
    """Return the page to show after the sign-in: the one that asks for a part of itself, not the part."""
    if not is_partial():
        return request.full_path.removesuffix("?")
    parts = urlsplit(request.headers.get("HX-Current-URL", ""))
    return urlunsplit(("", "", parts.path or "/", parts.query, ""))


def reasons_of(refusal: Refusal) -> list[str]:
    """Return what a refusal gives as its reasons, as a list of sentences."""
    detail = refusal.detail
    if isinstance(refusal, TooMany):
        return [f"Please try again in {_wait(refusal.seconds)}."]
    if detail is None:
        return []
    if isinstance(detail, (list, tuple)):
        return [str(reason) for reason in detail]
    if isinstance(detail, dict):
        return [f"{reason}" for reason in detail.values()]
    return [str(detail)]


def _wait(seconds: int) -> str:
    return formats.plural(seconds, "second") if seconds < 60 else formats.plural(math.ceil(seconds / 60), "minute")


def kept_fields() -> list[tuple[str, str]]:
    """Return what was typed into the form that was sent, files as their text, without secrets."""
    fields = [
        (name, value)
        for name, value in request.form.items(multi=True)
        if name not in FIELDS_OF_OURS and not _is_secret(name)
    ]
    return [*fields, *kept_texts()]


def secret_fields() -> list[str]:
    """Return the names of what was typed and is not kept, so that it can be typed once more."""
    return [name for name in request.form if _is_secret(name) and not name.startswith(STEP_UP)]


def _is_secret(name: str) -> bool:
    return any(secret in name for secret in SECRET_FIELDS)


def is_partial() -> bool:
    """Return whether a part of a page is asked for, not a whole one."""
    return "HX-Request" in request.headers and "HX-Boosted" not in request.headers


def _token_of_form() -> str:
    """Return what the form that was sent is guarded by, while the session cannot be read; it is good again later."""
    trouble = cast(StoredSession, session).trouble
    return request.form.get("csrf_token", "") if trouble is not None else ""


def _page(template: str, status: int, sentence: str, reasons: list[str], **values: Any) -> Response:
    values |= {"secrets": secret_fields(), "token": _token_of_form(), "sentence": sentence}
    values |= {"reasons": reasons, "status": status, "title": TITLES.get(status, "Sorry")}
    if is_partial():
        response = make_response(render_template("errors/notice.html", **values), status)
        response.headers["HX-Retarget"], response.headers["HX-Reswap"] = "#notices", "beforeend"
        return response
    return make_response(render_template(template, **values), status)
