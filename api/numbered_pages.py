"""The pages of long lists as API 1.0 numbers them (§10.11): from 1, of one size, and clamped to what there is."""

from dataclasses import dataclass

from typing_extensions import TypedDict


class PageNumbers(TypedDict):
    """Which page it is, of how many, and how many entries they have together."""

    page: int
    totalPages: int
    total: int


@dataclass(frozen=True, slots=True)
class NumberedPage:
    """One page of a list.

    Attributes:
        number: from 1.
        size: entries on a page.
        total: entries of all pages.
    """

    number: int
    size: int
    total: int

    @property
    def offset(self) -> int:
        """How many entries stand before it."""
        return (self.number - 1) * self.size

    @property
    def numbers(self) -> PageNumbers:
        """What is said of it in an answer."""
        return {"page": self.number, "totalPages": _pages(self.total, self.size), "total": self.total}


def page_of(number: int, size: int, total: int) -> NumberedPage:
    """Return the page of this number, or the nearest there is."""
    return NumberedPage(min(max(number, 1), _pages(total, size)), size, total)


def _pages(total: int, size: int) -> int:
    return max(1, -(-total // size))
