"""What was denied to keys, as the audit log has it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Denial:
    """One thing a key was not let do: when (Unix seconds), what, and from where it was asked for."""

    time: int
    what: str
    address: str


def denials_by_key(entries: Sequence[Mapping[str, Any]]) -> dict[str, list[Denial]]:
    """Return what was denied to each key, by how it is shown (`maskedkey`), newest first.

    Args:
        entries: of the audit log, all of a type that ends in `.denied`.
    """
    found: dict[str, list[Denial]] = {}
    for entry in entries:
        args: list[object] = json.loads(entry["args"])
        shown, what = str(args[0]), str(args[1])
        found.setdefault(shown, []).append(Denial(entry["time"], what, entry["address"] or ""))
    return found
