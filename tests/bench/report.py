"""What was measured, as JSON for machines and as a table for people."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from tests.bench.sampling import Row

HEADINGS = ("row", "value", "p50", "p95", "max", "floor", "ratio", "target", "met")


def write(directory: Path, machine: dict[str, object], rows: Sequence[Row], options: dict[str, object]) -> Path:
    """Write the report under the time and as `latest.json`, and return where.

    Args:
        directory: made if it is not there.
        machine: what the figures depend on.
        rows: that were measured.
        options: how the run was asked for.
    """
    directory.mkdir(parents=True, exist_ok=True)
    now = datetime.now(UTC)
    report = {"when": now.isoformat(timespec="seconds"), "machine": machine, "options": options, "rows": list(rows)}
    text = json.dumps(report, indent=2) + "\n"
    path = directory / f"{now:%Y%m%dT%H%M%SZ}.json"
    path.write_text(text, encoding="utf-8")
    beside = directory / "latest.json.new"
    beside.write_text(text, encoding="utf-8")
    beside.replace(directory / "latest.json")
    return path


def table(rows: Sequence[Row]) -> str:
    """Return the rows as lines of aligned columns."""
    lines = [HEADINGS, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADINGS))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )


def _cells(row: Row) -> tuple[str, ...]:
    if "error" in row:
        return (row["name"], *["-"] * 6, row["error"][:100], "no")
    floor = row["floor_p50"] if row["floor_p50"] is not None else row.get("floor_value")
    ratio = row["ratio_p50"] if row["ratio_p50"] is not None else row.get("ratio_value")
    return (
        row["name"],
        f"{_number(row['value'])} {row['unit']}",
        *(_number(figure) for figure in (row["p50"], row["p95"], row["max"], floor, ratio)),
        row["target"],
        "yes" if row["met"] else "NO",
    )


def _number(figure: float | None) -> str:
    if figure is None:
        return "-"
    return f"{figure:.0f}" if figure >= 1000 else f"{figure:.1f}"
