"""How numbers and times are written for people."""

import pytest

from web import formats

NOW = 1_800_000_000.0


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "just now"),
        (9, "just now"),
        (-5, "just now"),
        (10, "10 seconds ago"),
        (60, "1 minute ago"),
        (119, "1 minute ago"),
        (7200, "2 hours ago"),
        (86400, "1 day ago"),
        (40 * 86400, "1 month ago"),
        (800 * 86400, "2 years ago"),
        (-90, "in 1 minute"),
        (-3 * 86400, "in 3 days"),
    ],
)
def test_a_time_is_as_far_away_as_people_say_it(seconds: float, text: str) -> None:
    assert formats.distance(NOW - seconds, NOW) == text


def test_an_exact_time_names_its_zone() -> None:
    assert formats.exact_time(0) == "1970-01-01 00:00:00 UTC"
    assert formats.machine_time(0.5) == "1970-01-01T00:00:00.500+00:00"


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, "0 records"), (1, "1 record"), (2, "2 records"), (100_000, "100\N{NARROW NO-BREAK SPACE}000 records")],
)
def test_a_number_of_things_is_in_the_plural_unless_it_is_one(count: int, text: str) -> None:
    assert formats.plural(count, "record") == text


def test_a_plural_of_its_own_is_taken() -> None:
    assert formats.plural(3, "entry", "entries") == "3 entries"


@pytest.mark.parametrize(("seconds", "text"), [(0.0854, "85 ms"), (1.24, "1.2 s"), (119, "119.0 s"), (300, "5 min")])
def test_a_duration_has_the_unit_people_would_choose(seconds: float, text: str) -> None:
    assert formats.duration(seconds) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0 seconds"), (90, "90 seconds"), (60, "1 minute"), (3600, "1 hour"), (5400, "90 minutes"), (86400, "1 day")],
)
def test_a_ttl_is_said_in_the_largest_unit_it_comes_out_even_in(seconds: int, text: str) -> None:
    assert formats.ttl(seconds) == text
