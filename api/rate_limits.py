"""How much one client may ask for (API 1.0 §4, §5): counted in Redis, by each process alone while Redis is away.

A request costs one, whatever it holds, so a batch of a thousand records does too. What changes something counts
against a second, lower limit once it is saved: edits that change nothing, dry runs and refusals are as cheap as reads.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

from flask import Flask, Response, g, request
from flask_limiter import ApplicationLimit, Limiter
from flask_limiter.constants import HeaderNames

from api.counting import STRATEGY
from api.sign_in.credentials import Credentials, DomainKeyPair, Password, SessionId, Token, UserKey
from api.sign_in.networks import network_of
from api.sign_in.reading import read_credentials
from api.sign_in.requests import endpoint_of_request
from core.settings import RateSettings

# the limiter says this with every answer, and would overwrite the Retry-After of others
RESET_IN = "X-RateLimit-Reset-In"

HEADERS: Mapping[HeaderNames, str] = {
    HeaderNames.LIMIT: "X-RateLimit-Limit",
    HeaderNames.REMAINING: "X-RateLimit-Remaining",
    HeaderNames.RESET: "X-RateLimit-Reset",
    HeaderNames.RETRY_AFTER: RESET_IN,
}


def install_rate_limits(app: Flask, settings: RateSettings) -> None:
    """Have every request of an application counted, and those above the limits answered with 429.

    Args:
        app: the application.
        settings: the limits, and the Redis they are counted in.
    """
    # floats, which the library's types do not know of and Redis's client wants
    options: dict[str, Any] = {
        "socket_timeout": settings.redis_timeout_seconds,
        "socket_connect_timeout": settings.redis_timeout_seconds,
    }
    limiter = Limiter(
        _client,
        application_limits=[
            ApplicationLimit(settings.requests, scope="requests", exempt_when=_is_uncounted),
            ApplicationLimit(settings.writes, scope="writes", exempt_when=_changes_nothing, deduct_when=_has_saved),
            ApplicationLimit(settings.attempts, scope="attempts", key_function=_network, exempt_when=_is_no_attempt),
        ],
        storage_uri=settings.redis_url,
        storage_options=options,
        in_memory_fallback_enabled=True,
        # a count that is lost between answering and counting is only logged: the change is saved by then
        swallow_errors=True,
        strategy=STRATEGY,
        headers_enabled=True,
        header_name_mapping=dict(HEADERS),
        key_prefix="rate",
    )
    _tell_when_to_come_back(app)
    limiter.init_app(app)


def _tell_when_to_come_back(app: Flask) -> None:
    """Have only refusals say when to come back; registered before the limiter, it runs after it."""

    @app.after_request
    def set_retry_after(response: Response) -> Response:
        seconds = response.headers.get(RESET_IN)
        del response.headers[RESET_IN]
        if response.status_code == 429 and seconds is not None:
            response.headers.setdefault("Retry-After", seconds)
        return response


def _client() -> str:
    """Return who is counted: what signs in, or else the network a request comes from."""
    credentials = read_credentials(request)
    if credentials is None:
        return _network()
    # nothing secret is written into Redis
    return hashlib.sha256("\0".join(_identity(credentials)).encode()).hexdigest()


def _identity(credentials: Credentials) -> tuple[str, ...]:
    match credentials:
        case Password(email):
            return "password", email.lower(), _network()
        case UserKey(_email, key):
            return "user key", key.upper()
        case DomainKeyPair(_domain, key):
            return "domain key", key.upper()
        case SessionId(session_id):
            return "session", session_id
        case Token(text):
            return "token", text


def _network() -> str:
    return network_of(request.remote_addr)


def _is_uncounted() -> bool:
    return request.method == "OPTIONS" or request.blueprint == "health"


def _changes_nothing() -> bool:
    return request.method not in {"POST", "DELETE"}


def _has_saved(_response: Response) -> bool:
    return bool(g.get("has_saved"))


def _is_no_attempt() -> bool:
    endpoint = endpoint_of_request()
    return endpoint is None or not endpoint.is_attempt
