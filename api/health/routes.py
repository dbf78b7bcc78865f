"""The paths of health and metrics; beside API 1.0, without its envelope."""

import time
from collections.abc import Mapping, Sequence

from flask import Blueprint, Flask, Response, abort, g, jsonify, request
from prometheus_client import CONTENT_TYPE_LATEST

from api.endpoint import Endpoint
from api.health.actions import check_database, read_backlog
from api.health.metrics import RequestMetrics
from api.health.parts import Alive, Check, Readiness, ask_parts
from api.proxies import is_within
from api.transaction import Transactions
from core.settings import Network


def routes(
    transactions: Transactions,
    checks: Mapping[str, Check],
    metrics: RequestMetrics,
    metrics_networks: Sequence[Network],
) -> Blueprint:
    """Return the paths of this feature.

    Args:
        transactions: for the database.
        checks: how the other parts are asked, by name.
        metrics: of the requests.
        metrics_networks: from where metrics may be read; for others the path does not exist.
    """
    blueprint = Blueprint("health", __name__)

    def ask_database() -> None:
        with transactions.read() as transaction:
            check_database(transaction.session)

    @blueprint.get("/healthz")
    @Endpoint("Tell that this process answers", is_public=True, media_type="application/json", answer=Alive)
    def healthz() -> Response:
        alive: Alive = {"state": "alive"}
        return jsonify(alive)

    @blueprint.get("/readyz")
    @Endpoint(
        "Tell whether requests can be served, and which parts are away",
        is_public=True,
        media_type="application/json",
        answer=Readiness,
        statuses={503: "No request can be served."},
    )
    def readyz() -> Response:
        readiness = ask_parts({"database": ask_database, **checks})
        response = jsonify(readiness)
        response.status_code = 503 if readiness["state"] == "unavailable" else 200
        return response

    @blueprint.get("/metrics")
    @Endpoint(
        "Show metrics in the text format of Prometheus",
        is_public=True,
        media_type="text/plain",
        statuses={404: "Metrics are not shown to this address."},
    )
    def show_metrics() -> Response:
        if not is_within(request.remote_addr, metrics_networks):
            abort(404)
        with transactions.read() as transaction:
            backlog = read_backlog(transaction.session)
        return Response(metrics.text(backlog), content_type=CONTENT_TYPE_LATEST)

    return blueprint


def count_requests(app: Flask, metrics: RequestMetrics) -> None:
    """Have every request of an application counted."""

    @app.before_request
    def start_clock() -> None:
        g.started = time.perf_counter()

    @app.after_request
    def count(response: Response) -> Response:
        seconds = time.perf_counter() - g.get("started", time.perf_counter())
        metrics.count(request.endpoint or "unknown", request.method, response.status_code, seconds)
        return response
