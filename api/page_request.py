"""Which page of a long list a request asks for, and which entries (API 1.0 §10.11)."""

import re

from flask import Request

from api.endpoint import Parameter

# filter[name], filter[data][domain]
FILTER = re.compile(r"filter((?:\[[^\[\]]*\])+)")

PAGE = Parameter("page", "Which page, from 1; one that is not there becomes the nearest that is.", int)


def asked_page(request: Request) -> int:
    """Return the number of the page a request asks for, 1 if it names none."""
    text = request.args.get("page", "1")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 1


def asked_filters(request: Request) -> dict[str, str]:
    """Return the filters of a request: `filter[data][domain]` becomes `data.domain`; empty ones do not count."""
    found = {}
    for name, value in request.args.items():
        match = FILTER.fullmatch(name)
        if match and value:
            found[".".join(match[1][1:-1].split("]["))] = value
    return found
