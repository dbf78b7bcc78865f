"""The records of a zone: listed, edited, and saved after a look at what would change."""

from flask import Blueprint

from web.pages.records import editing, listing, saving


def pages() -> Blueprint:
    """Return the pages."""
    blueprint = Blueprint("records", __name__)
    listing.add_pages(blueprint)
    editing.add_pages(blueprint)
    saving.add_pages(blueprint)
    return blueprint
