"""What browsers are told not to do with our pages."""

from flask import Flask, Response, g, request

# nothing from anywhere else and nothing inline: what somebody smuggles into a page is not run
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}


def install_security_headers(app: Flask) -> None:
    """Put them on every answer; no page is kept where the next person at the machine could find it."""
    app.after_request(harden)


def harden(response: Response) -> Response:
    """Return an answer with them."""
    response.headers.update(HEADERS)
    if request.endpoint != "static":
        response.headers.setdefault("Cache-Control", "no-store")
        # a fragment and a whole page have one address
        response.vary.add("HX-Request")
    if "request_id" in g:
        response.headers["X-Request-ID"] = g.request_id
    return response
