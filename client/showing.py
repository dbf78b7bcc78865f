"""How answers are shown to people: columns, differences, and where a change is."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any


def table(rows: Iterable[Sequence[object]]) -> str:
    """Return rows in columns as wide as what stands in them; the last one is as long as it is."""
    texts = [["" if cell is None else str(cell) for cell in row] for row in rows]
    if not texts:
        return ""
    widths = [max(len(row[column]) for row in texts) for column in range(len(texts[0]) - 1)]
    lines = (
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[-1]]).rstrip()
        for row in texts
    )
    return "\n".join(lines)


def record_row(record: Mapping[str, Any]) -> tuple[object, ...]:
    """Return a record as a row: owner, TTL, type, priority and content."""
    content = record["content"] if record.get("priority") is None else f"{record['priority']} {record['content']}"
    mark = "  ; disabled" if record.get("disabled") else ""
    return record["name"] or "@", record["ttl"], record["type"], f"{content}{mark}"


def difference(shown: Mapping[str, Any]) -> str:
    """Return a difference: what goes behind a minus, what comes behind a plus."""
    rows = [("-", *record_row(record)) for record in shown["removed"]]
    rows += [("+", *record_row(record)) for record in shown["added"]]
    lines = [table(rows)] if rows else []
    if shown.get("soa"):
        lines.append("SOA: " + ", ".join(f"{name} {value}" for name, value in shown["soa"].items()))
    return "\n".join(lines) or "no difference"


def status(zone: Mapping[str, Any]) -> str:
    """Return where the last change of a zone is, a line for each public server."""
    head = f"{zone['domain']}: {zone['state']}, serial {zone['serial']}"
    if zone.get("last_error"):
        head += f"\n  {zone['last_error']}"
    rows = [
        ("  " + server["name"], "up to date" if server["current"] else "behind", _when(server["seen_at"]))
        for server in zone["servers"]
    ]
    return "\n".join([head, table(rows)] if rows else [head])


def version_row(version: Mapping[str, Any]) -> tuple[object, ...]:
    """Return a version of a zone as a row."""
    door = version["key_description"] or version["through"]
    return version["serial"], _when(version["changed_at"]), f"{version['actor']} ({door})", version["summary"]


def _when(seconds: float | None) -> str:
    if seconds is None:
        return "never"
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
