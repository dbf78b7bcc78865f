"""What requests about records carry."""

from typing import Any

from pydantic import ConfigDict

from api.body import Body


class ChangeRecords(Body):
    """A batch. Its entries are checked one by one, so that each error can be told with its index."""

    records: list[Any] | None = None


class ChangeRecord(Body):
    """The members of one record to change; read like an entry of a batch."""

    model_config = ConfigDict(extra="allow", frozen=True)

    def members(self) -> dict[str, Any]:
        """Return what was sent."""
        return dict(self.model_extra or {})
