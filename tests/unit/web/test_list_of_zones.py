"""What stands in the address of the list of zones, and labels as they are typed."""

import pytest

from web.labels import read_labels
from web.levels import LEVELS, reaches
from web.pages.zones.filters import filters_of_address, other_way_round, read_filters


def test_what_is_as_usual_stands_in_no_address() -> None:
    usual = {"search": " ", "state": "", "sort": "name", "per_page": "100", "page": "1", "other": "x"}
    assert read_filters(usual) == {}


def test_what_narrows_the_list_is_kept() -> None:
    given = {
        "search": " shop ",
        "state": "live",
        "level": "read",
        "label": "a b",
        "sort": "-name",
        "per_page": "50",
        "page": "3",
    }
    expected = {
        "search": "shop",
        "state": "live",
        "level": "read",
        "label": "a b",
        "sort": "-name",
        "per_page": 50,
        "page": 3,
    }
    assert read_filters(given) == expected


@pytest.mark.parametrize("wrong", ["0", "-1", "x", "1e3", "99999999999", "²", "7"])
def test_a_size_that_is_not_offered_is_the_usual_one(wrong: str) -> None:
    assert read_filters({"per_page": wrong}) == {}


@pytest.mark.parametrize("wrong", ["0", "-1", "x", "1e3", "99999999999", "²"])
def test_a_page_that_cannot_be_is_the_first_one(wrong: str) -> None:
    assert read_filters({"page": wrong}) == {}


def test_a_form_remembers_the_list_it_stood_on() -> None:
    assert filters_of_address("search=a%26b&page=2&next=//evil.example") == {"search": "a&b", "page": 2}


def test_a_column_is_sorted_by_and_then_the_other_way_round() -> None:
    assert other_way_round("name", "name") == "-name"
    assert other_way_round("-name", "name") == "name"
    assert other_way_round("name", "state") == "state"
    # the newest first
    assert other_way_round("name", "changed_at") == "-changed_at"
    assert other_way_round("-changed_at", "changed_at") == "changed_at"


def test_labels_stand_between_commas_or_on_lines() -> None:
    assert read_labels(" clients,web shop ,,\n new ") == ["clients", "web shop", "new"]
    assert read_labels(" , ") == []


def test_a_level_includes_itself_and_those_below() -> None:
    assert [reaches("write", level) for level in LEVELS] == [True, True, True, False, False]
    assert not reaches("god", "read")
