"""Log files of services, read from their end, so that the newest lines of a large file cost as little as of a small."""

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from core.errors import NotFound, TryLater

SUFFIX = ".log"
# the files a rotated log is kept in beside the present one: name.log.1 is the last before it
MOST_ROTATED = 20
BLOCK_OCTETS = 64 * 1024
# how far back a log is read: beyond it a search would take too long
MOST_OCTETS = 64 * 1024 * 1024
# of a line; one that is longer is cut
LONGEST_LINE_OCTETS = 8 * 1024


@dataclass(frozen=True, slots=True)
class Window:
    """Some lines of a log, oldest first, out of how many; `modified_at` is the Unix time it was written last."""

    lines: list[str]
    total: int
    modified_at: float


class LogFiles:
    """The logs of a directory: `<service>.log`, and what it was rotated into.

    Args:
        directory: they are in; None when there is none the API may read.
    """

    def __init__(self, directory: Path | None) -> None:
        self._directory = directory

    def services(self) -> list[str]:
        """Return the names of the services that have a log.

        Raises:
            TryLater: the directory cannot be read.
        """
        try:
            entries = list(os.scandir(self._checked_directory()))
        except OSError as error:
            raise TryLater(f"The logs of services cannot be read at the moment: {error.strerror}.") from error
        return sorted(
            entry.name.removesuffix(SUFFIX)
            for entry in entries
            if entry.name.endswith(SUFFIX) and entry.is_file(follow_symlinks=False)
        )

    def window(self, service: str, offset: int, size: int, search: str = "") -> Window:
        """Return some lines of a log, counted from its end.

        Args:
            service: as `services` names it; nothing else reaches a file.
            offset: how many newer lines to pass over.
            size: how many lines.
            search: only lines that hold this count, in any case.

        Raises:
            NotFound: there is no such service.
            TryLater: its log cannot be read.
        """
        with self._opened(service) as files:
            modified_at = max((os.fstat(file.fileno()).st_mtime for file in files), default=0.0)
            if search:
                wanted = search.lower().encode("utf-8", "replace")
                chosen = [line for line in backwards(files) if wanted in line.lower()]
                total, lines = len(chosen), chosen[offset : offset + size]
            else:
                total = sum(map(_count_lines, files))
                lines = list(islice(backwards(files), offset, offset + size))
        return Window([_text(line) for line in reversed(lines)], total, modified_at)

    def newest(self, service: str, needle: bytes, size: int) -> Iterator[str]:
        """Yield lines of a log that hold some octets, newest first; the caller stops when it has enough.

        Args:
            service: as `services` names it.
            needle: in lower case; what does not hold it is passed over quickly.
            size: how many lines at most.

        Raises:
            NotFound: there is no such service.
            TryLater: its log cannot be read.
        """
        with self._opened(service) as files:
            holding = (line for line in backwards(files) if needle in line.lower())
            yield from map(_text, islice(holding, size))

    def _opened(self, service: str) -> "_OpenFiles":
        if service not in self.services():
            raise NotFound(f"Unknown service: {service}")
        return _OpenFiles(self._checked_directory() / f"{service}{SUFFIX}")

    def _checked_directory(self) -> Path:
        if self._directory is None:
            raise TryLater("The logs of services cannot be read here: SERVICE_LOGS names no directory.")
        return self._directory


class _OpenFiles:
    """The files of one log, newest first, opened together so that a rotation meanwhile moves none away."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stack = ExitStack()

    def __enter__(self) -> list[BinaryIO]:
        try:
            files: list[BinaryIO] = [self._stack.enter_context(self._path.open("rb"))]
            for number in range(1, MOST_ROTATED + 1):
                with suppress(FileNotFoundError):
                    files.append(self._stack.enter_context(Path(f"{self._path}.{number}").open("rb")))
        except OSError as error:
            self._stack.close()
            raise TryLater(f"The log {self._path.name} cannot be read at the moment: {error.strerror}.") from error
        return files

    def __exit__(self, *_exception: object) -> None:
        self._stack.close()


def backwards(files: Sequence[BinaryIO]) -> Iterator[bytes]:
    """Yield the lines of some files, the last of the first file first, without their ends; empty ones are left out."""
    octets = 0
    for file in files:
        position = file.seek(0, os.SEEK_END)
        rest = b""
        while position > 0 and octets < MOST_OCTETS:
            size = min(BLOCK_OCTETS, position)
            position -= size
            octets += size
            file.seek(position)
            # the first line of a block may begin in the one before
            rest, *lines = (file.read(size) + rest).split(b"\n")
            yield from (line for line in reversed(lines) if line)
            if len(rest) > BLOCK_OCTETS:
                # one endless line must not be copied again with every block
                rest = rest[:LONGEST_LINE_OCTETS]
        if rest:
            yield rest


def _count_lines(file: BinaryIO) -> int:
    file.seek(0)
    count, last = 0, b"\n"
    while block := file.read(1024 * 1024):
        count += block.count(b"\n")
        last = block[-1:]
    return count + (last != b"\n")


def _text(line: bytes) -> str:
    return line[:LONGEST_LINE_OCTETS].decode("utf-8", "replace")
