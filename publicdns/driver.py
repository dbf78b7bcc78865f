"""What the sync service asks of the name server beside it; each name server has one driver."""

from typing import Protocol


class Driver(Protocol):
    """A name server that takes and drops secondary zones while it runs.

    Zone names are lower case without the final dot. Every call may be repeated: a zone that is already there, or
    already gone, is done.
    """

    def add_zone(self, zone: str) -> None:
        """Make the server a secondary of the hidden primary for a zone.

        Raises:
            Invalid: the name cannot be given to this server, or the server refuses this zone.
            TryLater: the server could not be reached.
        """

    def remove_zone(self, zone: str) -> None:
        """Drop a zone that was added by `add_zone`, and its files.

        Raises:
            Invalid: the name cannot be given to this server, or the server refuses this zone.
            NotAllowed: the zone is there and was not added by `add_zone`.
            TryLater: the server could not be reached.
        """

    def list_zones(self) -> frozenset[str]:
        """Give every zone the server has, whoever added it, loaded or not.

        Raises:
            TryLater: the server could not be asked.
        """

    def added_here(self, zone: str) -> bool:
        """Tell whether a zone is there and was added by `add_zone`; read from the server, never remembered.

        Raises:
            TryLater: the server could not be asked.
        """
