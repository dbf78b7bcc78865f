"""All zones of the visitor: the list, making new ones, changing several at once, and those that were deleted."""

from flask import Blueprint

from web.pages.zones import bulk, creation, deleted, listing


def pages() -> Blueprint:
    """Return the pages."""
    blueprint = Blueprint("zones", __name__)
    for part in (listing, creation, bulk, deleted):
        part.add_pages(blueprint)
    return blueprint
