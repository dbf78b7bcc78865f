"""Light or dark, as the visitor likes it; nothing said is what their system says."""

from typing import Any

from flask import current_app, request
from werkzeug.wrappers import Response

COOKIE = "theme"
THEMES = ("light", "dark")
YEAR_SECONDS = 365 * 86400
# what it is kept under with the account, so that it is the same in every browser
CUSTOM_KEY = "zonehost.dashboard/theme"


def theme() -> str:
    """Return the theme that was chosen, empty for none."""
    chosen = request.cookies.get(COOKIE, "")
    return chosen if chosen in THEMES else ""


def remember_theme(response: Response, chosen: str) -> None:
    """Have the browser keep a theme; anything else than one of `THEMES` is what the system says."""
    secure = current_app.config["SECURE_COOKIES"]
    if chosen in THEMES:
        response.set_cookie(COOKIE, chosen, max_age=YEAR_SECONDS, secure=secure, httponly=True, samesite="Lax")
    else:
        response.delete_cookie(COOKIE, secure=secure, httponly=True, samesite="Lax")


def remember_theme_of(response: Response, known: dict[str, Any]) -> None:
    """Have the browser keep the theme somebody has chosen before, if they have, in whatever browser that was.

    Args:
        response: gets the cookie.
        known: what the API tells of them (`userdata`).
    """
    chosen = known["user"]["customdata"].get(CUSTOM_KEY)
    if chosen is not None:
        remember_theme(response, chosen)
