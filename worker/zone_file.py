"""A zone file on the primary's disk: replaced by rename, with the last good one kept until the new one is proved."""

import hashlib
import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

from core.errors import TryLater

CHECK_SECONDS = 120


def shard_of(name: str) -> str:
    """Return the two hex digits of the directory a zone's files are in.

    named gets slower with the number of files in a directory, because it lists it.
    """
    return hashlib.sha256(name.encode()).hexdigest()[:2]


def changed_lines(old: str, new: str) -> int:
    """Return how many lines of two texts are in one of them only; lines that moved do not count.

    What both begin and end with is skipped first, because comparing line by line is slow for 100 000 of them.
    """
    start = _common_length(old, new, lambda text, length: text[:length])
    end = _common_length(old[start:], new[start:], lambda text, length: text[len(text) - length :])
    old_lines, new_lines = (set(text[start : len(text) - end].split("\n")) for text in (old, new))
    return len(old_lines ^ new_lines)


def _common_length(one: str, other: str, part: Callable[[str, int], str]) -> int:
    """Return for how many characters two texts are equal at the end that `part` cuts off."""
    equal, unequal = 0, min(len(one), len(other)) + 1
    while unequal - equal > 1:
        middle = (equal + unequal) // 2
        if part(one, middle) == part(other, middle):
            equal = middle
        else:
            unequal = middle
    return equal


def remove_files(directory: Path, beginning: str) -> None:
    """Remove every file whose path relative to a directory begins so: zone files and what named keeps beside them."""
    folder, _, name = beginning.rpartition("/")
    for path in (directory / folder).glob(f"{name}*"):
        path.unlink(missing_ok=True)


class ZoneFile:
    """One zone file.

    Args:
        directory: the working directory of the name server, as this process sees it.
        relative_name: the file as named.conf names it, relative to that directory.
    """

    def __init__(self, directory: Path, relative_name: str) -> None:
        self.relative_name = relative_name
        self.path = directory / relative_name
        self._good = self.path.with_name(self.path.name + ".good")
        self._unproved = self.path.with_name(self.path.name + ".unproved")

    def replace(self, text: str, serial: int, served_serial: int | None) -> None:
        """Put new text in place of the old in one step; the old stays beside it until `settle` or `take_back`.

        Args:
            text: the new text.
            serial: the serial in it.
            served_serial: what the name server served before; `unproved` gives it back, to this process or another.
        """
        self.path.parent.mkdir(mode=0o2770, parents=True, exist_ok=True)
        new = self.path.with_name(self.path.name + ".new")
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o640), "w", encoding="utf-8") as out:
            out.write(text)
        # a ".good" that is still there belongs to a version proved before; what replaced it was not
        if self.path.exists() and not self._good.exists():
            os.link(self.path, self._good)
        self._unproved.write_text(json.dumps([serial, served_serial]), encoding="utf-8")
        new.replace(self.path)

    def unproved(self, serial: int) -> tuple[bool, int | None]:
        """Tell whether text with this serial was put in place and never settled, and what was served before it."""
        try:
            unproved_serial, served_serial = json.loads(self._unproved.read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return False, None
        return unproved_serial == serial, served_serial

    def text(self) -> str:
        """Return what is in the file, empty if there is none."""
        try:
            return self.path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return ""

    def settle(self) -> None:
        """Forget the old text: the new one is being served."""
        self._unproved.unlink(missing_ok=True)
        self._good.unlink(missing_ok=True)

    def take_back(self) -> None:
        """Put the last good text back, so that a restart of the name server finds what it serves now."""
        if self._good.exists():
            self._good.replace(self.path)
        else:
            self.path.unlink(missing_ok=True)
        self._unproved.unlink(missing_ok=True)

    def remove(self) -> None:
        """Remove the file and what we keep beside it."""
        self.settle()
        self.path.unlink(missing_ok=True)

    def forget_journal(self) -> None:
        """Remove the journal of a zone that is not loaded, which may be because of it.

        A name server that ended after the text was replaced and before it read it finds a journal that does not lead
        to the text, and loads neither ("journal out of sync with zone"). The signed version has a journal of its own.
        """
        self.path.with_name(self.path.name + ".jnl").unlink(missing_ok=True)

    def problem(self, zone: str) -> str | None:
        """Return why this file does not load as this zone, in the words of the name server's own checker.

        Returns:
            None when the checker accepts it.

        Raises:
            TryLater: when the check takes too long.
        """
        lenient = [f"-{option}" + "ignore" for option in "kmMSW"]
        # a name is never an option: it was checked before it got here, and stands behind "--"
        command = ["named-checkzone", "-i", "none", *lenient, "--", zone, str(self.path)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=CHECK_SECONDS, check=False)
        except subprocess.TimeoutExpired as error:
            raise TryLater(f"The check of {zone} took longer than {CHECK_SECONDS} s.") from error
        if done.returncode == 0:
            return None
        lines = (done.stdout + done.stderr).replace(f"{self.path}:", "line ").replace(str(self.path), "the file")
        return "; ".join(line.strip() for line in lines.splitlines() if line.strip())
