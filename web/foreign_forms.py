"""Forms that another site sends in the name of a visitor: refused before anything is read of them, and kept nowhere."""

from urllib.parse import urlsplit

from flask import Flask, Response, make_response, render_template, request

# what changes nothing (RFC 9110 §9.2.1)
SAFE = {"GET", "HEAD", "OPTIONS"}
SENTENCE = "This form was sent from another site, so nothing was done with it."


def install_refusal_of_foreign_forms(app: Flask) -> None:
    """Refuse them before anything else is done.

    The token of a form is a guard only as long as a page never hands a forged one on under a good token; the pages that
    keep what was typed do, so what is forged must not get there.
    """

    @app.before_request
    def refuse_foreign() -> Response | None:
        if request.method in SAFE or _is_ours():
            return None
        values = {"title": "That did not come from here", "sentence": SENTENCE, "reasons": [], "status": 403}
        return make_response(render_template("errors/refused.html", **values), 403)


def _is_ours() -> bool:
    """Return whether browsers say that the request came from a page of ours (Fetch Metadata; RFC 6454 §7).

    Programs say neither; they have no cookies of anybody else.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host
