"""What the paths of second factors answer (API 1.0 §10.4)."""

from typing import Literal, NotRequired

from typing_extensions import TypedDict


class FactorObject(TypedDict):
    """A second factor; times are Unix seconds, 0 for never.

    `key` is what has to be typed into an app, or the code itself, and `uri` what a QR code for an app holds. They are
    shown when the factor is made, those of an app also until it is active. `usable`: whether it counts at signing in.
    """

    id: NotRequired[int]
    key: NotRequired[str]
    uri: NotRequired[str]
    description: str
    created: int
    lastused: int
    expires: int
    active: bool
    code: bool
    push: bool
    type: str
    onetime: bool
    usable: NotRequired[bool]
    updated: NotRequired[Literal[True]]


class FactorDeleted(TypedDict):
    """The factor is gone."""

    deleted: Literal[True]


class FactorVerified(TypedDict):
    """The factor counts from now on."""

    success: str
