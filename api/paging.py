"""A part of a long list."""

from dataclasses import dataclass

from typing_extensions import TypedDict

MOST_PER_PAGE = 1000


class Pagination(TypedDict):
    """Where in a list a page stands."""

    page: int
    per_page: int
    total: int
    pages: int


@dataclass(frozen=True, slots=True)
class Page:
    """The part of a list that is wanted: `number` from 1, `size` of every page."""

    number: int
    size: int

    @property
    def offset(self) -> int:
        """How many there are before it."""
        return (self.number - 1) * self.size

    @property
    def window(self) -> slice:
        """The part itself."""
        return slice(self.offset, self.offset + self.size)

    def pagination(self, total: int) -> Pagination:
        """Return what is said of it in an answer.

        Args:
            total: how many there are on all pages.
        """
        return {"page": self.number, "per_page": self.size, "total": total, "pages": -(-total // self.size)}
