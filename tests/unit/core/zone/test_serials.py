"""Serials only grow, in the arithmetic of RFC 1982."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.zone.serials import first_serial, next_serial, serial_gt, serial_max

DAY = datetime.date(2026, 11, 23)
SERIALS = st.integers(0, 2**32 - 1)
DAYS = st.dates()


@pytest.mark.parametrize(
    ("current", "following"),
    [
        (0, 2026112300),
        (1, 2026112300),
        (2026112200, 2026112300),
        (2026112299, 2026112300),
        (2026112300, 2026112301),
        (2026112398, 2026112399),
        (2026112399, 2026112400),
        (2026112400, 2026112401),
        (2026120100, 2026120101),
        (2**31 - 1, 2**31),
        (2**31, 2**31 + 1),
        (4000000000, 4000000001),
        (2**32 - 2, 2**32 - 1),
        (2**32 - 1, 1),
    ],
)
def test_a_serial_starts_with_the_day_and_counts_on(current: int, following: int) -> None:
    assert next_serial(current, DAY) == following


@given(SERIALS, DAYS)
def test_the_next_serial_is_always_newer_and_never_zero(current: int, today: datetime.date) -> None:
    following = next_serial(current, today)
    assert serial_gt(following, current)
    assert 0 < following < 2**32


@given(st.one_of(st.none(), SERIALS), DAYS)
def test_a_new_zone_starts_above_whatever_was_served_under_its_name(floor: int | None, today: datetime.date) -> None:
    serial = first_serial(today, floor)
    assert 0 < serial < 2**32
    assert floor is None or serial_gt(serial, floor)


def test_a_new_zone_starts_with_the_first_number_of_the_day() -> None:
    assert first_serial(DAY, None) == 2026112300
    assert first_serial(DAY, 2020010100) == 2026112300
    assert first_serial(DAY, 2026112307) == 2026112308


@pytest.mark.parametrize("serial", [-1, 2**32])
def test_what_is_no_serial_has_no_next_one(serial: int) -> None:
    with pytest.raises(ValueError, match="serial"):
        next_serial(serial, DAY)


@pytest.mark.parametrize(
    ("a", "b", "newer"),
    [
        (1, 0, True),
        (0, 1, False),
        (5, 5, False),
        (0, 2**32 - 1, True),
        (2**32 - 1, 0, False),
        (2**31 - 1, 0, True),
        (2**31, 0, False),
        (0, 2**31, False),
        (44, 0, True),
        (100, 44, True),
        (200, 100, True),
    ],
)
def test_serials_compare_as_rfc_1982_says(a: int, b: int, newer: bool) -> None:
    assert serial_gt(a, b) is newer


@given(SERIALS, SERIALS)
def test_no_two_serials_are_newer_than_each_other(a: int, b: int) -> None:
    assert not (serial_gt(a, b) and serial_gt(b, a))
    assert serial_max(a, b) in {a, b}
    assert not serial_gt(b, serial_max(a, b))
