"""Reads of the API under load, by wrk."""

import json
import subprocess
from pathlib import Path
from typing import Any

from tests.bench.platform import Platform
from tests.bench.sampling import Row, figure_row

CONNECTIONS = 8
SCRIPT = Path(__file__).with_name("reads.lua")
# what the targets say of the original on the machine they were written on
ORIGINAL_PER_SECOND = 477
LEAST_PER_SECOND = 1.3 * ORIGINAL_PER_SECOND


def measure_reads(platform: Platform) -> list[Row]:
    """Read the records of a zone of 25, signed in by an API key; /ping, without the database, is the floor."""
    zone = platform.client.new_zone_of_records()
    seconds = platform.samples(10, 3)
    floor = _run(platform, "ping", seconds)
    ours = _run(platform, f"domains/{zone.name}/records", seconds)
    return [
        figure_row(
            "api_reads",
            f"GET of the records of a zone of 25, {CONNECTIONS} connections for {seconds} s (floor: /ping)",
            "1/s",
            value=ours["per_second"],
            target=f">= {LEAST_PER_SECOND:.0f}/s (1.3 x the original), no error",
            floor=floor["per_second"],
            at_least={"value": LEAST_PER_SECOND},
            at_most={"errors": 0},
            **{figure: ours[figure] for figure in ("count", "errors", "p50", "p95", "max")},
        )
    ]


def _run(platform: Platform, path: str, seconds: int) -> dict[str, Any]:
    headers = [word for name, value in platform.sign_in.items() for word in ("-H", f"{name}: {value}")]
    url = f"{platform.stack.info['api']['url']}/1.0/{path}"
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", str(SCRIPT), *headers, url]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=seconds + 60)
    figures: dict[str, Any] = json.loads(done.stdout.rpartition("FIGURES ")[2])
    return figures
