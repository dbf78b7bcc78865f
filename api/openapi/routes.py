"""The paths of the API's document and of the page that shows it (API 1.0 §1)."""

import hashlib
from functools import cache
from typing import Any

from flask import Blueprint, Response, abort, current_app, request

from api.endpoint import Endpoint
from api.openapi.document import build_document
from api.openapi.page import CONTENT_SECURITY_POLICY, read_page

DOCUMENT_SECONDS = 300
LONGEST_SECONDS = 365 * 86400

PAGE = "/1.0/docs/"
MOVED = {303: "The page is at `/1.0/docs/`."}


def routes() -> Blueprint:
    """Return the paths of this feature below the base of the API."""
    blueprint = Blueprint("openapi", __name__)

    @cache
    def document() -> tuple[str, str]:
        # at the first request, because the last path must be registered
        text = current_app.json.dumps(build_document(current_app), separators=(",", ":"))
        return text, hashlib.sha256(text.encode()).hexdigest()[:32]

    page = cache(read_page)

    @blueprint.get("/openapi.json")
    @Endpoint(
        "Describe the API by OpenAPI 3.1",
        is_public=True,
        media_type="application/json",
        answer=dict[str, Any],
        statuses={304: "The document is the one named in `If-None-Match`."},
    )
    def describe() -> Response:
        text, digest = document()
        response = current_app.response_class(text, mimetype="application/json")
        response.headers["Cache-Control"] = f"public, max-age={DOCUMENT_SECONDS}"
        response.set_etag(digest)
        response.make_conditional(request)
        return response

    @blueprint.get("/docs/")
    @Endpoint("Show the API on a page, to read and try it", is_public=True, media_type="text/html")
    def show() -> Response:
        response = current_app.response_class(page().html, mimetype="text/html")
        response.headers["Cache-Control"] = "no-cache"
        _harden(response)
        return response

    @blueprint.get("/docs/<version>/<file>")
    @Endpoint("Return a file of the page", is_public=True, media_type="*/*")
    def return_file(version: str, file: str) -> Response:
        shown = page()
        if version != shown.version or file not in shown.files:
            abort(404)
        content, media_type = shown.files[file]
        response = current_app.response_class(content, content_type=media_type)
        response.headers["Cache-Control"] = f"public, max-age={LONGEST_SECONDS}, immutable"
        _harden(response)
        return response

    @blueprint.get("/docs")
    @Endpoint("Lead to the page that shows the API", is_public=True, statuses=MOVED)
    def lead() -> Response:
        return _lead()

    return blueprint


def outer_routes() -> Blueprint:
    """Return the paths above the base of the API that lead to the page."""
    blueprint = Blueprint("openapi_outside", __name__)

    @blueprint.get("/docs", endpoint="lead_from_docs", strict_slashes=False)
    @blueprint.get("/help", endpoint="lead_from_help", strict_slashes=False)
    @Endpoint("Lead to the page that shows the API", is_public=True, statuses=MOVED)
    def lead() -> Response:
        return _lead()

    return blueprint


def _lead() -> Response:
    response = current_app.response_class(status=303)
    response.headers["Location"] = PAGE
    return response


def _harden(response: Response) -> None:
    response.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
