"""Whose word is taken for the address of a client."""

import ipaddress
from typing import TYPE_CHECKING

import pytest
from werkzeug.test import create_environ, run_wsgi_app

from api.proxies import TrustedProxies

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

OURS = tuple(map(ipaddress.ip_network, ("127.0.0.0/8", "10.0.0.0/8", "fc00::/7")))


def address_seen(peer: str, said: str | None, count: int = 1) -> str:
    """Return the address the application sees of a request."""

    def application(environ: "WSGIEnvironment", start_response: "StartResponse") -> list[bytes]:
        start_response("200 OK", [])
        return [str(environ.get("REMOTE_ADDR")).encode()]

    environ = create_environ()
    environ["REMOTE_ADDR"] = peer
    if said is not None:
        environ["HTTP_X_FORWARDED_FOR"] = said
    body, _status, _headers = run_wsgi_app(TrustedProxies(application, count, OURS), environ)
    return b"".join(body).decode()


@pytest.mark.parametrize("peer", ["127.0.0.1", "10.1.2.3", "::ffff:10.1.2.3", "fd00::1", ""])
def test_a_proxy_of_ours_is_believed(peer: str) -> None:
    assert address_seen(peer, "198.51.100.7") == "198.51.100.7"


@pytest.mark.parametrize("peer", ["203.0.113.9", "2001:db8::9", "11.0.0.1"])
def test_somebody_who_comes_past_the_proxies_is_not(peer: str) -> None:
    assert address_seen(peer, "127.0.0.1") == peer


def test_what_a_client_told_the_proxy_is_not_believed_either() -> None:
    assert address_seen("10.0.0.1", "127.0.0.1, 198.51.100.7") == "198.51.100.7"
    assert address_seen("10.0.0.1", "127.0.0.1, 198.51.100.7, 10.0.0.2", count=2) == "198.51.100.7"


def test_a_part_of_ours_that_speaks_for_itself_is_itself() -> None:
    assert address_seen("10.0.0.1", None) == "10.0.0.1"
    assert address_seen("10.0.0.1", "198.51.100.7", count=2) == "10.0.0.1"
