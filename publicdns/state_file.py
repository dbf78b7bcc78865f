"""The catalog as last acted on: its serial and members, kept so that a restart asks only for the difference.

One JSON value per line: `["+", label, zone]`, `["-", label]`, and `["serial", n]`, which closes what stands before
it. Changes are appended; a tail that a crash cut off is not counted, and what it said is simply done again.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from publicdns.membership import MemberDelta

_SPARE_LINES = 2_000
"""Lines beyond twice the members that are kept before the file is written anew."""


class StateFile:
    """Serial and members in one append-only file; a missing or unreadable one is an empty one.

    Args:
        path: the file; its directory exists.
        catalog: the catalog it is about; a file about another one counts as empty.
    """

    def __init__(self, path: Path, catalog: str) -> None:
        self._path = path
        self._catalog = catalog
        self._lines = 0

    def load(self) -> tuple[int | None, dict[str, str]]:
        """Give the serial (None when nothing was ever acted on) and the members, label to zone name."""
        serial: int | None = None
        members: dict[str, str] = {}
        pending: list[list[str]] = []
        for entry in self._entries():
            if entry[0] != "serial":
                pending.append(entry)
                continue
            serial = int(entry[1])
            for change in pending:
                if change[0] == "+":
                    members[change[1]] = change[2]
                else:
                    members.pop(change[1], None)
            pending = []
        if serial is None:
            return None, {}
        # Written anew, so that what is appended never follows a torn line.
        self.replace(serial, members)
        return serial, members

    def append(self, serial: int, delta: MemberDelta, members: dict[str, str]) -> None:
        """Note a delta that has been carried out.

        Not synchronised to the disk: a lost tail costs a repetition, a flush for every change costs milliseconds.

        Args:
            serial: the catalog's serial after it.
            delta: what changed.
            members: all members after it, for when the file has grown long enough to be written anew.
        """
        changes = [["-", label] for label in delta.removed] + [["+", *item] for item in delta.added.items()]
        self._lines += len(changes) + 1
        if self._lines > 2 * len(members) + _SPARE_LINES:
            self.replace(serial, members)
            return
        lines = [json.dumps(entry) for entry in [*changes, ["serial", serial]]]
        with self._path.open("a") as file:
            file.write("\n".join(lines) + "\n")

    def replace(self, serial: int, members: dict[str, str]) -> None:
        """Write the whole state beside the file and rename it over."""
        entries = [["catalog", self._catalog], *(["+", *item] for item in members.items()), ["serial", serial]]
        beside = self._path.with_suffix(".new")
        beside.write_text("".join(f"{json.dumps(entry)}\n" for entry in entries))
        beside.replace(self._path)
        self._lines = len(entries)

    def _entries(self) -> Iterator[list[str]]:
        try:
            lines = self._path.read_text().splitlines()
        except (OSError, UnicodeDecodeError):
            return
        for number, line in enumerate(lines):
            try:
                entry = json.loads(line)
            except ValueError:
                return
            if number == 0:
                if entry != ["catalog", self._catalog]:
                    return
                continue
            yield entry
