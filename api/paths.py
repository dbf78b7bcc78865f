"""Paths and verbs as clients of API 1.0 send them (§1), brought to the one form the routes are written in."""

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes

from werkzeug.routing import PathConverter, UnicodeConverter

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

# where API 1.0 begins
BASE = "/1.0"

# stands for a slash that was sent as %2F and belongs to a parameter; no request can carry it, see below
INNER_SLASH = "\ue000"

VERBS = {"PUT": "POST"}
# answered as unknown, whatever the path
UNKNOWN_VERBS = frozenset({"HEAD", "PATCH", "TRACE", "CONNECT"})


class SegmentConverter(UnicodeConverter):
    """A path parameter, which may hold a slash if it was sent percent-encoded."""

    def to_python(self, value: str) -> str:
        """Return the parameter as it was meant."""
        return value.replace(INNER_SLASH, "/")


class RestConverter(PathConverter):
    """The rest of a path, with the slashes in it, however they were sent."""

    def to_python(self, value: str) -> str:
        """Return the rest as it was meant."""
        return value.replace(INNER_SLASH, "/")


class PathCleaner:
    """WSGI middleware: folds case, drops repeated slashes, and applies the verb a client asked for by header.

    `record//TYPE` names the apex (go-api sends it); everywhere else repeated slashes collapse before matching.
    """

    def __init__(self, application: "WSGIApplication") -> None:
        self._application = application

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Clean one request and pass it on."""
        raw = str(environ.get("RAW_URI") or environ.get("REQUEST_URI") or environ["PATH_INFO"])
        raw = re.sub(r"^https?://[^/]*", "", raw).partition("?")[0]
        raw = re.sub(r"(?i)(/record)//(?=[^/])", r"\1/@/", raw)
        raw = "/" + re.sub(r"/{2,}", "/", raw).lstrip("/")
        environ["zonehost.raw_path"] = raw
        decoded = _decode(raw)
        environ["zonehost.segments"] = [segment.replace(INNER_SLASH, "/") for segment in decoded.split("/")]
        environ["PATH_INFO"] = decoded.lower().encode("utf-8").decode("latin-1")
        verb = str(environ.get("HTTP_X_REQUEST_METHOD") or environ["REQUEST_METHOD"]).upper()
        environ["REQUEST_METHOD"] = "UNKNOWN" if verb in UNKNOWN_VERBS else VERBS.get(verb, verb)
        return self._application(environ, start_response)


def _decode(raw: str) -> str:
    parts: list[str] = re.split(r"(?i)%2f", raw.replace("+", " "))
    decoded: Callable[[str], str] = lambda part: unquote_to_bytes(part).decode("utf-8", "replace")  # noqa: E731
    return INNER_SLASH.join(decoded(part).replace(INNER_SLASH, "\ufffd") for part in parts)


def add_converters(converters: dict[str, Any]) -> None:
    """Make the segment converter the one every plain parameter uses, and the other the one of `path:`."""
    converters["default"] = SegmentConverter
    converters["path"] = RestConverter
