"""What happens to every request before and after its path is served."""

import contextlib
import re
import uuid

from flask import Flask, Response, g, request

from api import envelope
from api.body import MOST_OCTETS_OF_STRANGERS, is_small, read_json
from api.paths import BASE
from core.errors import Invalid

# an id a client may give its request: what fits into a log line and a column
REQUEST_ID = re.compile(r"[\w.:-]{1,64}", re.ASCII)


def install_request_hooks(app: Flask) -> None:
    """Have requests named, answered where no path is needed, and sent back with the headers of API 1.0 (§1, §5)."""

    @app.before_request
    def begin() -> Response | None:
        raw: str = request.environ["zonehost.raw_path"]
        g.method = raw.removeprefix(BASE).lstrip("/") if raw.lower().startswith(f"{BASE}/") else raw
        # until somebody has signed in
        request.max_content_length = MOST_OCTETS_OF_STRANGERS
        _read_request_ids()
        if request.method == "OPTIONS":
            return app.response_class(status=200)
        if g.method in {"", "/"} and _is_browser():
            return app.response_class(status=303, headers={"Location": "./docs"})
        if raw == "/":
            body = app.json.dumps({"error": "Invalid API Version. (Latest: 1.0)"})
            return app.response_class(body, status=404, mimetype="application/json")
        if g.method == "":
            return envelope.refuse(404, "Method required.")
        return None

    @app.after_request
    def add_headers(response: Response) -> Response:
        response.headers["Access-Control-Allow-Origin"] = request.headers.get("Origin", "*")
        response.headers["Access-Control-Allow-Methods"] = "GET, POST, PUT, DELETE, OPTIONS"
        response.headers["Access-Control-Allow-Headers"] = "*"
        response.headers["Access-Control-Expose-Headers"] = "*"
        response.headers["Vary"] = "Origin"
        return response


def _read_request_ids() -> None:
    """Take the id the client gave the request; it is echoed as it is, and followed through the platform if it fits."""
    given: object = request.headers.get("X-Request-ID")
    # there must be one even while the body is read, which may be refused
    g.request_id = uuid.uuid4().hex
    if request.method in {"POST", "DELETE"} and is_small(request):
        # whoever needs a body refuses a bad one; others do not look at it
        with contextlib.suppress(Invalid):
            given = read_json(request).get("reqid", given)
    g.client_request_id = given
    if isinstance(given, str) and REQUEST_ID.fullmatch(given):
        g.request_id = given


def _is_browser() -> bool:
    accept = request.headers.get("Accept", "")
    return "text/html" in accept and "application/json" not in accept
