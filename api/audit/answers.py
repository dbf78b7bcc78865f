"""The audit log as it is answered."""

from typing_extensions import TypedDict

from api.numbered_pages import PageNumbers


class Entry(TypedDict):
    """One event: `args` is a JSON list, as API 1.0 §14 has it for its type; `time` is Unix seconds."""

    id: int
    time: int
    actor: str
    type: str
    args: str
    summary: str
    extendedsummary: str
    through: str
    key: str | None
    impersonator: str | None
    address: str | None
    request: str


class EntryPage(TypedDict):
    """A page of the audit log, newest first."""

    entries: list[Entry]
    pagination: PageNumbers
