"""What the service says of itself: one JSON file, replaced as a whole, for people and for health checks."""

import json
import time
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

HEALTH_FILE = "health.json"


@dataclass
class Health:
    """The state shown.

    Attributes:
        catalog: name of the catalog zone.
        serial: of the catalog last acted on; None before the first.
        zones: how many member zones it lists.
        refused_zones: zones that could not be added or removed, and why.
        last_error: why the last attempt failed; empty when it did not.
        last_sync_time: when the zones last agreed with the catalog (ISO 8601, UTC); empty before the first time.
        last_comparison_time: when all zones were last compared.
    """

    catalog: str
    serial: int | None = None
    zones: int = 0
    refused_zones: dict[str, str] = field(default_factory=dict)
    last_error: str = ""
    last_sync_time: str = ""
    last_comparison_time: str = ""

    def write(self, directory: Path) -> None:
        """Replace the file, stamped with the time, so that its age proves the service is alive."""
        beside = directory / f"{HEALTH_FILE}.new"
        beside.write_text(json.dumps({"time": now(), **asdict(self)}) + "\n")
        beside.replace(directory / HEALTH_FILE)


def verdict(directory: Path, max_age_seconds: float) -> tuple[bool, str]:
    """Judge the health file.

    Args:
        directory: where the service keeps its state.
        max_age_seconds: how old the file may be.

    Returns:
        whether the service is well, and the file's text or what is wrong with it.
    """
    path = directory / HEALTH_FILE
    try:
        text = path.read_text()
        age_seconds = time.time() - path.stat().st_mtime
        last_error = json.loads(text)["last_error"]
    except (OSError, ValueError, KeyError) as error:
        return False, f"no health file: {error}"
    if age_seconds > max_age_seconds:
        return False, f"the service is silent for {age_seconds:.0f} s; it last said: {text.strip()}"
    return not last_error, text.strip()


def now() -> str:
    """Give the time as ISO 8601 in UTC, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")
