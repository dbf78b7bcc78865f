"""How lists are asked for, and how their pages are numbered."""

from collections.abc import Mapping
from typing import Any

from flask import request


def asked(*names: str) -> dict[str, str]:
    """Return the parameters of these names that the page was asked for with; empty ones do not count."""
    return {name: request.args[name].strip() for name in names if request.args.get(name, "").strip()}


def asked_page() -> int:
    """Return the number of the page of a list that was asked for, 1 if none was."""
    return max(1, request.args.get("page", 1, int))


def as_pagination(numbers: Mapping[str, Any]) -> dict[str, Any]:
    """Return the page numbers of API 1.0 (§10.11) as other lists have them."""
    return {"page": numbers["page"], "pages": numbers["totalPages"], "total": numbers["total"]}
