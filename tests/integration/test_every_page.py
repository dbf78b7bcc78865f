"""What holds for every page there is, made from the list of them: a new one is tried without being named here."""

import re

import pytest
from flask import Flask
from werkzeug.routing import Rule

from orchestration.local.layout import REPOSITORY
from tests.daemons import Daemon
from tests.named_server import free_port
from tests.pages import application, signed_in
from web.visit import PUBLIC

# files, and what is asked by who starts the dashboard
NO_PAGES = {"static", "health.live", "health.ready"}

# what who is not signed in may see and send; written down here, so that a mark set by mistake is found
PUBLIC_PAGES = {
    "design.show",
    "front.show",
    "health.live",
    "health.ready",
    "passwords.create",
    "passwords.replace",
    "passwords.show",
    "passwords.show_replace",
    "passwords.show_sent",
    "registration.confirm",
    "registration.create",
    "registration.show",
    "registration.show_confirm",
    "registration.show_sent",
    "sign_in.give_passkey_options",
    "sign_in.give_second_step_options",
    "sign_in.save",
    "sign_in.save_passkey",
    "sign_in.save_second_step",
    "sign_in.show",
    "sign_in.show_second_step",
}


@pytest.fixture
def app(memcached: Daemon) -> Flask:
    """Give the dashboard; no API is there, so nothing that is asked of it can be done."""
    return application(memcached, free_port())


def pages(app: Flask, method: str) -> dict[str, str]:
    """Return an address of every page of a method, by its endpoint."""
    found = {}
    with app.test_request_context():
        adapter = app.url_map.bind("localhost")
        for rule in app.url_map.iter_rules():
            if method in (rule.methods or ()) and rule.endpoint not in NO_PAGES:
                found[rule.endpoint] = adapter.build(rule.endpoint, _values(rule), method=method)
    return found


def _values(rule: Rule) -> dict[str, object]:
    kinds = {name: type(converter).__name__ for name, converter in rule._converters.items()}
    return {name: 1 if kind == "IntegerConverter" else "some" for name, kind in kinds.items()}


def is_public(app: Flask, endpoint: str) -> bool:
    """Return whether a page is for everybody."""
    return bool(getattr(app.view_functions[endpoint], PUBLIC, False))


def test_a_page_is_shown_by_get_and_saves_by_post_and_there_is_no_other_way(app: Flask) -> None:
    ways = {rule.endpoint: set(rule.methods or ()) - {"HEAD", "OPTIONS"} for rule in app.url_map.iter_rules()}
    assert {endpoint: found for endpoint, found in ways.items() if found not in ({"GET"}, {"POST"})} == {}


def test_who_is_not_signed_in_is_led_to_the_sign_in_from_every_page_but_the_public_ones(app: Flask) -> None:
    for endpoint, address in pages(app, "GET").items():
        answer = app.test_client().get(address)
        if is_public(app, endpoint):
            assert not answer.headers.get("Location", "").startswith("/sign-in?"), endpoint
        else:
            assert answer.status_code == 302, endpoint
            assert answer.headers["Location"].startswith("/sign-in?next="), endpoint


def test_nothing_is_saved_without_the_token_of_a_form_of_ours(app: Flask) -> None:
    browser = signed_in(app)
    for endpoint, address in pages(app, "POST").items():
        for form in ({}, {"csrf_token": "made up"}):
            answer = browser.post(address, data=form)
            # 503 would mean that it went on to ask the API
            assert answer.status_code == 400, endpoint
            assert "session that is over" in answer.text, endpoint


def test_every_answer_forbids_browsers_what_is_not_ours(app: Flask) -> None:
    browser = signed_in(app)
    for endpoint, address in pages(app, "GET").items():
        answer = browser.get(address)
        policy = answer.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; "), endpoint
        assert "unsafe" not in policy, endpoint
        assert answer.headers["X-Content-Type-Options"] == "nosniff", endpoint
        assert answer.headers["Cache-Control"] == "no-store", endpoint


def test_no_template_has_anything_inline() -> None:
    templates = sorted((REPOSITORY / "web/templates").rglob("*.html"))
    assert len(templates) > 50
    inline = re.compile(r"<style|\bstyle=|\son[a-z]+=|<script(?![^>]*\bsrc=)", re.IGNORECASE)
    found = {str(path): inline.findall(path.read_text(encoding="utf-8")) for path in templates}
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_a_form_of_another_site_is_refused_and_kept_nowhere(app: Flask) -> None:
    forms = {"email": "evil@people.example"}
    foreign = (
        {"Sec-Fetch-Site": "same-site", "Origin": "https://evil.example.com"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "null"},
        {"Origin": "https://evil.example.com"},
        {"Origin": "null"},
    )
    for headers in foreign:
        for browser in (signed_in(app), app.test_client()):
            answer = browser.post("/zones/first.org/access", data=forms, headers=headers)
            assert answer.status_code == 403, headers
            assert "evil@people.example" not in answer.text
            assert "Set-Cookie" not in answer.headers
    ours: tuple[dict[str, str], ...] = (
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "http://localhost"},
        {},
    )
    assert {signed_in(app).post("/zones/new", data=forms, headers=headers).status_code for headers in ours} == {400}


def test_pages_for_everybody_are_these_and_no_others(app: Flask) -> None:
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    assert {endpoint for endpoint in endpoints if is_public(app, endpoint)} == PUBLIC_PAGES
