"""What was done about a zone: events, jobs, and what the name server said."""

from typing import Any

from core.errors import Invalid, NotAllowed
from web.api_client.wire import Wire, path_of


class ZoneLog:
    """The log of zones."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def events(self, zone: str, page: int = 1, kind: str = "") -> dict[str, Any]:
        """Return a page of what happened to a zone, newest first (`entries`, `pagination`).

        Args:
            zone: its name.
            page: from 1.
            kind: the only type of events, such as `domain.key.denied`; empty for all.

        Raises:
            NotAllowed: the visitor does not own it.
        """
        query = {"page": page, "filter[type]": kind}
        try:
            found: dict[str, Any] = self._wire.get(path_of("domains", zone, "audit"), query).response
        except Invalid as refusal:
            # API 1.0 has one status for a level that does not suffice and for what was wrongly asked
            raise NotAllowed(refusal.message, refusal.detail) from refusal
        numbers = found["pagination"]
        return {**found, "pagination": {"page": numbers["page"], "pages": numbers["totalPages"]}}

    def jobs(self, zone: str, page: int = 1) -> dict[str, Any]:
        """Return a page of the jobs of a zone and what they said, newest first (`jobs`, `pagination`)."""
        found: dict[str, Any] = self._wire.get(path_of("domains", zone, "jobs"), {"page": page}).response
        return found

    def lines(self, zone: str) -> list[dict[str, str]]:
        """Return what the primary name server said of a zone lately, oldest first.

        Raises:
            NotAllowed: the visitor may not read logs.
        """
        found: list[dict[str, str]] = self._wire.get(path_of("domains", zone, "logs")).response
        return found
