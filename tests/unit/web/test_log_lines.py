"""Lines of logs as people read them."""

import json

import pytest

from web.log_lines import read_line

WRITTEN = "Wed, 25 Nov 2026 02:24:51 +0000"


def test_a_line_of_ours_is_taken_apart() -> None:
    line = read_line(
        json.dumps(
            {
                "timestamp": "2026-11-25T02:14:57.119892Z",
                "level": "warning",
                "service": "worker",
                "event": "late",
                "zone": "münchen.example",
                "attempts": 3,
                "detail": {"serial": 7},
            }
        ),
        WRITTEN,
    )
    assert (line.time, line.level, line.kind, line.text) == ("2026-11-25 02:14:57.119", "warning", "busy", "late")
    assert line.members == (("zone", "münchen.example"), ("attempts", "3"), ("detail", '{"serial": 7}'))


@pytest.mark.parametrize("text", ["zone first.org/IN: loaded", "{no JSON", "[1, 2]", "", "{" * 100_000])
def test_any_other_line_is_shown_as_it_is(text: str) -> None:
    line = read_line(text, WRITTEN)
    assert (line.time, line.level, line.text, line.members) == ("2026-11-25 02:24:51", "", text, ())


@pytest.mark.parametrize("time", ["", "yesterday", "99999-99-99", "Wed, 99 Nov 2026 99:99:99 +0000"])
def test_a_time_nobody_can_read_is_shown_as_it_is(time: str) -> None:
    assert read_line("text", time).time == time
