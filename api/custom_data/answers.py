"""What the paths of custom data answer (API 1.0 §10.4)."""

from typing import Literal, NotRequired

from typing_extensions import TypedDict


class CustomValue(TypedDict):
    """Something a client keeps with a user."""

    key: str
    value: str
    updated: NotRequired[Literal[True]]


class Deprecation(TypedDict):
    """Custom data is for old clients only."""

    deprecated: Literal[True]
