"""A page of users: found, sorted and cut by the database, however many there are."""

from dataclasses import dataclass
from typing import Any, Literal, get_args

from sqlalchemy import ColumnElement, and_, func, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute

from api.paging import Page
from api.transaction import Transaction
from api.users.answers import PageOfUsers
from api.users.finding import visible_users
from api.users.objects import list_objects
from core.errors import Invalid
from core.models import User
from core.settings import AccountSettings

StateWish = Literal["active", "disabled", "unverified"]
Sort = Literal["id", "-id", "email", "-email", "realname", "-realname", "created", "-created"]
LONGEST_SEARCH = 250
SORTS: tuple[Sort, ...] = get_args(Sort)

# who has not confirmed their address is disabled as well, and is no case of somebody who was suspended
STATES: dict[str, ColumnElement[bool]] = {
    "active": ~User.disabled,
    "disabled": and_(User.disabled, ~User.is_unverified),
    "unverified": User.disabled & User.is_unverified,
}
COLUMNS: dict[str, InstrumentedAttribute[Any]] = {
    "id": User.id,
    "email": User.email,
    "realname": User.real_name,
    "created": User.created_at,
}


@dataclass(frozen=True, slots=True)
class PageWish:
    """Which users a page is to hold.

    Attributes:
        page: the part of them.
        search: what the mail address or the name must hold, in any case; empty for anything.
        state: only users in this state; empty for all.
        sort: by what, with `-` the other way round.
    """

    page: Page
    search: str = ""
    state: str = ""
    sort: str = "id"


def list_page(transaction: Transaction, wish: PageWish, rules: AccountSettings) -> PageOfUsers:
    """Return a page of the users the actor may see.

    Raises:
        Invalid: there is no such state or order, too much is searched for, or a key of somebody who could see
            everybody may not.
    """
    if wish.state and wish.state not in STATES:
        raise Invalid(f"There is no state {wish.state}; there are {', '.join(STATES)}.")
    if len(wish.search) > LONGEST_SEARCH:
        raise Invalid(f"What is searched for may have at most {LONGEST_SEARCH} characters.")
    if wish.sort not in SORTS:
        raise Invalid(f"Users cannot be sorted by {wish.sort}; they can by {', '.join(SORTS)}.")
    column = COLUMNS[wish.sort.removeprefix("-")]
    order = column.desc() if wish.sort.startswith("-") else column.asc()
    chosen = and_(visible_users(transaction.actor), STATES.get(wish.state, true()), _holds(wish.search))
    session = transaction.session
    total = session.scalar(select(func.count()).select_from(User).where(chosen)) or 0
    users = session.scalars(
        select(User).where(chosen).order_by(order, User.id).offset(wish.page.offset).limit(wish.page.size)
    ).all()
    return {
        "users": list_objects(session, users, rules.terms_time, transaction.now),
        "pagination": wish.page.pagination(total),
    }


def _holds(search: str) -> ColumnElement[bool]:
    if not search:
        return true()
    return or_(User.email.contains(search, autoescape=True), User.real_name.contains(search, autoescape=True))
