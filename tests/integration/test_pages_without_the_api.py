"""Pages while the API is away or slow, or memcached is: they say so soon, and nothing that was typed is lost."""

import html
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from core.sessions import Sessions
from core.settings import Address, SessionSettings
from tests.daemons import Daemon
from tests.named_server import free_port
from tests.pages import application, signed_in

# what people wait for a page at most before it says that something is away
PATIENCE_SECONDS = 3.0

Away = Callable[[], AbstractContextManager[int]]


@contextmanager
def silent_server() -> Iterator[int]:
    """Give the port of a server that takes every connection and never says a word."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(50)
        taken: list[socket.socket] = []

        def take() -> None:
            while True:
                try:
                    taken.append(listener.accept()[0])
                except OSError:
                    return

        threading.Thread(target=take, daemon=True).start()
        yield listener.getsockname()[1]
        for connection in taken:
            connection.close()


@contextmanager
def nobody_there() -> Iterator[int]:
    """Give a port nobody listens on."""
    yield free_port()


def token(browser: FlaskClient) -> str:
    """Return what a form of ours is guarded by."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', browser.get("/zones/new").text)
    assert found
    return found[1]


def timed(ask: Callable[[], TestResponse]) -> TestResponse:
    """Return an answer that came while people still wait for it."""
    started = time.monotonic()
    answer = ask()
    assert time.monotonic() - started < PATIENCE_SECONDS
    return answer


@pytest.mark.parametrize("away", [nobody_there, silent_server])
def test_a_page_says_within_three_seconds_that_the_api_is_away(memcached: Daemon, away: Away) -> None:
    with away() as port:
        browser = signed_in(application(memcached, port))
        for path in ("/zones", "/zones/first.org", "/zones/first.org/records"):
            answer = timed(partial(browser.get, path))
            assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5"), path
            assert "does not answer at the moment" in answer.text
            # who is signed in still is
            assert "Ana" in answer.text


@pytest.mark.parametrize(
    ("away", "sentence"), [(nobody_there, "does not answer"), (silent_server, "may have been saved")]
)
def test_what_was_typed_is_kept_to_be_sent_again(memcached: Daemon, away: Away, sentence: str) -> None:
    typed = 'first.org "<b>&amp;'
    with away() as port:
        browser = signed_in(application(memcached, port))
        form = {"csrf_token": token(browser), "names": typed}
        answer = timed(lambda: browser.post("/zones/new", data=form))
    assert answer.status_code == 503
    assert sentence in answer.text
    kept = re.search(r'<textarea name="names" hidden>\n(.*?)</textarea>', answer.text, re.DOTALL)
    assert kept
    assert html.unescape(kept[1]) == typed
    assert '<form method="post"' in answer.text
    assert 'action="/zones/new' in answer.text


def test_the_front_page_is_there_without_the_api(memcached: Daemon) -> None:
    with nobody_there() as port:
        assert timed(lambda: application(memcached, port).test_client().get("/")).status_code == 200


def test_nobody_is_signed_out_by_a_memcached_that_is_away(memcached: Daemon) -> None:
    with nobody_there() as port:
        browser = signed_in(application(memcached, port))
        memcached.kill()
        answer = timed(lambda: browser.get("/zones"))
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
        assert "Set-Cookie" not in answer.headers
        assert browser.get("/healthz").status_code == 200
        assert browser.get("/readyz").status_code == 503


def test_a_page_whose_session_cannot_be_kept_says_so_under_the_same_guard(memcached: Daemon) -> None:
    with nobody_there() as port:
        stranger = application(memcached, port).test_client()
        memcached.kill()
        # there is no session to be read, and the token of the form needs one
        answer = timed(lambda: stranger.get("/sign-in"))
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; ")
    assert answer.headers["Cache-Control"] == "no-store"


def test_who_acts_for_somebody_goes_on_to_while_the_api_is_away(memcached: Daemon) -> None:
    with nobody_there() as port:
        browser = signed_in(application(memcached, port))
        with browser.session_transaction() as session:
            session.update(impersonated="ana@people.example", administrator="admin@people.example")
        assert browser.post("/admin/acting/stop", data={"csrf_token": token(browser)}).status_code == 503
        with browser.session_transaction() as session:
            assert session["impersonated"] == "ana@people.example"


def test_what_is_kept_of_a_session_says_nothing_to_who_looks_into_memcached(memcached: Daemon) -> None:
    with nobody_there() as port:
        browser = signed_in(application(memcached, port))
    cookie = browser.get_cookie("zonehost")
    assert cookie
    sessions = Sessions(SessionSettings((Address("127.0.0.1", memcached.port),), 600, 600), "web")
    kept = sessions.get(cookie.value)
    assert kept
    assert kept.keys() == {"sealed"}
    assert "ana@people.example" not in str(kept)


def test_a_session_that_was_not_sealed_by_us_is_none(memcached: Daemon) -> None:
    with nobody_there() as port:
        browser = signed_in(application(memcached, port))
        cookie = browser.get_cookie("zonehost")
        assert cookie
        sessions = Sessions(SessionSettings((Address("127.0.0.1", memcached.port),), 600, 600), "web")
        for content in ({"email": "ana@people.example"}, {"sealed": "in clear"}):
            sessions.put(cookie.value, content)
            assert browser.get("/zones").headers["Location"].startswith("/sign-in")
            browser.set_cookie("zonehost", cookie.value)


def test_a_cookie_says_no_more_than_an_id_and_is_for_us_alone(memcached: Daemon) -> None:
    with nobody_there() as port:
        answer = application(memcached, port).test_client().get("/sign-in")
    cookie = answer.headers["Set-Cookie"]
    assert re.fullmatch(r"zonehost=[\w-]{43}; HttpOnly; Path=/; SameSite=Lax", cookie)
