"""Reads environment variables and remembers everything that is wrong with them, so that it is said at once."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")

YES = frozenset({"true", "1", "yes", "on"})
NO = frozenset({"false", "0", "no", "off"})


class SettingsError(Exception):
    """One or more settings are missing or malformed; the message lists them all, a line each."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where something listens."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


class Reader:
    """Reads variables one by one and remembers everything that is wrong with them.

    Args:
        environment: the variables, normally `os.environ`.
    """

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self._problems: list[str] = []
        self.asked_for: set[str] = set()

    def text(self, name: str, default: str | None = None) -> str:
        """Return a variable, or the content of the file that `<name>_FILE` points at."""
        self.asked_for.add(name)
        value = self._environment.get(name)
        file = self._environment.get(f"{name}_FILE")
        if not value and file:
            try:
                value = Path(file).read_text(encoding="utf-8").strip()
            except OSError as error:
                self._problems.append(f"{name}_FILE: cannot be read: {error}")
                return ""
        if not value and default is None:
            self._problems.append(f"{name}: is missing")
        return value or default or ""

    def parsed(self, name: str, parse: Callable[[str], T], default: str | None = None) -> T:
        """Return a variable read by `parse`, whose ValueError becomes a reported problem.

        The value returned after a problem is the parsed default or garbage; `finish` stops before anybody sees it.
        """
        text = self.text(name, default)
        try:
            return parse(text)
        except ValueError as error:
            if text or default is not None:
                self._problems.append(f"{name}: {text!r}: {error}")
            return parse(default) if default else None  # type: ignore[return-value]

    def whole_number(self, name: str, default: int, least: int, most: int) -> int:
        """Return a whole number between two bounds, both allowed."""

        def parse(text: str) -> int:
            if not text.isdigit() or not least <= int(text) <= most:
                raise ValueError(f"expected a whole number from {least} to {most}")
            return int(text)

        return self.parsed(name, parse, str(default))

    def yes_or_no(self, name: str, default: bool) -> bool:
        """Return whether something is wanted: true, yes, on or 1, or their opposites."""

        def parse(text: str) -> bool:
            if text.lower() not in YES | NO:
                raise ValueError("expected true or false")
            return text.lower() in YES

        return self.parsed(name, parse, str(default).lower())

    def finish(self) -> None:
        """Check that everything read so far was there and well formed.

        Raises:
            SettingsError: with a line for each problem.
        """
        if self._problems:
            raise SettingsError("\n".join(self._problems))


def load(environment: Mapping[str, str], read: Callable[[Reader], T]) -> tuple[T, str]:
    """Read what a service needs, at its front door.

    Args:
        environment: normally `os.environ`.
        read: makes the settings, such as `WorkerSettings.read`.

    Returns:
        the settings, and the least level of log lines to write.

    Raises:
        SystemExit: something is missing or bad; the message has a line for each.
    """
    reader = Reader(environment)
    settings = read(reader)
    level = read_level(reader)
    try:
        reader.finish()
    except SettingsError as error:
        raise SystemExit(str(error)) from error
    return settings, level


def read_level(reader: Reader) -> str:
    """Read LOG_LEVEL, the least level of log lines to write."""

    def parse(text: str) -> str:
        if text not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
            raise ValueError("expected DEBUG, INFO, WARNING or ERROR")
        return text

    return reader.parsed("LOG_LEVEL", parse, "INFO")


def parse_address(text: str) -> Address:
    """Read `host:port`; an IPv6 address stands in brackets.

    Raises:
        ValueError: when there is no port or it is out of range.
    """
    host, _, port = text.rpartition(":")
    if not host or not port.isdigit() or not 0 < int(port) < 65536:
        raise ValueError("expected host:port")
    return Address(host.strip("[]"), int(port))


def parse_list(text: str) -> tuple[str, ...]:
    """Read words separated by commas; blanks around them do not count."""
    return tuple(word for word in (part.strip() for part in text.split(",")) if word)


def parse_records(text: str) -> tuple[Mapping[str, Any], ...]:
    """Read a JSON list of records as in a batch; their contents are not looked at.

    Raises:
        ValueError: it is no list of objects.
    """
    records = json.loads(text)
    if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
        raise ValueError("expected a JSON list of objects")
    return tuple(records)
