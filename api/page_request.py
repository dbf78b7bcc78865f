"""Which page of a long list a request asks for."""

from flask import Request

from api.endpoint import Parameter

PAGE = Parameter("page", "Which page, from 1; one that is not there becomes the nearest that is.", int)


def asked_page(request: Request) -> int:
    """Return the number of the page a request asks for, 1 if it names none."""
    text = request.args.get("page", "1")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 1
