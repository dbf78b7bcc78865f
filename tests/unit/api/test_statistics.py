"""Statistics: how long buckets are, and what InfluxDB is asked."""

import pytest

from api.stats.actions import asked_span
from api.stats.series import DAY, HOUR, Counters, Span, statement, without_empty

NOW = 1_704_067_200_000


@pytest.mark.parametrize(
    ("seconds", "bucket"),
    [
        (60, 60),
        (HOUR, 60),
        (HOUR + 1, 300),
        (12 * HOUR, 300),
        (48 * HOUR, 900),
        (7 * DAY, HOUR),
        (30 * DAY, 6 * HOUR),
        (60 * DAY, 12 * HOUR),
        (180 * DAY, DAY),
        (181 * DAY, DAY),
        (201 * DAY, 2 * DAY),
        (1000 * DAY, 5 * DAY),
    ],
)
def test_a_bucket_is_as_long_as_the_time_asks_for(seconds: int, bucket: int) -> None:
    assert Span(seconds, "raw", 0).bucket_seconds == bucket


@pytest.mark.parametrize("text", ["", "soon", "-5", "0", "1e3", "²", "9" * 30])
def test_a_time_that_is_none_is_an_hour(text: str) -> None:
    assert asked_span(NOW, "raw", text).seconds == HOUR


def test_a_kind_that_is_none_is_raw_and_a_time_has_an_end() -> None:
    assert asked_span(NOW, "other", "7200") == Span(7200, "raw", NOW // 1000)
    assert asked_span(NOW, "derivative", "99999999999").seconds < 10**9


def test_names_of_zones_are_parameters_and_no_part_of_the_statement() -> None:
    text = statement(Counters("zone_queries", "type", ["x' OR 1=1"]), Span(HOUR, "raw", 1), 1)
    assert "x'" not in text
    assert '("zone" = $zone0)' in text


def test_a_series_of_nothing_is_left_out() -> None:
    assert without_empty({"a": [{"time": 1, "value": 0}], "b": [{"time": 1, "value": 2}]}) == {
        "b": [{"time": 1, "value": 2}]
    }
