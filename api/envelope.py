"""The envelope of API 1.0 (§3), and the one place where a refusal becomes a status."""

import time
from collections.abc import Mapping
from typing import Any

from flask import Flask, Response, current_app, g, request
from flask_limiter import RateLimitExceeded
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException

from api.body import KEPT, is_small
from api.conditions import NotModified
from api.sign_in.attempts import TooManyAttempts
from api.sign_in.elevation import ElevationRequired
from api.sign_in.refusals import NotSignedIn
from core import logs
from core.errors import Conflict, Invalid, NotAllowed, NotFound, Refusal, TryLater

log = logs.get()

# API 1.0 answers 400 to what is unknown or not visible; 404 is for unknown paths alone
STATUS: Mapping[type[Refusal], int] = {NotFound: 400, Invalid: 400, NotAllowed: 403, Conflict: 412, TryLater: 503}
RETRY_SECONDS = 5
# what MariaDB answers when text is compared with a column that is ASCII by its nature: the text was wrong, nothing is
# away
MIXED_COLLATIONS = 1267
# of a body nobody reads; beyond it the connection is cut
MOST_OCTETS_READ_ON = 512 * 1024 * 1024


def answer(value: object = None, /, *, tag: str | None = None, **extra: object) -> Response:
    """Return a success.

    Args:
        value: what stands under `response`; left out when None.
        tag: of the state it shows, if that has one.
        extra: further members of the envelope.
    """
    body = _head()
    if value is not None:
        body["response"] = value
    response = _respond(body | extra, 200)
    return response if tag is None else _tagged(response, tag)


def refuse(status: int, message: str, detail: object = None, **extra: object) -> Response:
    """Return a failure with this status; `detail` becomes `errorData`, `extra` further members of the envelope."""
    if not is_small(request):
        _read_on()
    body = _head() | {"error": message}
    if detail:
        body["errorData"] = detail
    response = _respond(body | extra, status)
    if status == 401:
        response.headers["WWW-Authenticate"] = 'Basic realm="API"'
    if status == 503:
        response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def install(app: Flask) -> None:
    """Have every error of an application answered in the envelope."""
    _install_refusals(app)
    _install_failures(app)


def _install_refusals(app: Flask) -> None:
    @app.errorhandler(NotModified)
    def not_modified(unchanged: NotModified) -> Response:
        return _tagged(current_app.response_class(status=304), unchanged.tag)

    @app.errorhandler(Refusal)
    def refused(refusal: Refusal) -> Response:
        kind = next(kind for kind in type(refusal).__mro__ if kind in STATUS)
        return refuse(STATUS[kind], refusal.message, refusal.detail)

    @app.errorhandler(ElevationRequired)
    def elevation_required(refusal: ElevationRequired) -> Response:
        return refuse(403, refusal.message, admin_elevation="required")

    @app.errorhandler(TooManyAttempts)
    def too_many_attempts(refusal: TooManyAttempts) -> Response:
        response = refuse(429, refusal.message, refusal.detail)
        response.headers["Retry-After"] = str(refusal.retry_seconds)
        return response

    @app.errorhandler(NotSignedIn)
    def not_signed_in(error: NotSignedIn) -> Response:
        return refuse(401, "Authentication required.", [error.reason] if error.reason else None, **error.members)


def _install_failures(app: Flask) -> None:
    @app.errorhandler(OperationalError)
    @app.errorhandler(InterfaceError)
    @app.errorhandler(PoolTimeout)
    def database_away(error: Exception) -> Response:
        if isinstance(error, OperationalError) and error.orig and error.orig.args[:1] == (MIXED_COLLATIONS,):
            log.error("input_not_comparable", request_id=g.request_id, path=str(request.url_rule))
            return refuse(400, "Error with input.", ["It holds characters that nothing of this kind can have."])
        log.error("database_away", request_id=g.request_id, error=str(error))
        return refuse(503, "The service cannot reach its data at the moment; please try again soon.")

    @app.errorhandler(RateLimitExceeded)
    def rate_limit_exceeded(error: RateLimitExceeded) -> Response:
        reasons = ["You have exceeded your rate-limit. Please try again later.", f"The limit is {error.description}."]
        return refuse(429, "Rate Limit Exceeded", reasons)

    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> Response:
        if error.code in {404, 405}:
            return refuse(404, f"Unknown method requested ({g.method}).")
        if error.code == 413:
            return refuse(413, f"The body is too large; it may have at most {request.max_content_length} octets.")
        return refuse(error.code or 500, error.description or error.name)

    @app.errorhandler(Exception)
    def unexpected(_error: Exception) -> Response:
        log.exception("request_failed", request_id=g.request_id, method=request.method, path=str(request.url_rule))
        return refuse(500, "Internal Server Error.", [f"Please tell your administrator this id: {g.request_id}"])


def _read_on() -> None:
    """Take the rest of a body nobody reads: a client still sending would see a broken connection, not the reason."""
    left = MOST_OCTETS_READ_ON
    while left > 0 and (part := request.environ["wsgi.input"].read(min(left, 1 << 20))):
        left -= len(part)


def _tagged(response: Response, tag: str) -> Response:
    response.set_etag(tag)
    # whoever keeps it asks each time whether it is still true, and keeps it for one user
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _head() -> dict[str, Any]:
    head: dict[str, Any] = {}
    # a large body was read only after the request had its name
    client_request_id = request.environ.get(KEPT, {}).get("reqid", g.get("client_request_id"))
    if client_request_id is not None:
        head["reqid"] = client_request_id
    head["respid"] = f"{time.time_ns() // 1000:013x}"[-13:]
    if g.get("method"):
        head["method"] = g.method
    head |= g.get("impersonation") or {}
    return head


def _respond(body: dict[str, object], status: int) -> Response:
    body |= g.get("of_sign_in") or {}
    response = current_app.response_class(
        current_app.json.dumps(body, separators=(",", ":")), status=status, mimetype="application/json"
    )
    response.headers["X-Request-ID"] = g.request_id
    return response
