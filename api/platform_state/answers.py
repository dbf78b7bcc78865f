"""The state of the platform as it is answered."""

from typing_extensions import TypedDict


class Backlog(TypedDict):
    """What is still to be done: `late` zones wait for the primary, `unseen` ones for a public server."""

    zones: int
    late: int
    unseen: int
    owed_mails: int
    owed_hook_calls: int


class PublicServerState(TypedDict):
    """A public server: when it last answered (Unix seconds), and how many published zones it was not seen to serve."""

    name: str
    address: str
    answered_at: float | None
    behind: int


class TaskState(TypedDict):
    """The last run of a task of cron; times are Unix seconds."""

    name: str
    started_at: float
    finished_at: float | None
    result: str | None


class StateInDatabase(TypedDict):
    """What the database tells of how the platform is."""

    backlog: Backlog
    servers: list[PublicServerState]
    tasks: list[TaskState]


class PlatformState(StateInDatabase):
    """How the platform is; `parts` says of each part `ok`, or what is wrong with it."""

    parts: dict[str, str]
