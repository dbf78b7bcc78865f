"""While a huge zone is on its way, changes of other zones go live about as quickly as ever."""

import statistics
import time

import pytest

from tests.stack import Stack

RECORDS = 20_000
CHANGES = 12


def median_seconds_until_live(stack: Stack, zone: str, mark: str) -> float:
    """Make a dozen changes one after the other and return how long the middle one took to be seen everywhere."""
    seconds = []
    for number in range(CHANGES):
        started = time.monotonic()
        changed = stack.add(zone, {"name": f"{mark}{number}", "type": "A", "content": "192.0.2.1"}, wait=30)
        assert changed["status"]["state"] == "live", changed
        seconds.append(time.monotonic() - started)
    return statistics.median(seconds)


@pytest.mark.slow
def test_changes_of_another_zone_go_live_while_a_huge_one_is_published(stack: Stack) -> None:
    huge, other = stack.new_zone(), stack.new_zone()
    before = median_seconds_until_live(stack, other, "before")
    lines = "".join(f"h{n} 300 A 192.0.{n // 256 % 256}.{n % 256}\n" for n in range(RECORDS))
    text = stack.api("GET", f"domains/{huge}/export").response["zone"] + lines
    try:
        serial = stack.api("POST", f"domains/{huge}/import", {"zone": text}).response["serial"]
        during = median_seconds_until_live(stack, other, "during")
        new = stack.new_zone()
        assert during < 10 * before, f"median {before:.3f} s before, {during:.3f} s while the huge zone was published"
        # a large change may be published under a higher serial than it was saved under
        assert stack.wait_until_live(huge, 300)["serial"] >= serial
        for port in stack.public_ports.values():
            assert stack.values(port, f"h{RECORDS - 1}.{huge}", "A")
    finally:
        stack.api("DELETE", f"domains/{huge}")
    assert stack.serial(stack.public_ports["ns1"], new) is not None
