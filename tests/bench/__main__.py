"""Measures every target of the pipeline and reports them: `python -m tests.bench [--only NAME …] [--quick]`."""

import argparse
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from orchestration.local.layout import REPOSITORY
from tests.bench import report
from tests.bench.big_zones import measure_big_zones
from tests.bench.burst import measure_burst
from tests.bench.catalog import measure_catalog
from tests.bench.costs import measure_costs
from tests.bench.creation import measure_bulk, measure_create
from tests.bench.lists import measure_lists
from tests.bench.one_change import measure_back_to_back, measure_one_change
from tests.bench.pages import measure_pages
from tests.bench.platform import Platform, fresh_stack, machine
from tests.bench.reads import measure_reads
from tests.bench.sampling import Row
from tests.bench.sustained import measure_sustained
from tests.stack import Stack

# in this order: what leaves many zones behind comes late
MEASUREMENTS: dict[str, Callable[[Platform], list[Row]]] = {
    "one_change": measure_one_change,
    "back_to_back": measure_back_to_back,
    "burst": measure_burst,
    "create": measure_create,
    "costs": measure_costs,
    "reads": measure_reads,
    "sustained": measure_sustained,
    "big_zones": measure_big_zones,
    "lists": measure_lists,
    "pages": measure_pages,
    "bulk": measure_bulk,
    "catalog": measure_catalog,
}


def measure(platform: Platform, names: Sequence[str]) -> list[Row]:
    """Take the measurements one after the other; one that breaks becomes a row that says so."""
    rows: list[Row] = []
    for name in names:
        started_at = time.monotonic()
        print(f"  {name:<14}", end="", file=sys.stderr, flush=True)
        try:
            rows += MEASUREMENTS[name](platform)
            outcome = ""
        except Exception as error:  # noqa: BLE001 - the others are still wanted
            traceback.print_exc()
            rows.append({"name": name, "error": repr(error), "met": False})
            outcome = "  broke"
        print(f"{time.monotonic() - started_at:7.1f} s{outcome}", file=sys.stderr, flush=True)
    return rows


@contextmanager
def running(state: Path | None) -> Iterator[Stack]:
    """Give the platform of a state, left running, or else a fresh one that is taken down again."""
    if state is not None:
        stack = Stack(state)
        stack.up()
        yield stack
        return
    stack = fresh_stack(REPOSITORY / "var" / "bench-stack")
    try:
        yield stack
    finally:
        stack.down()


def main() -> int:
    """Measure what was asked for; returns 1 if a measurement broke. A target missed is reported, not an error."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--only", nargs="+", metavar="NAME", choices=MEASUREMENTS, default=list(MEASUREMENTS))
    parser.add_argument("--state", type=Path, help="of a running platform to measure instead of a fresh one")
    parser.add_argument("--quick", action="store_true", help="few samples, no zone of 100 000 records")
    arguments = parser.parse_args()
    # ends through the way that takes the platform down
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(1))
    about = machine()
    with running(arguments.state) as stack:
        rows = measure(Platform(stack, is_quick=arguments.quick), arguments.only)
    options = {"quick": arguments.quick, "only": arguments.only}
    path = report.write(REPOSITORY / "var" / "bench", about, rows, options)
    print(report.table(rows))
    print(f"\n{path}")
    return 1 if any("error" in row for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
