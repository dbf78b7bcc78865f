"""What we say to the hidden primary over its control channel, and how its answers are read."""

from dataclasses import dataclass

from core.errors import TryLater
from core.rndc import Rndc, RndcAnswer, RndcError, checked_zone_name


@dataclass(frozen=True, slots=True)
class ZoneStatus:
    """What named shows of a zone.

    Attributes:
        file: its zone file, relative to named's directory; None when it has neither loaded nor stored the zone.
        serial: the one in the file, None when it could not be loaded.
        served_serial: the one it is served under once signed, None for a zone that is not signed.
        is_secure: whether what is served has keys and a chain of NSEC or NSEC3; signatures may still be missing.
    """

    file: str | None
    serial: int | None
    served_serial: int | None
    is_secure: bool = False


class NotLoadedError(Exception):
    """named does not take a new zone; the text is its reason."""


class PrimaryControl:
    """The control channel; every command may be repeated.

    Every method raises TryLater when named is away or answers what it should not, and Invalid for a name that must
    not stand in a command.

    Args:
        rndc: a connection that no other thread uses.
    """

    def __init__(self, rndc: Rndc) -> None:
        self._rndc = rndc

    def status(self, zone: str) -> ZoneStatus | None:
        """Return what named shows of a zone, None when it does not know it."""
        answer = self._ask(f"zonestatus {checked_zone_name(zone)}")
        if answer.error == "not found":
            return None
        if answer.result:
            # a zone whose file could not be loaded has no status, but a configuration
            shown = self._show(zone)
            if shown.error == "not found":
                return None
            return ZoneStatus(shown.text.partition('file "')[2].partition('"')[0] or None, None, None)
        lines = dict(line.split(": ", 1) for line in answer.text.splitlines() if ": " in line)
        serial, signed = lines.get("serial"), lines.get("signed serial")
        file = lines["files"].split(", ", maxsplit=1)[0]
        return ZoneStatus(
            file, int(serial) if serial else None, int(signed) if signed else None, lines.get("secure") == "yes"
        )

    def has_configuration(self, zone: str, clause: str) -> bool:
        """Tell whether a zone is configured exactly so, and will be after a restart of named.

        `clause` has to be in the form named prints. A zone that is served and not stored is not configured so.
        """
        shown = self._show(zone)
        if shown.error == "not found":
            raise _unexpected("showzone", shown)
        return clause in shown.text

    def add(self, zone: str, clause: str) -> bool:
        """Add a zone; returns whether it is new, or else named knew it already and leaves it as it is.

        Raises:
            NotLoadedError: named cannot load it.
        """
        answer = self._ask(f"addzone {checked_zone_name(zone)} {clause};")
        if answer.result and answer.error != "already exists":
            raise NotLoadedError(answer.text or answer.error)
        return not answer.result

    def configure(self, zone: str, clause: str) -> None:
        """Give a zone another configuration."""
        self._order(f"modzone {checked_zone_name(zone)} {clause};")

    def reload(self, zone: str) -> None:
        """Have named read the zone file; whether it could is for `status` to show."""
        self._order(f"reload {checked_zone_name(zone)}")

    def notify(self, zone: str) -> None:
        """Have named tell the public servers again."""
        self._order(f"notify {checked_zone_name(zone)}")

    def remove(self, zone: str) -> None:
        """Have named remove a zone, then its stored configuration, and then the zone's files.

        Only the zone is gone when this returns. The other two happen when named comes to them, and in between it would
        forget the configuration of a zone that is added under the same name: wait until the zone file is gone.
        """
        answer = self._ask(f"delzone -clean {checked_zone_name(zone)}")
        if answer.result and answer.error != "not found":
            raise _unexpected("delzone", answer)

    def _show(self, zone: str) -> RndcAnswer:
        """Ask what is stored of a zone; named says "failure" if it has the zone and nothing is stored of it."""
        shown = self._ask(f"showzone {checked_zone_name(zone)}")
        if shown.result and shown.error not in {"not found", "failure"}:
            raise _unexpected("showzone", shown)
        return shown

    def _order(self, command: str) -> None:
        answer = self._ask(command)
        if answer.result:
            raise _unexpected(command.split(maxsplit=1)[0], answer)

    def _ask(self, command: str) -> RndcAnswer:
        try:
            return self._rndc.call(command)
        except RndcError as error:
            raise TryLater(f"The name server is away: {error}") from error


def _unexpected(command: str, answer: RndcAnswer) -> TryLater:
    return TryLater(f"The name server answered {command!r} with: {answer.text or answer.error}")
