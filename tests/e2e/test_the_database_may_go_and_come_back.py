"""Without the database requests are refused honestly and soon; once it is back nothing else needs a restart."""

import pytest

from tests.e2e.edits import Edits
from tests.stack import Stack
from tests.waiting import until

OURS = ("api", "worker", "cron")


def processes(stack: Stack) -> dict[str, tuple[int, list[int]]]:
    return {service: (stack.pid(service), stack.children(service)) for service in OURS}


@pytest.mark.slow
def test_requests_are_refused_soon_while_the_database_is_stopped_and_served_after(stack: Stack) -> None:
    zone = stack.new_zone()
    before = processes(stack)
    stack.stop("mariadb")
    try:
        for verb, path, body in (
            ("GET", "domains", None),
            ("GET", f"domains/{zone}/records", None),
            ("GET", f"domains/{zone}/status", None),
            ("POST", f"domains/{zone}/records", {"records": [{"name": "a", "type": "A", "content": "192.0.2.1"}]}),
        ):
            answer = stack.api(verb, path, body)
            assert answer.status == 503, answer
            assert int(answer.headers["Retry-After"]) > 0
            assert answer.body["error"]
            assert answer.body["method"] == path
            assert answer.seconds < 5
    finally:
        stack.start("mariadb")
    until(lambda: stack.api("GET", "domains").status == 200, "the API reads again")
    edits = Edits(stack, [zone])
    edits.begin(10, threads=1)
    edits.finish()
    edits.assert_none_is_lost()
    assert processes(stack) == before


def test_connections_that_died_while_idle_are_replaced_without_anybody_noticing(stack: Stack) -> None:
    zone = stack.new_zone()
    before = processes(stack)
    assert len(stack.sql("SELECT id FROM information_schema.processlist WHERE user = 'zonehost'")) > 1
    stack.sql("KILL USER 'zonehost'@'127.0.0.1'")
    edits = Edits(stack, [zone])
    edits.begin(20, threads=1)
    edits.finish()
    assert edits.refusals == []
    edits.assert_none_is_lost()
    assert processes(stack) == before
