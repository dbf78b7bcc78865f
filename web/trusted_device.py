"""The browser as a device that needs no second factor for a while (API 1.0 §6.6)."""

import re
from uuid import UUID

from flask import current_app, request
from werkzeug.wrappers import Response

COOKIE = "zonehost-device"
# as long as the API trusts a device
TRUSTED_SECONDS = 30 * 86400

# what a browser says of itself (RFC 9110 §10.1.5): who imitates another one names itself beside it, so order matters
BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (("iPhone|iPad", "iOS"), ("Android", "Android"), ("Windows", "Windows"), ("Mac", "macOS"), ("Linux", "Linux"))


def device_id() -> str:
    """Return what this device is known to the API by, empty if it is not."""
    try:
        return str(UUID(request.cookies.get(_cookie_name(), "")))
    except ValueError:
        return ""


def remember_device(response: Response, known_by: str) -> None:
    """Have the browser keep what it is known by."""
    secure = bool(current_app.config["SECURE_COOKIES"])
    response.set_cookie(_cookie_name(), known_by, max_age=TRUSTED_SECONDS, secure=secure, httponly=True, samesite="Lax")


def device_name() -> str:
    """Return what people would call this device: `Firefox on Linux`."""
    said = request.user_agent.string
    browser = next((name for sign, name in BROWSERS if sign in said), "A browser")
    system = next((name for sign, name in SYSTEMS if re.search(sign, said)), "")
    return f"{browser} on {system}" if system else browser


def _cookie_name() -> str:
    # browsers take a cookie of this name only for the very host, by HTTPS (RFC 6265bis §4.1.3.2)
    return f"__Host-{COOKIE}" if current_app.config["SECURE_COOKIES"] else COOKIE
