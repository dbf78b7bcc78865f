"""Statistics as they are answered."""

from typing_extensions import TypedDict


class Value(TypedDict):
    """A value of the bucket of time that begins at `time`, in Unix seconds."""

    time: int
    value: int


class Stats(TypedDict):
    """Series of values by what they are of: types of records, servers or domains; `bucket` is in seconds."""

    stats: dict[str, list[Value]]
    bucket: int
