"""A worker that is told to stop ends with its work done, and not in the middle of it."""

import json
import signal

import pytest

from tests.stack import Stack
from tests.waiting import until

# so many that signing them takes a while
RECORDS = 1000


@pytest.mark.slow
def test_the_job_that_runs_when_the_worker_is_told_to_stop_is_finished_by_that_worker(stack: Stack) -> None:
    stack.wait_until_all_answer()
    zone = stack.new_zone()
    lines = "".join(f"h{n} 300 A 192.0.2.{n % 256}\n" for n in range(RECORDS))
    group, publishers = stack.pid("worker"), stack.children("worker")
    text = stack.api("GET", f"domains/{zone}/export").response["zone"] + lines
    imported = stack.api("POST", f"domains/{zone}/import", {"zone": text}).response
    serial = imported["serial"]
    rendered = f"rendered {RECORDS + 2} records"  # and the name servers

    def is_rendered() -> bool:
        events = [json.loads(line) for line in stack.log("worker").splitlines() if line.startswith("{")]
        return any(event.get("zone") == zone and event.get("text", "").startswith(rendered) for event in events)

    until(is_rendered, "the worker has begun")
    stack.kill("worker", signal.SIGTERM)
    until(lambda: stack.pid("worker") not in {0, group}, "the worker has ended and is started anew", 60)
    rows = stack.sql(
        f"SELECT jobs.worker, jobs.state FROM jobs JOIN domains ON domains.id = jobs.domain_id"
        f" WHERE domains.name = '{zone}' AND jobs.serial >= {serial} AND jobs.name = 'publish_zone'"
    )
    assert [state for _worker, state in rows] == ["finished"]
    assert int(rows[0][0].rpartition(":")[2]) in publishers
    stack.wait_until_live(zone)
