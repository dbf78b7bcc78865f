"""What the sections of the administration have in common: who is let in, and how lists are asked for."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, request

from core.errors import NotAllowed
from web.visit import visitor


def section(name: str, permission: str) -> Blueprint:
    """Return a blueprint without pages, all of which will need a permission.

    Args:
        name: of the blueprint.
        permission: without it the API would refuse everything the pages are made of.
    """
    blueprint = Blueprint(name, __name__)

    @blueprint.before_request
    def let_in() -> None:
        require(permission)

    return blueprint


def require(permission: str) -> None:
    """Make sure the visitor has a permission.

    Raises:
        NotAllowed: they do not.
    """
    known = visitor()
    if known is None or not known.may(permission):
        raise NotAllowed(f"This page is for those who have the permission {permission}.")


def asked(*names: str) -> dict[str, str]:
    """Return the parameters of these names that the page was asked for with; empty ones do not count."""
    return {name: request.args[name].strip() for name in names if request.args.get(name, "").strip()}


def asked_page() -> int:
    """Return the number of the page of a list that was asked for, 1 if none was."""
    return max(1, request.args.get("page", 1, int))


def typed(*names: str) -> dict[str, str]:
    """Return what was typed into fields, without blanks around it."""
    return {name: request.form.get(name, "").strip() for name in names}


def as_pagination(numbers: Mapping[str, Any]) -> dict[str, Any]:
    """Return the page numbers of API 1.0 (§10.11) as other lists have them."""
    return {"page": numbers["page"], "pages": numbers["totalPages"], "total": numbers["total"]}
