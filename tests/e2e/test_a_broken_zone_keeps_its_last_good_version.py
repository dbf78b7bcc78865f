"""A zone the name server refuses is not published; what it served before stays, and its owner sees why."""

import statistics
import time
from collections.abc import Iterator

import pytest

from tests.stack import Stack
from tests.waiting import until

BAD_RDATA = "this is not an address"


def is_served(stack: Stack, zone: str, owner: str, address: str) -> bool:
    ports = stack.public_ports.values()
    return all(stack.values(port, f"{owner}.{zone}", "A") == {address} for port in ports)


def seconds_until_live(stack: Stack, zone: str, owner: str) -> float:
    started = time.monotonic()
    stack.add(zone, {"name": owner, "type": "A", "content": "192.0.2.9"}, wait=30)
    return time.monotonic() - started


@pytest.fixture
def broken(stack: Stack) -> Iterator[str]:
    """Give a zone that serves `good` and has since got a record that is no record, past the API that refuses such."""
    zone = stack.new_zone()
    stack.add(zone, {"name": "good", "type": "A", "content": "192.0.2.1"}, wait=30)
    stack.sql(
        f"""
        INSERT INTO records (domain_id, name, type, content, ttl, rdata, disabled, changed_at)
            SELECT id, 'bad', 'A', '192.0.2.2', 300, '{BAD_RDATA}', 0, 0 FROM domains WHERE live_name = '{zone}';
        UPDATE domains SET serial = serial + 1 WHERE live_name = '{zone}';
        """
    )
    try:
        yield zone
    finally:
        stack.api("DELETE", f"domains/{zone}")


def wait_for_problem(stack: Stack, zone: str) -> str:
    def problem() -> str | None:
        status = stack.api("GET", f"domains/{zone}/status").response
        return str(status["last_error"]) if status["state"] == "problem" else None

    return until(problem, f"{zone} has a problem", 60)


def mend(stack: Stack, zone: str) -> None:
    records = stack.api("GET", f"domains/{zone}/record/bad/A").response["records"]
    deleted = stack.api("DELETE", f"domains/{zone}/records/{records[0]['id']}?wait=30").response
    assert deleted["status"]["state"] == "live", deleted
    assert deleted["status"]["last_error"] is None


def test_the_old_version_is_served_and_the_reason_names_the_record(stack: Stack, broken: str) -> None:
    reason = wait_for_problem(stack, broken)
    assert "bad" in reason
    assert "this" in reason
    assert str(stack.layout.state) not in reason
    assert is_served(stack, broken, "good", "192.0.2.1")
    mend(stack, broken)
    stack.add(broken, {"name": "after", "type": "A", "content": "192.0.2.3"}, wait=30)
    assert is_served(stack, broken, "after", "192.0.2.3")


def test_a_change_that_leaves_the_zone_broken_is_saved_and_served_once_it_is_mended(stack: Stack, broken: str) -> None:
    wait_for_problem(stack, broken)
    stack.add(broken, {"name": "meanwhile", "type": "A", "content": "192.0.2.4"})
    wait_for_problem(stack, broken)
    assert is_served(stack, broken, "good", "192.0.2.1")
    mend(stack, broken)
    assert is_served(stack, broken, "meanwhile", "192.0.2.4")


def test_broken_zones_do_not_slow_others(stack: Stack, broken: str) -> None:
    other = stack.new_zone()
    wait_for_problem(stack, broken)
    before = [seconds_until_live(stack, other, f"before{turn}") for turn in range(12)]
    during = []
    for turn in range(12):
        stack.sql(f"UPDATE domains SET serial = serial + 1, next_attempt_at = 0 WHERE live_name = '{broken}'")
        during.append(seconds_until_live(stack, other, f"during{turn}"))
    assert statistics.median(during) < 3 * statistics.median(before), (before, during)


@pytest.mark.slow
def test_the_old_version_is_served_by_a_primary_that_was_restarted_meanwhile(stack: Stack, broken: str) -> None:
    wait_for_problem(stack, broken)
    primary = stack.info["primary"]["port"]
    before = stack.pid("primary")
    stack.kill("primary")
    until(lambda: stack.pid("primary") not in {0, before}, "the primary is back")
    stack.wait_until_all_answer()
    assert until(lambda: stack.values(primary, f"good.{broken}", "A"), "the primary has it") == {"192.0.2.1"}
    assert is_served(stack, broken, "good", "192.0.2.1")
    wait_for_problem(stack, broken)
    mend(stack, broken)
