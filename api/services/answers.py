"""Logs as they are answered."""

from typing import Literal

from typing_extensions import TypedDict

from api.numbered_pages import PageNumbers


class Container(TypedDict):
    """Where a line was written: the service."""

    hostname: str


class LogLine(TypedDict):
    """A line of a log as it was written; `timestamp` is of the form of RFC 2822."""

    timestamp: str
    message: str
    stream: Literal["stdout", "stderr"]
    docker: Container


class LogPage(TypedDict):
    """A page of a log: the newest lines are on the first, the oldest line of each page comes first."""

    logs: list[LogLine]
    pagination: PageNumbers


class ZoneLogLine(TypedDict):
    """What the primary name server said of a zone."""

    timestamp: str
    message: str
