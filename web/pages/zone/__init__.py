"""One zone: where its last change is, what the registrar needs, and what can be set of it."""

from flask import Blueprint

from web.pages.zone import aliases, deletion, overview, settings


def pages() -> Blueprint:
    """Return the pages."""
    blueprint = Blueprint("zone", __name__)
    for part in (overview, settings, aliases, deletion):
        part.add_pages(blueprint)
    return blueprint
