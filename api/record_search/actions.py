"""What is decided about the search for records."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from api.domains.visible import visible_domains
from api.paging import Page
from api.record_search.answers import RecordOfDomain, RecordsFound
from api.records.objects import record_object
from api.records.pages import text_stands_in
from api.transaction import Transaction
from core.errors import Invalid
from core.models import Domain, Record
from core.zone.names import to_unicode
from core.zone.rdata import type_as_stored

# a search looks at records one by one until it has found so many, or taken so long
MOST_FOUND = 5000
LONGEST_SECONDS = 2
SHORTEST_SEARCH = 2
# "Query execution was interrupted (max_statement_time exceeded)"
TOOK_TOO_LONG = 1969

COLUMNS = (
    *(Record.id, Record.remote_domain_id, Record.name, Record.type, Record.content, Record.ttl, Record.priority),
    *(Record.changed_at, Record.changed_by, Record.comment, Record.disabled),
)


@dataclass(frozen=True, slots=True)
class SearchWish:
    """Which records are looked for.

    Attributes:
        page: the part of those that are found.
        search: what name, content or comment must hold; None for anything.
        type: the type in any case; None for all.
    """

    page: Page
    search: str | None = None
    type: str | None = None


def search_records(transaction: Transaction, wish: SearchWish) -> RecordsFound:
    """Return a page of the records found in the zones of the actor, or in all for an administrator.

    Those an alias keeps and is not published with are left out.

    Raises:
        Invalid: nothing is asked for, or it takes too long to find.
    """
    query = visible_domains(transaction.actor, Record.id, Domain.live_name)
    query = query.join(Record, Record.domain_id == Domain.id)
    found = query.where(Domain.alias_of_id.is_(None), *_filters(wish)).limit(MOST_FOUND + 1).subquery()
    page = wish.page
    rows_of_page = (
        select(*COLUMNS, found.c.live_name, func.count().over().label("total"))
        .join(found, found.c.id == Record.id)
        .order_by(found.c.live_name, Record.name, Record.type, Record.priority, Record.id)
        .limit(page.size)
        .offset(page.offset)
    )
    with limited_to(LONGEST_SECONDS, transaction.session):
        rows = transaction.session.execute(rows_of_page).all()
        total = rows[0].total if rows else 0
        if not rows and page.offset:
            # beyond the last page there is no row that could carry the number
            total = transaction.session.scalar(select(func.count()).select_from(found)) or 0
    return {
        "records": [_shown(row) for row in rows],
        "pagination": page.pagination(min(total, MOST_FOUND)),
        "is_complete": total <= MOST_FOUND,
    }


def _filters(wish: SearchWish) -> list[ColumnElement[bool]]:
    filters: list[ColumnElement[bool]] = []
    if wish.type:
        filters.append(Record.type == type_as_stored(wish.type))
    if wish.search:
        if len(wish.search) < SHORTEST_SEARCH:
            raise Invalid(f"search must have at least {SHORTEST_SEARCH} characters.")
        places = text_stands_in(wish.search)
        if "." in wish.search and wish.search.isascii():
            # a full name, or the end of one
            whole = func.concat_ws(".", func.nullif(Record.name, ""), Domain.live_name)
            name = wish.search.lower().removesuffix(".")
            places = or_(places, whole.contains(name, autoescape=True))
        filters.append(places)
    if not filters:
        raise Invalid("There is nothing to search for: give search, type, or both.")
    return filters


@contextmanager
def limited_to(seconds: float, session: Session) -> Iterator[None]:
    """Have the database give up a statement that takes too long inside.

    Raises:
        Invalid: one did.
    """
    session.execute(text("SET max_statement_time = :seconds"), {"seconds": seconds})
    try:
        yield
    except OperationalError as error:
        if error.orig is None or error.orig.args[0] != TOOK_TOO_LONG:
            raise
        raise Invalid("The search takes too long; give more of the name or content, or a type.") from error
    finally:
        # the connection goes back to the pool as it was; one that was lost does not
        if not session.connection().invalidated:
            session.execute(text("SET max_statement_time = DEFAULT"))


def _shown(row: Any) -> RecordOfDomain:
    return {"domain": to_unicode(row.live_name), **record_object(row)}
