"""What the sections of the administration have in common: who is let in, and what was typed."""

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


def typed(*names: str) -> dict[str, str]:
    """Return what was typed into fields, without blanks around it."""
    return {name: request.form.get(name, "").strip() for name in names}
