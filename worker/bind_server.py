"""What we ask of the hidden primary. Every call is safe to repeat, and success is what named shows, not what it says.

The seam for publishing a difference by UPDATE instead of a whole file is a method beside `install_zone`.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from core.errors import Invalid, Refusal, TryLater
from core.zone.serials import serial_gt, serial_max
from worker.primary_control import NotLoadedError, PrimaryControl, ZoneStatus
from worker.signing_state import SigningState
from worker.zone_file import ZoneFile, changed_lines, remove_files, shard_of

POLICIES = {"default": "zonehost-default", "nsec3": "zonehost-nsec3", "none": "none"}

# How many records may change at once in a zone that stays as it is. named signs such a change in one go, in a time
# that grows with the square of it (on two busy cores 3 s for 1 000 records, half a minute for 5 000), and other zones
# wait meanwhile. A new zone is signed in slices instead.
LARGE_CHANGE = 300

# the time a small zone takes to be signed, and so the least between two looks whether it is
FIRST_LOOK_SECONDS = 0.004

# how long named may take to come to the end of a removal: until then it is busy with what it began before
REMOVAL_SECONDS = 20.0

# from when on it is worth telling that a zone is being signed
TELL_AFTER_SECONDS = 0.5

# how long named may take to load a file before its text is suspected
DOUBTFUL_SECONDS = 0.25
DOUBTFUL_SECONDS_PER_OCTET = 4e-7
# and to load and sign it before we give up for now: 100 000 new records take it half a minute
GIVE_UP_SECONDS = 5
GIVE_UP_SECONDS_PER_OCTET = 4e-5


@dataclass(frozen=True, slots=True)
class ZoneVersion:
    """One version of a zone, ready for the name server.

    `incarnation` tells two lives of one name apart: their files never share a path. `text` is a master file whose SOA
    carries `serial`; `policy` is one of POLICIES; `last_served_serial` is what `install_zone` returned the last time;
    `has_past` says that a zone of this name may have been removed before.
    """

    name: str
    incarnation: int
    serial: int
    policy: str
    text: str
    last_served_serial: int | None = None
    has_past: bool = False


class SerialTooLow(Refusal):
    """The version can only be installed under a serial above `floor`, which has been served already."""

    def __init__(self, floor: int) -> None:
        super().__init__(f"The serial has to be above {floor}.")
        self.floor = floor


class BindServer:
    """The hidden primary, driven over its control channel and through its directory of zone files.

    Args:
        directory: the working directory of the name server, as this process sees it.
        control: its control channel.
        signing: tells how far it has signed a zone.
    """

    def __init__(self, directory: Path, control: PrimaryControl, signing: SigningState) -> None:
        self._directory = directory
        self._control = control
        self._signing = signing

    def install_zone(
        self,
        version: ZoneVersion,
        before_replacing: Callable[[], None],
        while_signing: Callable[[], None] = lambda: None,
    ) -> int:
        """Have the server hold this version of a zone.

        A large change of a signed zone starts the zone afresh, out of sight: the public servers serve the old version
        until the new one is signed to its last record.

        Args:
            version: what to serve.
            before_replacing: called right before the old file is replaced; raises to stop.
            while_signing: called once if the server holds the version and takes a while to sign it.

        Returns:
            the serial under which the server serves it. A server that signs counts its own, ahead of ours.

        Raises:
            Invalid: the server refuses this text; what it served before is still served, and back on disk.
            SerialTooLow: the zone has to start afresh, under a serial above one it has served.
            TryLater: the server is away or did not finish in time.
        """
        first_file = self._first_file(version)
        if version.last_served_serial is None and not first_file.path.exists():
            # most likely unknown to the server: adding it tells that, too, and saves a question
            before_replacing()
            if self._is_added(version, first_file):
                return self._see_through(version, first_file, version.has_past, while_signing)
        status = self._control.status(version.name)
        file = _file_of(status, version.name, version.incarnation)
        is_doubtful = version.has_past or version.last_served_serial is not None or status is not None
        if status is not None and file is None:
            self.remove_zone(version.name)
            status = None
        if status is not None and file is not None and status.serial == version.serial:
            placed = ZoneFile(self._directory, file)
        else:
            before_replacing()
            placed = self._place(version, status, file)
        return self._see_through(version, placed, is_doubtful, while_signing)

    def _see_through(
        self, version: ZoneVersion, file: ZoneFile, is_doubtful: bool, while_signing: Callable[[], None]
    ) -> int:
        """Wait until a version in its place is proved, signed and shown; returns the serial it is served under.

        Unless `is_doubtful`, named has no other configuration of the zone than the one it was just added with. Asking
        costs a stop of all its threads, so a name that is new is not asked about.
        """
        served_serial = None
        # a text that is there already counts as served only if somebody saw that through to its end
        is_unproved, served_before = file.unproved(version.serial)
        if is_unproved:
            served_serial = self._prove(version, file, served_before)
            if served_before is None and version.policy != "none":
                self._wait_until_signed(version, while_signing)
                served_serial = None
            file.settle()
        if (is_doubtful or _is_large(version)) and self._show(version, file, while_signing):
            served_serial = None
        return served_serial or self._served_serial(version)

    def remove_zone(self, name: str, incarnation: int | None = None) -> int | None:
        """Stop serving a zone and remove its files.

        Its keys stay, so that the name can come back under the same DS. It can be added again when this returns.

        Args:
            name: the zone.
            incarnation: if given, a zone of that name from another life is left alone.

        Returns:
            the last serial served, or None when there was nothing to remove.

        Raises:
            TryLater: the server is away, or has not come to the end of the removal.
        """
        status = self._control.status(name)
        files = _files_of(name, incarnation) if incarnation is not None else None
        # a zone without a file is neither loaded nor stored: no life of the name needs it
        is_other = status is not None and files is not None and not (status.file or files).startswith(files)
        if status is not None and not is_other:
            self._control.remove(name)
            if status.file is not None:
                self._wait_until_removed(name, status.file)
                files = status.file.rsplit(".", 2)[0] + "."
        if files is not None:
            remove_files(self._directory, files)
        return None if status is None or is_other else status.served_serial or status.serial

    def _wait_until_removed(self, name: str, file: str) -> None:
        """Wait for the last step of a removal, which is the end of the zone's file.

        named forgets the stored configuration right before it, and by the name: one that is added earlier is lost
        with it, and the zone at the next start.
        """
        started = time.monotonic()
        while (self._directory / file).exists():
            elapsed = time.monotonic() - started
            if elapsed > REMOVAL_SECONDS:
                raise TryLater(f"The name server has not removed {name} within {elapsed:.0f} s.")
            time.sleep(min(max(0.001, elapsed / 16), 0.25))

    def _place(self, version: ZoneVersion, status: ZoneStatus | None, known_file: str | None) -> ZoneFile:
        """Put the text where named reads it and have it read."""
        if status is not None and known_file is not None:
            file = ZoneFile(self._directory, known_file)
            served_before = status.served_serial
            if status.serial is None:
                # known by its configuration alone: what it serves was asked when it last served
                file.forget_journal()
                served_before = version.last_served_serial
            # what named has loaded and never came to serve would keep the next text from being served, too
            is_stuck = status.serial is not None and file.unproved(status.serial)[0]
            if version.policy == "none" or (not is_stuck and _is_small_change(file.text(), version.text)):
                file.replace(version.text, version.serial, served_before)
                self._control.reload(version.name)
                return file
            self._start_afresh(version, served_before)
        elif version.last_served_serial is not None:
            # the server has lost it, and the public servers have not
            _check_is_above(version, version.last_served_serial)
        file = self._first_file(version)
        self._add(version, file)
        return file

    def _first_file(self, version: ZoneVersion) -> ZoneFile:
        """Return the file a zone is added with at this version.

        A path no earlier text had: named may still write beside the file of a zone that has just been removed.
        """
        return ZoneFile(self._directory, f"{_files_of(version.name, version.incarnation)}{version.serial}.db")

    def _is_added(self, version: ZoneVersion, file: ZoneFile) -> bool:
        """Add a zone unless the server knows one of the name; then no file is left that it does not use."""
        if self._add(version, file):
            return True
        status = self._control.status(version.name)
        if status is None or status.file != file.relative_name:
            file.remove()
        return False

    def _add(self, version: ZoneVersion, file: ZoneFile) -> bool:
        """Add a zone; returns whether it is new, or else the server knows a zone of the name and leaves it as it is."""
        file.replace(version.text, version.serial, None)
        (self._directory / "keys" / shard_of(version.name)).mkdir(mode=0o2770, parents=True, exist_ok=True)
        try:
            return self._control.add(version.name, _clause(version, file, is_hidden=_is_large(version)))
        except NotLoadedError as refusal:
            problem = file.problem(version.name) or str(refusal)
            file.take_back()
            raise Invalid(f"The name server refuses the zone: {problem}") from refusal

    def _start_afresh(self, version: ZoneVersion, served_before: int | None) -> None:
        """Remove a zone that is about to be added again, once it is sure that this will succeed."""
        if served_before is not None:
            _check_is_above(version, served_before)
        trial = ZoneFile(self._directory, f"{_files_of(version.name, version.incarnation)}{version.serial}.trial")
        trial.replace(version.text, version.serial, None)
        problem = trial.problem(version.name)
        trial.remove()
        if problem is not None:
            raise Invalid(f"The name server refuses the zone: {problem}")
        self.remove_zone(version.name)

    def _prove(self, version: ZoneVersion, file: ZoneFile, served_before: int | None) -> int:
        """Wait until named shows our serial and, if it signs, a served serial that has moved on since before.

        Returns the serial it is served under. named shows the serial of the file a moment before it has signed what is
        in it.
        """
        started = time.monotonic()
        doubtful_after = DOUBTFUL_SECONDS + DOUBTFUL_SECONDS_PER_OCTET * len(version.text)
        is_checked = False
        while True:
            status = self._control.status(version.name)
            is_loaded = status is not None and status.serial == version.serial
            if is_loaded and version.policy == "none":
                return version.serial
            served_serial = status.served_serial if status is not None else None
            if is_loaded and served_serial is not None and served_serial != served_before:
                return served_serial
            elapsed = time.monotonic() - started
            if elapsed > doubtful_after and not is_loaded and not is_checked:
                is_checked = True
                problem = file.problem(version.name)
                if problem is not None:
                    file.take_back()
                    raise Invalid(f"The name server refuses the zone: {problem}")
            if is_loaded and served_before is not None and elapsed > _patience(version):
                # named could not bring the signed version up to date and never will: the zone has to start afresh
                raise SerialTooLow(serial_max(version.serial, served_serial or version.serial))
            _pause(version, elapsed)

    def _show(self, version: ZoneVersion, file: ZoneFile, while_signing: Callable[[], None]) -> bool:
        """Give the zone its lasting configuration; one that was added out of sight is first signed to its end.

        One that is served and not stored, and so would be gone at the next start of named, is stored by that, too.

        Returns whether there was anything to do.
        """
        clause = _clause(version, file, is_hidden=False)
        if self._control.has_configuration(version.name, clause):
            return False
        self._wait_until_signed(version, while_signing)
        self._control.configure(version.name, clause)
        self._wait_until_signed(version, while_signing)
        if not self._control.has_configuration(version.name, clause):
            raise TryLater(f"The name server has not stored the configuration of {version.name}.")
        self._control.notify(version.name)
        return True

    def _wait_until_signed(self, version: ZoneVersion, while_signing: Callable[[], None]) -> None:
        """Wait until named has signed every record; until then it goes on counting up the serial it serves."""
        started = time.monotonic()
        is_told = False
        time.sleep(FIRST_LOOK_SECONDS)
        while version.policy != "none" and not self._is_signed(version.name):
            elapsed = time.monotonic() - started
            if elapsed > TELL_AFTER_SECONDS and not is_told:
                is_told = True
                while_signing()
            _pause(version, max(elapsed, FIRST_LOOK_SECONDS * 16))

    def _is_signed(self, name: str) -> bool:
        # a zone without its chain has not come to its signatures: most looks end here, and cost a fifth of a query
        status = self._control.status(name)
        return status is not None and status.is_secure and self._signing.is_complete(name)

    def _served_serial(self, version: ZoneVersion) -> int:
        status = self._control.status(version.name)
        if status is None or status.serial is None:
            raise TryLater("The name server has lost the zone.")
        return status.served_serial or status.serial


def _files_of(name: str, incarnation: int) -> str:
    """Return what the paths of all files of one life of a zone begin with.

    The name is cut, because a file name may have 255 octets and named appends to it.
    """
    return f"zones/{shard_of(name)}/{name[:180]}.{incarnation}."


def _check_is_above(version: ZoneVersion, served: int) -> None:
    if not serial_gt(version.serial, served):
        raise SerialTooLow(served)


def _file_of(status: ZoneStatus | None, name: str, incarnation: int) -> str | None:
    """Return the file the server has a zone from, None unless it belongs to this life of it."""
    if status is None or status.file is None or not status.file.startswith(_files_of(name, incarnation)):
        return None
    return status.file


def _is_large(version: ZoneVersion) -> bool:
    """Tell whether a zone is added out of sight until it is signed."""
    return version.policy != "none" and version.text.count("\n") > LARGE_CHANGE


def _is_small_change(old: str, new: str) -> bool:
    return changed_lines(_records(old), _records(new)) <= LARGE_CHANGE


def _records(text: str) -> str:
    """Return a master file without its head, which ends with the SOA and differs in every version."""
    return text.partition(" SOA ")[2].partition("\n")[2]


def _clause(version: ZoneVersion, file: ZoneFile, *, is_hidden: bool) -> str:
    """Return the configuration of a zone; the lasting one in the form `showzone` gives it back."""
    signing = "yes" if version.policy != "none" else "no"
    hidden = "allow-transfer { none; }; notify no; " if is_hidden else ""
    return (
        f'{{ type primary; file "{file.relative_name}"; {hidden}inline-signing {signing}; '
        f'dnssec-policy "{POLICIES[version.policy]}"; key-directory "keys/{shard_of(version.name)}"; }}'
    )


def _patience(version: ZoneVersion) -> float:
    return GIVE_UP_SECONDS + GIVE_UP_SECONDS_PER_OCTET * len(version.text)


def _pause(version: ZoneVersion, elapsed: float) -> None:
    """Wait before asking again: a little at first, never long in proportion to what has been waited already."""
    if elapsed > _patience(version):
        raise TryLater(f"The name server has not taken serial {version.serial} within {elapsed:.0f} s.")
    time.sleep(min(max(0.001, elapsed / 16), 0.25))
