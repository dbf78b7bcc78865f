"""Jobs of the workers (API 1.0 §10.11)."""

from collections.abc import Mapping
from typing import Any, Literal

from web.api_client.wire import Wire, path_of

Doing = Literal["repeat", "republish", "cancel"]


class Jobs:
    """All jobs; for who has the permission `system_job_mgmt`."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def page(self, page: int, filters: Mapping[str, str]) -> dict[str, Any]:
        """Return a page of jobs, newest first.

        Args:
            page: its number.
            filters: by `name`, `state` and `zone`.
        """
        names = {"zone": "filter[data][domain]"}
        query = {names.get(name, f"filter[{name}]"): value for name, value in filters.items()}
        found: dict[str, Any] = self._wire.get("system/jobs/list", {"page": page, **query}).response
        return found

    def get(self, job_id: int) -> dict[str, Any]:
        """Return a job with what it said, and all it has to do with."""
        found: dict[str, Any] = self._wire.get(path_of("system", "jobs", job_id)).response
        return found

    def create(self, members: Mapping[str, Any]) -> dict[str, Any]:
        """Ask for a job.

        Args:
            members: `name`, `data` (JSON), `dependsOn`, `reason`.

        Raises:
            Invalid: it does not carry what it has to.
        """
        asked: dict[str, Any] = self._wire.post("system/jobs/create", members).response
        return asked

    def ask(self, job_id: int, doing: Doing) -> dict[str, Any]:
        """Repeat a job, ring for it again, or call it off."""
        done: dict[str, Any] = self._wire.post(path_of("system", "jobs", job_id, doing)).response
        return done
