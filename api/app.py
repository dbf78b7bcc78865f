"""Makes the application: the only place where the API's parts are wired together."""

import re
import time
import uuid

from flask import Flask, Response, g, request
from sqlalchemy import Engine
from sqlalchemy.orm import Session
from werkzeug.middleware.proxy_fix import ProxyFix

from api import envelope, signing_in
from api.actor import Actor
from api.auth import Credentials, sign_in
from api.body import MOST_OCTETS
from api.domains.routes import routes as domain_routes
from api.general.routes import routes as general_routes
from api.paths import PathCleaner, add_converters
from api.records.routes import routes as record_routes
from api.status.routes import routes as status_routes
from api.transaction import Transactions
from api.zonefiles.routes import routes as zonefile_routes
from core.db import create_database_engine
from core.queue import Queue
from core.settings import ApiSettings

BASE = "/1.0"

# an id a client may give its request: what fits into a log line and a column
REQUEST_ID = re.compile(r"[\w.:-]{1,64}", re.ASCII)


def create_app(settings: ApiSettings) -> Flask:
    """Return the application.

    Args:
        settings: everything it needs to know.
    """
    engine = create_database_engine(settings.database)
    transactions = Transactions(engine, Queue(settings.queue), _now)
    app = Flask("api", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MOST_OCTETS
    app.config["MAX_FORM_MEMORY_SIZE"] = MOST_OCTETS
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.json.compact = True  # type: ignore[attr-defined]
    app.url_map.redirect_defaults = False
    app.url_map.merge_slashes = False
    add_converters(app.url_map.converters)
    envelope.install(app)
    signing_in.install(app, _signer(engine, settings.key_pepper))
    _install_request_hooks(app)
    for blueprint in (
        general_routes(),
        domain_routes(transactions, settings.zone_primary_ns, settings.zone_name_servers),
        record_routes(transactions),
        zonefile_routes(transactions, settings.zone_name_servers),
        status_routes(transactions),
    ):
        app.register_blueprint(blueprint, url_prefix=BASE)
    app.wsgi_app = PathCleaner(app.wsgi_app)  # type: ignore[method-assign]
    if settings.trusted_proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.trusted_proxies)  # type: ignore[method-assign]
    return app


def _now() -> int:
    return time.time_ns() // 1_000_000


def _signer(engine: Engine, pepper: str) -> signing_in.SignIn:
    def sign_in_now(credentials: Credentials) -> Actor:
        with Session(engine, expire_on_commit=False) as session:
            return sign_in(
                session,
                credentials,
                pepper=pepper,
                now=_now(),
                address=request.remote_addr,
                request_id=g.request_id,
            )

    return sign_in_now


def _install_request_hooks(app: Flask) -> None:
    @app.before_request
    def begin() -> Response | None:
        raw: str = request.environ["zonehost.raw_path"]
        g.method = raw.removeprefix(BASE).lstrip("/") if raw.lower().startswith(f"{BASE}/") else raw
        _read_request_ids()
        if request.method == "OPTIONS":
            return app.response_class(status=200)
        if raw == "/":
            return _root(app)
        if g.method == "":
            return envelope.refuse(404, "Method required.")
        return None

    @app.after_request
    def add_headers(response: Response) -> Response:
        response.headers["Access-Control-Allow-Origin"] = request.headers.get("Origin", "*")
        response.headers["Access-Control-Allow-Methods"] = "GET, POST, PUT, DELETE, OPTIONS"
        response.headers["Access-Control-Allow-Headers"] = "*"
        response.headers["Vary"] = "Origin"
        return response


def _read_request_ids() -> None:
    """Take the id the client gave the request; it is echoed as it is, and followed through the platform if it fits."""
    given: object = request.headers.get("X-Request-ID")
    if request.method in {"POST", "DELETE"} and request.mimetype != "multipart/form-data":
        body = request.get_json(force=True, silent=True)
        if isinstance(body, dict) and body.get("reqid") is not None:
            given = body["reqid"]
    g.client_request_id = given
    fits = isinstance(given, str) and REQUEST_ID.fullmatch(given)
    g.request_id = given if fits else uuid.uuid4().hex


def _root(app: Flask) -> Response:
    accept = request.headers.get("Accept", "")
    if "text/html" in accept and "application/json" not in accept:
        return app.response_class(status=303, headers={"Location": "./docs"})
    body = app.json.dumps({"error": "Invalid API Version. (Latest: 1.0)"})
    return app.response_class(body, status=404, mimetype="application/json")
