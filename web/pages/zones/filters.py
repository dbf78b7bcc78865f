"""What the list of zones is narrowed to and sorted by, as it stands in the address of the page."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

NAMES = ("search", "state", "level", "label", "sort", "per_page", "page")
SIZES = (50, 100, 200, 500)
USUAL_SIZE = 100
USUAL_SORT = "name"


def read_filters(given: Mapping[str, str]) -> dict[str, Any]:
    """Return what narrows the list, without what is as usual: equal lists have equal addresses.

    Args:
        given: parameters of an address.
    """
    filters: dict[str, Any] = {name: given[name].strip() for name in NAMES if given.get(name, "").strip()}
    for name, usual in (("per_page", USUAL_SIZE), ("page", 1)):
        number = _number(filters.pop(name, ""), usual)
        if number != usual:
            filters[name] = number
    if filters.get("per_page", USUAL_SIZE) not in SIZES:
        del filters["per_page"]
    if filters.get("sort") == USUAL_SORT:
        del filters["sort"]
    return filters


def filters_of_address(query: str) -> dict[str, Any]:
    """Return the same from the query of an address a form remembers."""
    return read_filters(dict(parse_qsl(query)))


def other_way_round(sort: str, column: str) -> str:
    """Return what the link of a column sorts by: what it does not sort by yet; the newest comes first of times."""
    first = f"-{column}" if column == "changed_at" else column
    return first if sort.removeprefix("-") != column else column if sort.startswith("-") else f"-{column}"


def _number(text: str, usual: int) -> int:
    return int(text) if text.isdecimal() and 0 < int(text) < 10**6 else usual
