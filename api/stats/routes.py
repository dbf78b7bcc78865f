"""The paths of statistics (API 1.0 §10.9)."""

from typing import Literal

from flask import Blueprint, Response, request

from api.endpoint import Endpoint, Parameter
from api.envelope import answer
from api.stats import actions
from api.stats.answers import Stats
from api.stats.series import Span
from api.transaction import Transaction, Transactions
from core.metrics import Metrics

AWAY = {503: "There is no InfluxDB, or it does not answer."}
SPAN = (
    Parameter("type", "The counters themselves, or by how much they grew.", Literal["raw", "derivative"]),
    Parameter("time", "How many seconds back; 3600 if left out.", int),
)
BY = Parameter("by", "What the queries are told by; the type of the records if left out.", Literal["type", "server"])
ZONES = Parameter("zones[]", "Only these zones; may be given several times.", list[str])


def routes(transactions: Transactions, metrics: Metrics) -> Blueprint:
    """Return the paths of statistics of users and of the platform."""
    blueprint = Blueprint("stats", __name__)

    @blueprint.get("/users/<user>/stats/domains")
    @Endpoint(
        "Tell how often each domain of a user was asked for",
        ("domains_read", "user_read", "domains_stats"),
        parameters=SPAN,
        statuses=AWAY,
        answer=Stats,
    )
    def of_user(user: str) -> Response:
        with transactions.read() as transaction:
            return answer(actions.of_user(transaction, user, metrics, _span(transaction)))

    @blueprint.get("/system/stats/queries-per-server")
    @Endpoint(
        "Tell how many queries each server answered", ("system_stats",), parameters=SPAN, statuses=AWAY, answer=Stats
    )
    def per_server() -> Response:
        with transactions.read() as transaction:
            return answer(actions.per_server(metrics, _span(transaction)))

    @blueprint.get("/system/stats/queries-per-rrtype")
    @Endpoint(
        "Tell how often each type of record was asked for",
        ("system_stats",),
        parameters=SPAN,
        statuses=AWAY,
        answer=Stats,
    )
    def per_type() -> Response:
        with transactions.read() as transaction:
            return answer(actions.per_type(metrics, _span(transaction)))

    @blueprint.get("/system/stats/queries-per-zone")
    @Endpoint(
        "Tell how often each zone was asked for",
        ("system_stats",),
        parameters=(*SPAN, ZONES),
        statuses=AWAY,
        answer=Stats,
    )
    def per_zone() -> Response:
        with transactions.read() as transaction:
            wanted = [zone for zone in request.args.getlist("zones[]") if zone]
            return answer(actions.per_zone(metrics, _span(transaction), wanted))

    return blueprint


def routes_of_domains(transactions: Transactions, metrics: Metrics) -> Blueprint:
    """Return the path of statistics of one domain."""
    blueprint = Blueprint("zone_stats", __name__)

    @blueprint.get("/domains/<domain>/stats")
    @Endpoint(
        "Tell how often a domain was asked for, by type of record or by server",
        ("domains_stats",),
        level="read",
        parameters=(*SPAN, BY),
        statuses=AWAY,
        answer=Stats,
    )
    def of_domain(domain: str) -> Response:
        with transactions.read() as transaction:
            by: Literal["type", "server"] = "server" if request.args.get("by") == "server" else "type"
            return answer(actions.of_domain(transaction, domain, metrics, _span(transaction), by))

    return blueprint


def _span(transaction: Transaction) -> Span:
    return actions.asked_span(transaction.now, request.args.get("type", "raw"), request.args.get("time", ""))
