"""Every part is killed in turn while changes are made: nothing accepted is lost, and no hand is needed."""

import pytest

from tests.e2e.edits import Edits, new_zones
from tests.stack import Stack

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def zones(stack: Stack) -> list[str]:
    return new_zones(stack, 20)


@pytest.mark.parametrize(
    "part", ["worker", "gearmand", "redis", "mariadb", "primary", "ns1", "ns1_sync", "memcached", "cron"]
)
def test_what_was_accepted_is_served_everywhere_after_a_part_was_killed(
    stack: Stack, zones: list[str], part: str
) -> None:
    stack.wait_until_all_answer()
    edits = Edits(stack, zones)
    edits.begin(100)
    edits.wait_for(20)
    stack.kill_all_of(part)
    edits.wait_for(60)
    stack.kill_all_of(part)
    edits.finish()
    edits.assert_none_is_lost()
    stack.wait_until_all_answer()


def test_new_zones_appear_although_everything_behind_the_database_is_killed(stack: Stack) -> None:
    stack.wait_until_all_answer()
    zones = []
    for part in ("worker", "gearmand", "redis", "primary", "ns1", "ns1_sync", "ns2", "ns2_sync"):
        zones.append(stack.create_zone())
        stack.kill_all_of(part)
        zones.append(stack.create_zone())
    for zone in zones:
        stack.wait_until_live(zone)
        for port in stack.public_ports.values():
            assert stack.serial(port, zone) is not None
    stack.wait_until_all_answer()
