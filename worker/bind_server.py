"""What we ask of the hidden primary. Every call is safe to repeat, and success is what named shows, not what it says.

The seam for publishing a difference by UPDATE instead of a whole file is a method beside `install_zone`.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

from core.errors import Invalid, TryLater
from core.rndc import Rndc, RndcAnswer, RndcError, checked_zone_name
from core.settings import PrimarySettings
from worker.zone_file import ZoneFile, shard_of

POLICIES = {"default": "zonehost-default", "nsec3": "zonehost-nsec3", "none": "none"}

# how long named may take to load a file before its text is suspected
DOUBTFUL_SECONDS = 0.25
DOUBTFUL_SECONDS_PER_OCTET = 4e-7
# and to load and sign it before we give up for now: 100 000 new records take it half a minute
GIVE_UP_SECONDS = 10
GIVE_UP_SECONDS_PER_OCTET = 4e-5


@dataclass(frozen=True, slots=True)
class ZoneVersion:
    """One version of a zone, ready for the name server.

    `incarnation` tells two lives of one name apart: their files never share a path. `text` is a master file whose SOA
    carries `serial`; `policy` is one of POLICIES.
    """

    name: str
    incarnation: int
    serial: int
    policy: str
    text: str


@dataclass(frozen=True, slots=True)
class _Status:
    """What named shows of a zone: its file, the serial in it, the serial it is served under, its configuration."""

    file: str
    serial: int | None
    served_serial: int | None
    clause: str


class BindServer:
    """The hidden primary, driven over its control channel and through its directory of zone files.

    Args:
        settings: where it is and where its files are.
        rndc: a control connection that no other thread uses.
    """

    def __init__(self, settings: PrimarySettings, rndc: Rndc) -> None:
        self._directory = settings.directory
        self._rndc = rndc

    def install_zone(self, version: ZoneVersion, before_replacing: Callable[[], None]) -> int:
        """Have the server hold this version of a zone.

        Args:
            version: what to serve.
            before_replacing: called right before the old file is replaced; raises to stop.

        Returns:
            the serial under which the server serves it. A server that signs counts its own, ahead of ours.

        Raises:
            Invalid: the server refuses this text; what it served before is still served, and back on disk.
            TryLater: the server is away or did not finish in time.
        """
        file = self._file(version.name, version.incarnation)
        clause = _clause(version, file)
        status = self._status(version.name)
        if status is not None and status.file != file.relative_name:
            self.remove_zone(version.name)
            status = None
        if status is not None and status.serial == version.serial:
            # the name server has the text; whether it has also signed it is open if nobody saw that to its end
            is_unproved, served_before = file.unproved(version.serial)
        else:
            before_replacing()
            is_unproved, served_before = True, status.served_serial if status else None
            file.replace(version.text, version.serial, served_before)
            if status is None:
                self._add(version, file, clause)
            else:
                self._order(f"reload {version.name}")
        if is_unproved:
            served_serial = self._prove(version, file, served_before)
            file.settle()
        else:
            served_serial = (status and status.served_serial) or version.serial
        if status is not None and clause not in status.clause:
            self._order(f"modzone {version.name} {clause}")
        return served_serial

    def remove_zone(self, name: str, incarnation: int | None = None) -> int | None:
        """Stop serving a zone and remove its files.

        Its keys stay, so that the name can come back under the same DS.

        Args:
            name: the zone.
            incarnation: if given, a zone of that name from another life is left alone.

        Returns:
            the last serial served, or None when there was nothing to remove.

        Raises:
            TryLater: the server is away.
        """
        status = self._status(name)
        if incarnation is not None:
            file = self._file(name, incarnation)
            if status is None or status.file != file.relative_name:
                file.remove()
                return None
        if status is None:
            return None
        answer = self._ask(f"delzone {name}")
        if answer.result and answer.error != "not found":
            raise _unexpected(f"delzone {name}", answer)
        ZoneFile(self._directory, status.file).remove()
        return status.served_serial or status.serial

    def _file(self, name: str, incarnation: int) -> ZoneFile:
        # cut, because a file name may have 255 octets and named appends to it
        return ZoneFile(self._directory, f"zones/{shard_of(name)}/{name[:180]}.{incarnation}.db")

    def _add(self, version: ZoneVersion, file: ZoneFile, clause: str) -> None:
        (self._directory / "keys" / shard_of(version.name)).mkdir(mode=0o2770, parents=True, exist_ok=True)
        answer = self._ask(f"addzone {version.name} {clause};")
        if answer.result and answer.error != "already exists":
            problem = file.problem(version.name) or answer.text or answer.error
            file.take_back()
            raise Invalid(f"The name server refuses the zone: {problem}")

    def _prove(self, version: ZoneVersion, file: ZoneFile, served_before: int | None) -> int:
        """Wait until named shows our serial and, if it signs, a served serial that has moved on since before."""
        started = time.monotonic()
        doubtful_after = DOUBTFUL_SECONDS + DOUBTFUL_SECONDS_PER_OCTET * len(version.text)
        give_up_after = GIVE_UP_SECONDS + GIVE_UP_SECONDS_PER_OCTET * len(version.text)
        is_checked = False
        while True:
            status = self._status(version.name)
            is_loaded = status is not None and status.serial == version.serial
            served_serial = _served_serial(version, status, served_before)
            if served_serial is not None:
                return served_serial
            elapsed = time.monotonic() - started
            if elapsed > doubtful_after and not is_loaded and not is_checked:
                is_checked = True
                problem = file.problem(version.name)
                if problem is not None:
                    file.take_back()
                    raise Invalid(f"The name server refuses the zone: {problem}")
            if elapsed > give_up_after:
                raise TryLater(f"The name server has not taken serial {version.serial} within {elapsed:.0f} s.")
            time.sleep(min(max(0.001, elapsed / 8), 0.25))

    def _status(self, name: str) -> _Status | None:
        shown = self._ask(f"showzone {checked_zone_name(name)}")
        if shown.error == "not found":
            return None
        if shown.result:
            raise _unexpected("showzone", shown)
        file = shown.text.partition('file "')[2].partition('"')[0]
        answer = self._ask(f"zonestatus {name}")
        if answer.result:
            # configured, but what is in its file could not be loaded
            return _Status(file, None, None, shown.text)
        lines = dict(line.split(": ", 1) for line in answer.text.splitlines() if ": " in line)
        serial, signed = lines.get("serial"), lines.get("signed serial")
        return _Status(file, int(serial) if serial else None, int(signed) if signed else None, shown.text)

    def _order(self, command: str) -> None:
        answer = self._ask(command)
        if answer.result:
            raise _unexpected(command, answer)

    def _ask(self, command: str) -> RndcAnswer:
        try:
            return self._rndc.call(command)
        except RndcError as error:
            raise TryLater(f"The name server is away: {error}") from error


def _clause(version: ZoneVersion, file: ZoneFile) -> str:
    """Return the configuration of a zone in the form `showzone` gives it back."""
    signing = "yes" if version.policy != "none" else "no"
    return (
        f'{{ type primary; file "{file.relative_name}"; inline-signing {signing}; '
        f'dnssec-policy "{POLICIES[version.policy]}"; key-directory "keys/{shard_of(version.name)}"; }}'
    )


def _served_serial(version: ZoneVersion, status: _Status | None, served_before: int | None) -> int | None:
    """Return the serial this version is served under, or None while it is not served yet.

    named shows the serial of the file a moment before it has signed what is in it, so a signed serial counts only
    once it has moved on from the one before.
    """
    if status is None or status.serial != version.serial:
        return None
    if version.policy == "none":
        return status.serial
    return status.served_serial if status.served_serial != served_before else None


def _unexpected(command: str, answer: RndcAnswer) -> TryLater:
    return TryLater(f"The name server answered {command.split(maxsplit=1)[0]!r} with: {answer.text or answer.error}")
