"""Light or dark, as the visitor likes it; nothing said is what their system says."""

from flask import Response, request

COOKIE = "theme"
THEMES = ("light", "dark")
YEAR_SECONDS = 365 * 86400


def theme() -> str:
    """Return the theme that was chosen, empty for none."""
    chosen = request.cookies.get(COOKIE, "")
    return chosen if chosen in THEMES else ""


def remember_theme(response: Response, chosen: str) -> None:
    """Have the browser keep a theme; anything else than one of `THEMES` is what the system says."""
    if chosen in THEMES:
        response.set_cookie(COOKIE, chosen, max_age=YEAR_SECONDS, httponly=True, samesite="Lax")
    else:
        response.delete_cookie(COOKIE, httponly=True, samesite="Lax")
