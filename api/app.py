"""Makes the application: the only place where the API's parts are wired together."""

import contextlib
import re
import time
import uuid

from flask import Flask, Response, g, request
from werkzeug.middleware.proxy_fix import ProxyFix

from api import envelope
from api.body import MOST_OCTETS, read_json
from api.domains.routes import routes as domain_routes
from api.endpoint import check_endpoints
from api.general.routes import routes as general_routes
from api.health.metrics import RequestMetrics
from api.health.routes import count_requests
from api.health.routes import routes as health_routes
from api.paths import PathCleaner, add_converters
from api.rate_limits import install_rate_limits
from api.records.routes import routes as record_routes
from api.sessions.routes import routes as session_routes
from api.sign_in.attempts import Attempts
from api.sign_in.authenticator import Authenticator
from api.sign_in.elevation import Elevation
from api.sign_in.requests import RequestSigner
from api.sign_in.tokens import Tokens
from api.status.routes import routes as status_routes
from api.transaction import Transactions
from api.zonefiles.routes import routes as zonefile_routes
from core.db import create_database_engine
from core.errors import Invalid
from core.queue import Queue
from core.sessions import Sessions
from core.settings import ApiSettings

BASE = "/1.0"

# an id a client may give its request: what fits into a log line and a column
REQUEST_ID = re.compile(r"[\w.:-]{1,64}", re.ASCII)


def create_app(settings: ApiSettings) -> Flask:
    """Return the application.

    Args:
        settings: everything it needs to know.
    """
    sessions = Sessions(settings.sessions, "api")
    tokens = Tokens(settings.token_secret)
    authenticator = Authenticator(settings.key_pepper, sessions, tokens, settings.sessions.longest_seconds)
    elevation = Elevation(settings.admin_elevation, tokens)
    attempts = Attempts(settings.rates)
    signer = RequestSigner(authenticator, elevation, attempts, _now)
    engine, queue = create_database_engine(settings.database), Queue(settings.queue)
    transactions = Transactions(engine, queue, _now, signer, _note_saved)
    app = Flask("api", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MOST_OCTETS
    app.config["MAX_FORM_MEMORY_SIZE"] = MOST_OCTETS
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.url_map.redirect_defaults = False
    app.url_map.merge_slashes = False
    add_converters(app.url_map.converters)
    envelope.install(app)
    _install_request_hooks(app)
    install_rate_limits(app, settings.rates)
    metrics = RequestMetrics()
    count_requests(app, metrics)
    checks = {"memcached": sessions.check, "gearmand": queue.check, "redis": attempts.check_storage}
    app.register_blueprint(health_routes(transactions, checks, metrics, settings.metrics_networks))
    # what concerns one domain, for its users and once more for administrators, who are treated as owners
    of_domains = (
        domain_routes(transactions, settings.zone_primary_ns, settings.zone_name_servers),
        record_routes(transactions),
        zonefile_routes(transactions, settings.zone_name_servers),
        status_routes(transactions),
    )
    for blueprint in (
        general_routes(transactions),
        session_routes(transactions, authenticator, sessions, tokens),
        *of_domains,
    ):
        app.register_blueprint(blueprint, url_prefix=BASE)
    for blueprint in of_domains:
        app.register_blueprint(blueprint, url_prefix=f"{BASE}/admin", name=f"admin/{blueprint.name}")
    check_endpoints(app)
    app.wsgi_app = PathCleaner(app.wsgi_app)  # type: ignore[method-assign]
    if settings.trusted_proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.trusted_proxies)  # type: ignore[method-assign]
    return app


def _now() -> int:
    return time.time_ns() // 1_000_000


def _note_saved() -> None:
    g.has_saved = True


def _install_request_hooks(app: Flask) -> None:
    @app.before_request
    def begin() -> Response | None:
        raw: str = request.environ["zonehost.raw_path"]
        g.method = raw.removeprefix(BASE).lstrip("/") if raw.lower().startswith(f"{BASE}/") else raw
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
        response.headers["Vary"] = "Origin"
        return response


def _read_request_ids() -> None:
    """Take the id the client gave the request; it is echoed as it is, and followed through the platform if it fits."""
    given: object = request.headers.get("X-Request-ID")
    # there must be one even while the body is read, which may be refused
    g.request_id = uuid.uuid4().hex
    if request.method in {"POST", "DELETE"}:
        # whoever needs a body refuses a bad one; others do not look at it
        with contextlib.suppress(Invalid):
            given = read_json(request).get("reqid", given)
    g.client_request_id = given
    if isinstance(given, str) and REQUEST_ID.fullmatch(given):
        g.request_id = given


def _is_browser() -> bool:
    accept = request.headers.get("Accept", "")
    return "text/html" in accept and "application/json" not in accept
