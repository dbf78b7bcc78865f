"""What a browser is called, and what it is known by."""

import pytest
from flask import Flask
from werkzeug.wrappers import Response

from web.trusted_device import device_id, device_name, remember_device

KNOWN = "0b0ec9a5-5d4b-4f0e-9f33-6a4f3a0c7c11"
CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36"


def app(*, secure: bool) -> Flask:
    made = Flask(__name__)
    made.config["SECURE_COOKIES"] = secure
    return made


@pytest.mark.parametrize(
    ("said", "name"),
    [
        (CHROME, "Chrome on Linux"),
        (f"{CHROME} Edg/130.0.0.0", "Edge on Linux"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0", "Firefox on Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1", "Safari on iOS"),
        ("Mozilla/5.0 (Linux; Android 14; Pixel 8) Chrome/130.0.0.0 Mobile Safari/537.36", "Chrome on Android"),
        ("something else\r\nX: y", "A browser"),
        ("", "A browser"),
    ],
)
def test_a_device_is_called_as_people_would(said: str, name: str) -> None:
    with app(secure=True).test_request_context(environ_overrides={"HTTP_USER_AGENT": said}):
        assert device_name() == name


@pytest.mark.parametrize("sent", ["", "x", f"{KNOWN}; DROP", f"{KNOWN}\n", "../.."])
def test_an_id_nobody_gave_is_none(sent: str) -> None:
    with app(secure=False).test_request_context(environ_overrides={"HTTP_COOKIE": f'zonehost-device="{sent}"'}):
        assert device_id() in {"", KNOWN}


def test_the_cookie_is_for_this_host_alone_and_for_no_script() -> None:
    response = Response()
    with app(secure=True).test_request_context(environ_overrides={"HTTP_COOKIE": f"__Host-zonehost-device={KNOWN}"}):
        assert device_id() == KNOWN
        remember_device(response, KNOWN)
    cookie = response.headers["Set-Cookie"]
    assert cookie.startswith(f"__Host-zonehost-device={KNOWN};")
    for part in ("Secure", "HttpOnly", "Path=/", "SameSite=Lax", "Max-Age=2592000"):
        assert part in cookie
