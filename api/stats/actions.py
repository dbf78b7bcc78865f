"""What is decided about statistics."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from api.domains.finding import find_domain
from api.stats.answers import Stats, Value
from api.stats.series import LONGEST_SECONDS, Counters, Span, Tag, read_series, without_empty
from api.transaction import Transaction
from api.users.finding import find_user
from core.errors import Invalid
from core.metrics import SERVER_QUERIES, ZONE_QUERIES, Metrics
from core.models import Domain, DomainAccess
from core.zone.names import to_ascii, to_unicode

DEFAULT_SECONDS = 3600
MOST_ZONES = 1000


def asked_span(now: int, kind: str, seconds: str) -> Span:
    """Return the time a request asks for; what cannot be read is what it is when left out (API 1.0 §10.9).

    Args:
        now: Unix milliseconds.
        kind: `raw` or `derivative`.
        seconds: how far back.
    """
    is_number = seconds.isascii() and seconds.isdigit() and len(seconds) < 12
    wanted = int(seconds) if is_number and int(seconds) else DEFAULT_SECONDS
    return Span(min(wanted, LONGEST_SECONDS), "derivative" if kind == "derivative" else "raw", now // 1000)


def of_domain(transaction: Transaction, text: str, metrics: Metrics, span: Span, by: Tag) -> Stats:
    """Return the queries for a domain by type of record, or by server."""
    domain, _level = find_domain(transaction.session, transaction.actor, text, "read")
    return _stats(read_series(metrics, Counters(ZONE_QUERIES, by, [domain.name]), span), span)


def of_user(transaction: Transaction, text: str, metrics: Metrics, span: Span) -> Stats:
    """Return the queries for each domain of a user that was asked for at all."""
    user = find_user(transaction, text)
    names = transaction.session.scalars(
        select(Domain.name)
        .join(DomainAccess, DomainAccess.domain_id == Domain.id)
        .where(DomainAccess.user_id == user.id, Domain.live_name.is_not(None))
        .order_by(Domain.name)
    ).all()
    return _stats(_by_zone(read_series(metrics, Counters(ZONE_QUERIES, "zone", names), span)), span)


def per_server(metrics: Metrics, span: Span) -> Stats:
    """Return the queries by server."""
    return _stats(read_series(metrics, Counters(SERVER_QUERIES, "server"), span), span)


def per_type(metrics: Metrics, span: Span) -> Stats:
    """Return the queries by type of record, of those that were asked for at all."""
    return _stats(without_empty(read_series(metrics, Counters(SERVER_QUERIES, "type"), span)), span)


def per_zone(metrics: Metrics, span: Span, wanted: Sequence[str]) -> Stats:
    """Return the queries by zone, of those that were asked for at all; of some zones if any are named.

    Raises:
        Invalid: there are too many, or one is no name.
    """
    if len(wanted) > MOST_ZONES:
        raise Invalid(f"At most {MOST_ZONES} zones may be named; these are {len(wanted)}.")
    names = [to_ascii(name).rstrip(".") for name in wanted] or None
    return _stats(_by_zone(read_series(metrics, Counters(ZONE_QUERIES, "zone", names), span)), span)


def _stats(series: dict[str, list[Value]], span: Span) -> Stats:
    return {"stats": series, "bucket": span.bucket_seconds}


def _by_zone(series: Mapping[str, list[Value]]) -> dict[str, list[Value]]:
    return {to_unicode(name): values for name, values in without_empty(series).items()}
