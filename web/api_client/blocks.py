"""What may not be signed up with or added (API 1.0 §10.10)."""

from collections.abc import Mapping
from typing import Any

from web.api_client.wire import Wire, path_of


class Blocks:
    """All patterns; for who has the permission `manage_blocks`."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def list(self) -> dict[str, Any]:
        """Return all patterns by their ids."""
        found: dict[str, Any] = self._wire.get("admin/blockregexes").response
        return found

    def get(self, pattern_id: int) -> dict[str, Any]:
        """Return a pattern."""
        found: dict[str, Any] = self._wire.get(path_of("admin", "blockregexes", pattern_id)).response
        return found

    def save(self, pattern_id: int | None, members: Mapping[str, Any]) -> None:
        """Add a pattern, or change one.

        Args:
            pattern_id: None for a new one.
            members: `regex`, `comment`, `signup_name`, `signup_email`, `domain_name`.

        Raises:
            Invalid: the pattern is none; `detail` says what is wrong with it.
        """
        path = "admin/blockregexes" if pattern_id is None else path_of("admin", "blockregexes", pattern_id)
        self._wire.post(path, members)

    def delete(self, pattern_id: int) -> None:
        """Delete a pattern."""
        self._wire.delete(path_of("admin", "blockregexes", pattern_id))

    def matches(self, regex: str, subject: str) -> bool:
        """Return whether a pattern would block something.

        Raises:
            Invalid: it is none.
        """
        answer = self._wire.get("admin/blockregexes/try", {"regex": regex, "subject": subject})
        return bool(answer.response["matches"])
