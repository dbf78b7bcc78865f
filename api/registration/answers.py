"""What the paths of registration answer (API 1.0 §10.2)."""

from typing import NotRequired

from typing_extensions import TypedDict


class Registered(TypedDict):
    """An account that waits for its address to be confirmed; the number says nothing about whether there was one."""

    id: int
    email: str
    realname: str


class Confirmed(TypedDict):
    """A sentence about what was done: `pending` when an administrator has to let the account in."""

    success: NotRequired[str]
    pending: NotRequired[str]


class Submitted(TypedDict):
    """A sentence about what was done."""

    success: str
