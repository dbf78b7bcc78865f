"""Webhooks as they are answered."""

from typing import Any, Literal, NotRequired

from typing_extensions import TypedDict


class Hook(TypedDict):
    """A webhook; of its password only whether there is one is shown, as a mask."""

    url: str
    password: str
    disabled: bool
    created: int
    lastused: int
    failedcalls: int
    updated: NotRequired[bool]


class Call(TypedDict):
    """A call of a webhook: what is sent, how often it was tried, and what came of the last attempt."""

    id: int
    payload: dict[str, Any]
    state: Literal["owed", "delivered", "given_up"]
    attempts: int
    created: int
    finished: int | None
    nextattempt: int | None
    result: str | None


class Deleted(TypedDict):
    """That it is gone."""

    deleted: Literal[True]
