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


def test_a_session_has_a_new_id_after_the_sign_in_and_the_old_one_is_nothing(memcached: Daemon) -> None:
    with nobody_there() as port:
        app = application(memcached, port)
        browser = signed_in(app)
        before = browser.get_cookie("zonehost")
        assert before
        with browser.session_transaction() as session:
            session.renew()  # type: ignore[attr-defined]
            session["email"], session["name"], session["access"] = "bo@people.example", "Bo", []
        after = browser.get_cookie("zonehost")
        assert after
        assert after.value != before.value
        stranger = app.test_client()
        stranger.set_cookie("zonehost", before.value)
        assert stranger.get("/zones").status_code == 302


def test_a_cookie_says_no_more_than_an_id_and_is_for_us_alone(memcached: Daemon) -> None:
    with nobody_there() as port:
        answer = application(memcached, port).test_client().get("/sign-in")
    cookie = answer.headers["Set-Cookie"]
    assert re.fullmatch(r"zonehost=[\w-]{43}; HttpOnly; Path=/; SameSite=Lax", cookie)
