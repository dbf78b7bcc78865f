"""Two clients that edit one zone at the same time: every edit is kept, and every one is a version of its own."""

from itertools import pairwise

import pytest

from core.zone.serials import serial_gt
from tests.e2e.edits import Edits
from tests.e2e.saved_zone import assert_served_as_saved
from tests.stack import Stack


@pytest.mark.parametrize("count", [40, pytest.param(400, marks=pytest.mark.slow)])
def test_nothing_is_lost_and_every_serial_is_used_once(stack: Stack, count: int) -> None:
    zone = stack.new_zone()
    edits = Edits(stack, [zone])
    edits.begin(count, threads=2)
    edits.finish()
    assert edits.refusals == []
    edits.assert_none_is_lost()
    rows = stack.sql(
        "SELECT zone_changes.serial FROM zone_changes JOIN domains ON domains.id = zone_changes.domain_id"
        f" WHERE domains.name = '{zone}' ORDER BY zone_changes.id"
    )
    serials = [int(serial) for (serial,) in rows]
    assert len(serials) == 1 + count
    assert all(serial_gt(later, earlier) for earlier, later in pairwise(serials)), serials
    assert stack.api("GET", f"domains/{zone}/status").response["serial"] == serials[-1]
    assert_served_as_saved(stack, zone)
