"""Articles for the front page (API 1.0 §10.10)."""

from collections.abc import Mapping
from typing import Any

from web.api_client.wire import Wire, path_of


class Articles:
    """All articles; for who has the permission `manage_articles`."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def list(self) -> dict[str, Any]:
        """Return all articles by their ids, newest first."""
        found: dict[str, Any] = self._wire.get("admin/articles").response
        return found

    def get(self, article_id: int) -> dict[str, Any]:
        """Return an article."""
        found: dict[str, Any] = self._wire.get(path_of("admin", "articles", article_id)).response
        return found

    def save(self, article_id: int | None, members: Mapping[str, Any]) -> dict[str, Any]:
        """Write an article, or change one.

        Args:
            article_id: None for a new one.
            members: `title`, `content`, `contentfull`, `visiblefrom`, `visibleuntil` (Unix seconds, -1 for never).
        """
        path = "admin/articles" if article_id is None else path_of("admin", "articles", article_id)
        saved: dict[str, Any] = self._wire.post(path, members).response
        return saved

    def delete(self, article_id: int) -> None:
        """Delete an article."""
        self._wire.delete(path_of("admin", "articles", article_id))
