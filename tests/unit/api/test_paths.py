"""Paths and verbs as clients send them, seen from behind the middleware that cleans them."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.paths import INNER_SLASH, PathCleaner, SegmentConverter

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


def cleaned(uri: str, verb: str = "GET", asked_for: str | None = None) -> "WSGIEnvironment":
    """Give what the application behind the middleware sees."""
    seen: WSGIEnvironment = {}

    def application(environ: "WSGIEnvironment", _start: "StartResponse") -> Iterable[bytes]:
        seen.update(environ)
        return []

    environ: WSGIEnvironment = {"RAW_URI": uri, "REQUEST_METHOD": verb, "PATH_INFO": "/"}
    if asked_for is not None:
        environ["HTTP_X_REQUEST_METHOD"] = asked_for

    def start(_status: object, _headers: object, _error: object = None) -> None:
        raise AssertionError("the middleware answers nothing itself")

    PathCleaner(application)(environ, start)  # type: ignore[arg-type]
    return seen


def path_of(uri: str) -> str:
    text: str = cleaned(uri)["PATH_INFO"]
    return text.encode("latin-1").decode()


@pytest.mark.parametrize(
    ("uri", "path"),
    [
        ("/1.0/Domains", "/1.0/domains"),
        ("//1.0///domains", "/1.0/domains"),
        ("1.0/domains", "/1.0/domains"),
        ("/1.0/domains/", "/1.0/domains/"),
        ("/1.0/domains?a=b//c", "/1.0/domains"),
        ("http://host:1/1.0/domains", "/1.0/domains"),
        ("/1.0/domains/x.org/record//A", "/1.0/domains/x.org/record/@/a"),
        ("/1.0/domains/x.org/RECORD//A", "/1.0/domains/x.org/record/@/a"),
        ("/1.0/domains/x.org/record///A", "/1.0/domains/x.org/record/a"),
        ("/1.0/domains/x.org/record//", "/1.0/domains/x.org/record/"),
        ("/1.0/domains/x.org/record/A", "/1.0/domains/x.org/record/a"),
        ("/1.0/ping/a%2Fb", f"/1.0/ping/a{INNER_SLASH}b"),
        ("/1.0/ping/a%2fb+c", f"/1.0/ping/a{INNER_SLASH}b c"),
        ("/1.0/ping/a%252Fb", "/1.0/ping/a%2fb"),
        ("/1.0/ping/%3F", "/1.0/ping/?"),
        ("/1.0/ping/%zz%", "/1.0/ping/%zz%"),
        ("/1.0/ping/%ff", "/1.0/ping/\ufffd"),
        ("/1.0/ping/%C3%9C", "/1.0/ping/ü"),
        ("/", "/"),
        ("", "/"),
    ],
)
def test_a_path_is_brought_to_one_form(uri: str, path: str) -> None:
    assert path_of(uri) == path


def test_a_slash_of_a_parameter_cannot_be_smuggled_in_another_way() -> None:
    assert path_of("/1.0/ping/%EE%80%80") == "/1.0/ping/\ufffd"
    assert SegmentConverter.to_python(SegmentConverter.__new__(SegmentConverter), f"a{INNER_SLASH}b") == "a/b"


def test_segments_keep_their_case_beside_the_path() -> None:
    assert cleaned("/1.0/Ping/A%2FB")["zonehost.segments"] == ["", "1.0", "Ping", "A/B"]
    assert cleaned("//1.0/Ping/A%2FB?x")["zonehost.raw_path"] == "/1.0/Ping/A%2FB"


@pytest.mark.parametrize(
    ("sent", "asked_for", "seen"),
    [
        ("GET", None, "GET"),
        ("PUT", None, "POST"),
        ("POST", "", "POST"),
        ("GET", "delete", "DELETE"),
        ("GET", "put", "POST"),
        ("HEAD", None, "UNKNOWN"),
        ("PATCH", None, "UNKNOWN"),
        ("GET", "head", "UNKNOWN"),
        ("HEAD", "GET", "GET"),
        ("OPTIONS", None, "OPTIONS"),
    ],
)
def test_a_verb_in_a_header_replaces_the_one_sent(sent: str, asked_for: str | None, seen: str) -> None:
    assert cleaned("/", sent, asked_for)["REQUEST_METHOD"] == seen


@given(st.text(st.characters(codec="ascii", exclude_characters="?"), max_size=60))
def test_no_path_leads_to_an_exception_or_to_repeated_slashes(uri: str) -> None:
    path = path_of(uri)
    assert path.startswith("/")
    assert "//" not in path
    assert path == path.lower()
