"""A request that waits for the public servers answers in time, and tells which of them do not serve it yet."""

import pytest

from tests.stack import Stack
from tests.waiting import until

WAIT_SECONDS = 2
# what the rest of a request may take on a busy machine
SLACK_SECONDS = 3


@pytest.mark.slow
def test_a_stopped_server_is_named_as_not_current_and_the_change_becomes_live_with_it(stack: Stack) -> None:
    stack.wait_until_all_answer()
    zone = stack.new_zone()
    wanted = {"records": [{"name": "www", "type": "A", "content": "192.0.2.1"}]}
    stack.stop("ns2")
    try:
        # so that what is measured is the waiting, not the first publication after a pause
        stack.add(zone, {"name": "first", "type": "A", "content": "192.0.2.1"}, wait=0)
        answer = stack.api("POST", f"domains/{zone}/records?wait={WAIT_SECONDS}", wanted)
        status = answer.response["status"]

        def seen_by_ns1() -> bool:
            found = stack.api("GET", f"domains/{zone}/status").response["servers"]
            return next(bool(server["current"]) for server in found if server["name"] == "ns1")

        until(seen_by_ns1, "ns1 serves it", 60)
        later = stack.api("GET", f"domains/{zone}/status").response
    finally:
        stack.start("ns2")
    assert WAIT_SECONDS <= answer.seconds < WAIT_SECONDS + SLACK_SECONDS
    for found in (status, later):
        assert found["state"] == "spreading", found
        assert {server["name"]: server["current"] for server in found["servers"]} == {"ns1": True, "ns2": False}
    stack.wait_until_live(zone)
    for port in stack.public_ports.values():
        assert stack.values(port, f"www.{zone}", "A") == {"192.0.2.1"}


def test_a_request_that_does_not_want_to_wait_gets_the_status_at_once(stack: Stack) -> None:
    zone = stack.new_zone()
    changed = stack.add(zone, {"name": "www", "type": "A", "content": "192.0.2.1"}, wait=0)
    assert changed["status"]["serial"] == changed["serial"]
    assert changed["status"]["state"] in {"publishing", "spreading", "live"}
    assert stack.wait_until_live(zone)["serial"] == changed["serial"]


@pytest.mark.parametrize("wait", ["-1", "31", "soon", "nan", ""])
def test_a_wait_that_is_no_sensible_number_is_refused_and_nothing_is_saved(stack: Stack, wait: str) -> None:
    zone = stack.new_zone()
    wanted = {"records": [{"name": "www", "type": "A", "content": "192.0.2.1"}]}
    before = stack.api("GET", f"domains/{zone}/status").response["serial"]
    assert stack.api("POST", f"domains/{zone}/records?wait={wait}", wanted).status == 400
    assert stack.api("GET", f"domains/{zone}/status").response["serial"] == before
