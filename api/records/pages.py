"""A page of the records of a domain: filtered, sorted and cut by the database, whatever the size of the zone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from api.paging import Page
from core.errors import Invalid
from core.models import Domain, Record
from core.zone.names import is_within, parse_owner, to_ascii
from core.zone.rdata import type_as_stored

Sort = Literal["name", "-name", "type", "-type", "ttl", "-ttl", "content", "-content", "changed_at", "-changed_at"]
SORTS: tuple[Sort, ...] = get_args(Sort)

LONGEST_SEARCH = 250

Columns = tuple[InstrumentedAttribute[Any], ...]
Sorting = ColumnElement[Any] | InstrumentedAttribute[Any]


@dataclass(frozen=True, slots=True)
class ListWish:
    """Which records of a domain a list is to hold.

    Attributes:
        page: the part of them.
        name: the owner, as a client sends it; None for all.
        type: the type in any case; None for all.
        search: what name, content or comment must hold; None for anything.
        sort: by what, with `-` the other way round.
    """

    page: Page
    name: str | None = None
    type: str | None = None
    search: str | None = None
    sort: str = "name"


def read_page(session: Session, domain: Domain, wish: ListWish, columns: Columns) -> tuple[Sequence[Any], int]:
    """Return rows of the records on a page, and how many records there are on all pages.

    Args:
        session: of the database.
        domain: whose records.
        wish: which of them.
        columns: what is read of each.

    Raises:
        Invalid: a filter or the sort cannot be understood.
    """
    chosen = and_(Record.domain_id == domain.id, *_filters(domain, wish))
    order = _order(domain, wish.sort)
    # the ids alone first: they are found by walking along an index, and only the rows of the page are then read
    query = select(Record.id).where(chosen).order_by(*order).limit(wish.page.size).offset(wish.page.offset)
    if wish.search:
        # a search looks at every record of the zone, which is done once
        query = query.add_columns(func.count().over().label("total"))
    found = query.subquery()
    rows = session.execute(select(*columns, *list(found.c)[1:]).join(found, found.c.id == Record.id).order_by(*order))
    page = rows.all()
    if wish.search and page:
        return page, page[0].total
    total = session.scalar(select(func.count()).select_from(Record).where(chosen))
    return page, total or 0


def _filters(domain: Domain, wish: ListWish) -> list[ColumnElement[bool]]:
    filters: list[ColumnElement[bool]] = []
    if wish.name is not None:
        filters.append(Record.name == parse_owner(wish.name, domain.name))
    if wish.type is not None:
        filters.append(Record.type == type_as_stored(wish.type))
    if wish.search:
        filters.append(text_stands_in(wish.search))
    return filters


def text_stands_in(text: str) -> ColumnElement[bool]:
    """Return the condition for records whose name, content or comment holds a text, in any case.

    Raises:
        Invalid: it is too long, or cannot be printed.
    """
    if len(text) > LONGEST_SEARCH or not text.isprintable():
        raise Invalid(f"search must be at most {LONGEST_SEARCH} printable characters.")
    # the name first: the index that is walked along holds it, so that other columns are read where it does not
    places: list[ColumnElement[bool]] = []
    try:
        places.append(Record.name.contains(to_ascii(text), autoescape=True))
    except Invalid:
        # no part of a name; it may still be one of a content
        if text.isascii():
            places.append(Record.name.contains(text.lower(), autoescape=True))
    places.append(Record.content.contains(text, autoescape=True))
    places.append(Record.comment.contains(text, autoescape=True))
    return or_(*places)


def _order(domain: Domain, sort: str) -> list[ColumnElement[Any]]:
    if sort not in SORTS:
        raise Invalid(f"There is no sort {sort!r}; there are {', '.join(SORTS)}.")
    by_name = [Record.name, Record.type, Record.priority, Record.id]
    orders: dict[str, Sequence[Sorting]] = {
        "name": [*_before_name(domain), *by_name],
        "type": [Record.type, Record.name, Record.priority, Record.id],
        "ttl": [Record.ttl, *by_name],
        "content": [Record.content, *by_name],
        "changed_at": [Record.changed_at, Record.id],
    }
    columns = orders[sort.removeprefix("-")]
    return [column.desc() if sort.startswith("-") else column.asc() for column in columns]


def _before_name(domain: Domain) -> list[ColumnElement[Any]]:
    """Return what puts reverse zones in the order of their addresses; see `core.zone.names.sort_key`."""
    if is_within(domain.name, "ip6.arpa"):
        return [func.reverse(Record.name)]
    if is_within(domain.name, "in-addr.arpa"):
        return [func.length(Record.name)]
    return []
