"""Keys of the visitor and keys of a zone: listed, made by the scope editor, changed, deleted."""

from web.pages.keys.editor import pages_of_profile, pages_of_zones

__all__ = ["pages_of_profile", "pages_of_zones"]
