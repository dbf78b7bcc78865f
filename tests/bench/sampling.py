"""Samples made into rows: percentiles, the floor beside them, and whether the target is met."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

Row = dict[str, Any]


def percentile(samples: Sequence[float], share: float) -> float:
    """Return the smallest sample that at least this share of all samples does not exceed (nearest rank)."""
    ordered = sorted(samples)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def in_figures(samples: Sequence[float], prefix: str = "") -> dict[str, float]:
    """Return p50, p95 and max, with a prefix to their names."""
    return {
        f"{prefix}p50": round(percentile(samples, 0.5), 2),
        f"{prefix}p95": round(percentile(samples, 0.95), 2),
        f"{prefix}max": round(max(samples), 2),
    }


def latency_row(
    name: str,
    what: str,
    samples: Sequence[float],
    *,
    floor: Sequence[float],
    target: str,
    at_most: Mapping[str, float],
    **more: Any,
) -> Row:
    """Return a row of times.

    Args:
        name: of the row.
        what: is measured, in words.
        samples: in milliseconds.
        floor: the same by the shortest way there is, in milliseconds; may be empty.
        target: in words.
        at_most: figures of the row that make the target, with their limits.
        more: further figures.
    """
    row: Row = {"name": name, "what": what, "unit": "ms", "count": len(samples), **in_figures(samples)}
    row["value"] = row["p50"]
    row |= {"floor_p50": None, "floor_p95": None, "ratio_p50": None}
    if floor:
        row |= {"floor_count": len(floor), **in_figures(floor, "floor_")}
        row["ratio_p50"] = round(row["p50"] / max(row["floor_p50"], 0.01), 2)
    return _judged({**row, **more}, target, at_most, {})


def figure_row(
    name: str,
    what: str,
    unit: str,
    *,
    value: float,
    target: str,
    floor: float | None = None,
    at_most: Mapping[str, float] | None = None,
    at_least: Mapping[str, float] | None = None,
    **more: Any,
) -> Row:
    """Return a row of one figure, such as a rate; see `latency_row`. Percentiles may be among `more`."""
    row: Row = {"name": name, "what": what, "unit": unit, "count": 1, "value": round(value, 2)}
    row |= {"p50": None, "p95": None, "max": None, "floor_p50": None, "floor_p95": None, "ratio_p50": None}
    row |= {"floor_value": None if floor is None else round(floor, 2)}
    if floor:
        row["ratio_value"] = round(value / floor, 2)
    return _judged({**row, **more}, target, at_most or {}, at_least or {})


def _judged(row: Row, target: str, at_most: Mapping[str, float], at_least: Mapping[str, float]) -> Row:
    row["target"] = target
    row["met"] = all(row[figure] <= limit for figure, limit in at_most.items()) and all(
        row[figure] >= limit for figure, limit in at_least.items()
    )
    return row
