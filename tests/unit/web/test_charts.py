"""Statistics as lines over the same times."""

import pytest

from web.charts import MOST_LINES, USUAL, Chart, Line, chart_of, range_of


def test_lines_share_their_times_and_what_was_not_measured_is_no_zero() -> None:
    stats = {"TXT": [{"time": 60, "value": 1}], "A": [{"time": 0, "value": 2}, {"time": 60, "value": 0}]}
    chart = chart_of({"stats": stats, "bucket": 60}, "others")
    assert chart == Chart([0, 60], [Line("A", [2, 0]), Line("TXT", [None, 1])], 60)
    assert [(line.total, line.most) for line in chart.lines] == [(2, 2), (1, 1)]
    assert chart.total == 3


def test_lines_that_are_too_many_become_one() -> None:
    stats = {f"zone{number:02}": [{"time": 0, "value": number}] for number in range(30)}
    stats["silent"] = []
    chart = chart_of({"stats": stats, "bucket": 3600}, "all others")
    assert len(chart.lines) == MOST_LINES
    assert chart.lines[0].name == "zone29"
    assert chart.lines[-1] == Line("all others", [sum(range(21))])
    assert chart.total == sum(range(30))


@pytest.mark.parametrize(("seconds", "text"), [(60, "minute"), (900, "15 minutes"), (86400, "day"), (172800, "2 days")])
def test_a_bucket_is_named_as_people_say_it(seconds: int, text: str) -> None:
    assert Chart([], [], seconds).bucket == text


@pytest.mark.parametrize("name", [None, "", "2h", "<script>"])
def test_a_range_nobody_offered_is_the_usual_one(name: str | None) -> None:
    assert range_of(name) is USUAL
    assert range_of("7d").seconds == 7 * 86400
