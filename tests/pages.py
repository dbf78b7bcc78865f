"""The dashboard in the process of a test, beside an API at any port, there or not."""

from flask import Flask
from flask.testing import FlaskClient

from core.settings import Address, SessionSettings, SiteSettings, WebSettings
from tests.daemons import Daemon
from web.app import create_app

# how long it waits for the API
SECONDS = 0.5


def application(memcached: Daemon, api_port: int) -> Flask:
    """Return the dashboard.

    Args:
        memcached: where its sessions are.
        api_port: where the API is said to be.
    """
    api = f"http://127.0.0.1:{api_port}"
    sessions = SessionSettings((Address("127.0.0.1", memcached.port),), 600, 600)
    site = SiteSettings("Zonehost", "")
    return create_app(WebSettings(api, api, SECONDS, SECONDS, sessions, site, "a secret of tests", False, 0, 30))


def signed_in(app: Flask) -> FlaskClient:
    """Return a browser of somebody who has signed in while the API was there."""
    browser = app.test_client()
    with browser.session_transaction() as session:
        session.update(session_id="some", email="ana@people.example", name="Ana", access=["domains_create"])
    return browser
