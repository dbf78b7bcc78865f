"""Zones do not vanish in masses unless an operator says so."""

from pathlib import Path

import pytest

from core.errors import NotAllowed
from publicdns.guard import Guard


@pytest.fixture
def guard(tmp_path: Path) -> Guard:
    return Guard(max_vanish_percent=30, max_vanish_zones=10, directory=tmp_path)


@pytest.mark.parametrize(("vanishing", "present"), [(0, 0), (0, 100), (10, 10), (10, 11), (30, 100), (11, 37)])
def test_a_few_zones_or_a_small_share_may_go(guard: Guard, vanishing: int, present: int) -> None:
    guard.check(vanishing, present)


@pytest.mark.parametrize(("vanishing", "present"), [(11, 11), (31, 100), (11, 36), (3001, 10_000)])
def test_many_zones_that_are_a_large_share_may_not(guard: Guard, vanishing: int, present: int) -> None:
    with pytest.raises(NotAllowed, match=f"{vanishing} of {present}"):
        guard.check(vanishing, present)


def test_an_empty_catalog_that_arrives_whole_takes_nothing_away(guard: Guard) -> None:
    guard.check(0, 0, is_empty_catalog=True)
    with pytest.raises(NotAllowed, match="empty"):
        guard.check(1, 1, is_empty_catalog=True)


def test_an_allowance_covers_as_many_zones_as_it_says_and_no_more(guard: Guard) -> None:
    guard.allow(50)
    guard.check(50, 100)
    guard.check(50, 50, is_empty_catalog=True)
    with pytest.raises(NotAllowed):
        guard.check(51, 100)


def test_a_used_allowance_is_gone(guard: Guard) -> None:
    guard.allow(50)
    guard.use_up()
    with pytest.raises(NotAllowed):
        guard.check(50, 100)
    guard.use_up()


def test_a_damaged_allowance_allows_nothing(guard: Guard, tmp_path: Path) -> None:
    (tmp_path / "allow-removal").write_text("all of them")
    assert guard.allowed_zones() == 0
