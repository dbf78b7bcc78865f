"""What the paths of trusted devices answer (API 1.0 §10.4)."""

from typing import Literal, NotRequired

from typing_extensions import TypedDict


class DeviceObject(TypedDict):
    """A trusted device; times are Unix seconds. `current` is there for the one the request names."""

    description: str
    created: int
    lastused: int
    current: NotRequired[Literal[True]]


class DeviceDeleted(TypedDict):
    """The device is trusted no more."""

    deleted: Literal[True]
