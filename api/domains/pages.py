"""A page of the list of domains: filtered, counted, sorted and cut by the database, however many there are."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from sqlalchemy import ColumnElement, and_, case, exists, false, func, or_, select
from sqlalchemy.orm import Session, aliased

from api.domains.answers import DomainOnPage, PageOfDomains, UserPicture
from api.domains.finding import LEVELS, AccessLevel
from api.domains.labels import LABELS, holds_label, parse_labels
from api.domains.visible import visible_domains
from api.paging import Page
from api.status.answers import State
from api.status.states import LATE, STATE, STATES
from api.transaction import Transaction
from core.errors import Invalid
from core.models import Domain, DomainAccess, DomainValue, Record, User
from core.zone.names import to_ascii, to_unicode

Sort = Literal["name", "-name", "changed_at", "-changed_at", "state", "-state"]
SORTS: tuple[Sort, ...] = get_args(Sort)
StateWish = Literal["publishing", "problem", "signing", "spreading", "live", "disabled", "late"]
STATE_WISHES: tuple[StateWish, ...] = get_args(StateWish)

LONGEST_SEARCH = 250

# what needs somebody comes first
URGENCY: dict[State, int] = {
    "problem": 0,
    "publishing": 1,
    "signing": 2,
    "spreading": 3,
    "live": 4,
    "disabled": 5,
}

AliasTarget = aliased(Domain)

COLUMNS = (
    *(Domain.id, Domain.live_name, Domain.disabled, Domain.serial, Domain.created_at, Domain.saved_at),
    *(Domain.visible_at, Domain.last_error, Domain.dnssec_policy),
    STATE.label("state"),
    AliasTarget.live_name.label("alias_of"),
)


@dataclass(frozen=True, slots=True)
class PageWish:
    """Which domains a page is to hold.

    Attributes:
        page: the part of them.
        search: a part of the name, in Unicode or ASCII, in any case; None for all.
        sort: by what, with `-` the other way round; by name where that is equal.
        state: only those in this state; `late` is any whose last change is not everywhere yet.
        level: only those the user has exactly this level on.
        label: only those the user has given this label.
        user: for administrators: only those of somebody whose e-mail address holds this.
        with_records: whether the records of each are counted.
    """

    page: Page
    search: str | None = None
    sort: str = "name"
    state: str | None = None
    level: str | None = None
    label: str | None = None
    user: str | None = None
    with_records: bool = False


def list_page(transaction: Transaction, wish: PageWish) -> PageOfDomains:
    """Return a page of the actor's domains, or of all for an administrator.

    Raises:
        Invalid: a filter or the sort cannot be understood, or does not go with who asks.
    """
    session, actor = transaction.session, transaction.actor
    _check(wish, is_administrator=actor.owns_everything)
    chosen = _filters(transaction, wish)
    counted = session.execute(
        visible_domains(actor, Domain.id)
        .with_only_columns(STATE, func.count(), maintain_column_froms=True)
        .where(*chosen)
        .group_by(STATE)
    )
    counts: dict[State, int] = dict.fromkeys(STATES, 0) | dict(counted.all())
    states = _wished_states(wish.state)
    query = visible_domains(actor, *COLUMNS).outerjoin(AliasTarget, AliasTarget.id == Domain.alias_of_id)
    query = query.where(*chosen) if wish.state is None else query.where(*chosen, STATE.in_(states))
    rows = session.execute(query.order_by(*_order(wish.sort)).limit(wish.page.size).offset(wish.page.offset)).all()
    domains = [_shown(row) for row in rows]
    ids = [row.id for row in rows]
    if wish.with_records:
        _add_records(session, ids, domains)
    if actor.owns_everything:
        _add_users(session, ids, domains)
    elif actor.user_id is not None:
        _add_labels(session, actor.user_id, ids, domains)
    total = sum(counts[state] for state in states)
    return {"domains": domains, "pagination": wish.page.pagination(total), "counts": counts}


def _check(wish: PageWish, *, is_administrator: bool) -> None:
    if wish.sort not in SORTS:
        raise Invalid(f"There is no sort {wish.sort!r}; there are {', '.join(SORTS)}.")
    if wish.level is not None and wish.level not in LEVELS[1:]:
        raise Invalid(f"There is no level {wish.level!r}; there are {', '.join(LEVELS[1:])}.")
    for text in (wish.search, wish.label, wish.user):
        if text is not None and (len(text) > LONGEST_SEARCH or not text.isprintable()):
            raise Invalid(f"What is searched for must be at most {LONGEST_SEARCH} printable characters.")
    if is_administrator and (wish.level is not None or wish.label is not None):
        raise Invalid("Administrators have neither levels nor labels here; filter by user, state or search.")
    if wish.user is not None and not is_administrator:
        raise Invalid("Only administrators can filter by user.")


def _wished_states(wish: str | None) -> Sequence[State]:
    if wish is None:
        return STATES
    if wish not in STATE_WISHES:
        raise Invalid(f"There is no state {wish!r}; there are {', '.join(STATE_WISHES)}.")
    return LATE if wish == "late" else (wish,)


def _filters(transaction: Transaction, wish: PageWish) -> list[ColumnElement[bool]]:
    filters: list[ColumnElement[bool]] = []
    if wish.search:
        filters.append(_name_holds(transaction, wish.search))
    if wish.level is not None and transaction.actor.only_domain_id is None:
        filters.append(DomainAccess.level == wish.level)
    elif wish.level is not None:
        raise Invalid("A domain key has one domain and no levels to filter by.")
    if wish.label is not None:
        mine = and_(
            DomainValue.user_id == transaction.actor.user_id,
            DomainValue.key == LABELS,
            holds_label(DomainValue.value, wish.label),
        )
        filters.append(exists().where(DomainValue.domain_id == Domain.id, mine))
    if wish.user:
        holds = User.email.contains(wish.user, autoescape=True)
        filters.append(
            Domain.id.in_(select(DomainAccess.domain_id).join(User, User.id == DomainAccess.user_id).where(holds))
        )
    return filters


def _name_holds(transaction: Transaction, text: str) -> ColumnElement[bool]:
    """Return the condition for a part of a name.

    Part of an internationalised label is no part of its A-label, so these names are looked at as they are read; a part
    within ASCII characters is found in the A-label as well.
    """
    wanted = text.lower()
    places: list[ColumnElement[bool]] = []
    if text.isascii():
        places.append(Domain.live_name.contains(wanted, autoescape=True))
    if not text.isascii() or "." in text:
        query = visible_domains(transaction.actor, Domain.id, Domain.live_name)
        rows = transaction.session.execute(query.where(Domain.live_name.contains("xn--")))
        mapped = _mapped(wanted)
        found = [row.id for row in rows if mapped in to_unicode(row.live_name)]
        places.append(Domain.id.in_(found) if found else false())
    return or_(*places)


def _mapped(text: str) -> str:
    """Return text as names are shown: what is typed differently and means the same becomes one (UTS 46)."""
    try:
        return to_unicode(to_ascii(text))
    except Invalid:
        # no label by itself, such as one that begins with a mark or a hyphen; it may still be part of one
        return text


def _order(sort: str) -> list[ColumnElement[Any]]:
    name = Domain.live_name.expression
    columns: dict[str, list[ColumnElement[Any]]] = {
        "name": [name],
        "changed_at": [Domain.saved_at.expression, name],
        "state": [case(URGENCY, value=STATE), name],
    }
    first, *others = columns[sort.removeprefix("-")]
    return [first.desc() if sort.startswith("-") else first.asc(), *others]


def _shown(row: Any) -> DomainOnPage:
    return {
        "id": row.id,
        "domain": to_unicode(row.live_name),
        # an administrator is treated as owner, and is none
        "access": getattr(row, "level", "none"),
        "disabled": row.disabled,
        "state": row.state,
        "serial": row.serial,
        "created_at": row.created_at / 1000,
        "changed_at": row.saved_at / 1000,
        "visible_at": None if row.visible_at is None else row.visible_at / 1000,
        "last_error": row.last_error,
        "dnssecpolicy": row.dnssec_policy,
        "aliasof": to_unicode(row.alias_of) if row.alias_of is not None else None,
        "verification": {"state": "unknown", "time": 0},
        "dnssec": {"state": "unknown"},
    }


def _add_records(session: Session, ids: Sequence[int], domains: Sequence[DomainOnPage]) -> None:
    query = select(Record.domain_id, func.count()).where(Record.domain_id.in_(ids)).group_by(Record.domain_id)
    counts: dict[int, int] = dict(session.execute(query).tuples().all())
    for domain in domains:
        domain["records"] = counts.get(domain["id"], 0)


def _add_labels(session: Session, user_id: int, ids: Sequence[int], domains: Sequence[DomainOnPage]) -> None:
    query = select(DomainValue.domain_id, DomainValue.value)
    mine = (DomainValue.user_id == user_id, DomainValue.key == LABELS, DomainValue.domain_id.in_(ids))
    values: dict[int, str] = dict(session.execute(query.where(*mine)).tuples().all())
    for domain in domains:
        domain["labels"] = parse_labels(values.get(domain["id"]))


def _add_users(session: Session, ids: Sequence[int], domains: Sequence[DomainOnPage]) -> None:
    rows = session.execute(
        select(DomainAccess.domain_id, User.email, User.avatar, DomainAccess.level)
        .join(User, User.id == DomainAccess.user_id)
        .where(DomainAccess.domain_id.in_(ids))
        .order_by(User.email)
    )
    users: defaultdict[int, dict[str, AccessLevel]] = defaultdict(dict)
    pictures: defaultdict[int, dict[str, UserPicture]] = defaultdict(dict)
    for row in rows:
        users[row.domain_id][row.email] = row.level
        pictures[row.domain_id][row.email] = {"avatar": row.avatar}
    for domain in domains:
        domain["users"], domain["userinfo"] = users[domain["id"]], pictures[domain["id"]]
