"""The paths of domains (API 1.0 §10.5)."""

from typing import Literal

from flask import Blueprint, Response, request

from api.body import is_true, read_data
from api.domains import access, actions
from api.domains.answers import (
    ContainsQuery,
    DomainChanged,
    DomainDeleted,
    DomainObject,
    DomainsWithRecords,
    DomainWithAccess,
    Labels,
    PageOfDomains,
)
from api.domains.creation import Beginning, create_domain
from api.domains.from_file import create_from_file
from api.domains.labels import count_labels
from api.domains.lists import DomainList, ListWish, list_domains
from api.domains.pages import PageWish, Sort, StateWish, list_page
from api.domains.schemas import ChangeAccess, CreateDomain, UpdateDomain
from api.endpoint import Endpoint, Parameter
from api.envelope import answer
from api.status.answers import MayHaveStatus
from api.status.waiting import WAIT, wished_seconds, with_status
from api.transaction import Transactions
from api.wishes import IF_MATCH, IF_NONE_MATCH, KNOWN, OVERTAKEN, PAGE, PER_PAGE, wished_page
from core.errors import Invalid

CONTAINS = Parameter("contains", "Only the longest domain that holds this name.")


EXTRA = Parameter("extra", "With the states of each domain, not only the level.", bool)
TYPE = Parameter("type", "`userdata`: the user's own value under `key`. With `search`: only records of this type.")
KEY = Parameter("key", "The key of the value, with `type=userdata`.")
SEARCH = Parameter(
    "search",
    "`1`: only domains that hold records with exactly this `content`, and these records. On a page: only domains whose "
    "names hold this, in Unicode or ASCII, in any case.",
)
CONTENT = Parameter("content", "What to search for.")

DOMAINS_PER_PAGE = 100
# any of them asks for a page
PAGE_PARAMETERS = (
    PAGE,
    PER_PAGE,
    Parameter("sort", "By what the page is sorted; `name` if it is left out.", Sort),
    Parameter("state", "Only domains in this state; `late`: those whose last change is not everywhere yet.", StateWish),
    Parameter("level", "Only domains one has exactly this level on.", Literal["read", "write", "admin", "owner"]),
    Parameter("label", "Only domains with this label of the user's own."),
    Parameter("user", "For administrators: only domains of somebody whose e-mail address holds this."),
)
RECORDS = Parameter("records", "On a page: with the number of records of each domain.", bool)

LISTS = """By name: the level; with `extra` an object; with `type=userdata` the value under `key`; with `search` the
records found. For administrators all domains, with who may do what. With any of `page`, `per_page`, `sort`, `state`,
`level`, `label` and `user` the answer is a page instead, and has `pagination` and `counts`."""


def routes(transactions: Transactions, beginning: Beginning) -> Blueprint:
    """Return the paths of this feature; `beginning` is what new zones start with."""
    blueprint = Blueprint("domains", __name__)
    _lists(blueprint, transactions)
    _creation(blueprint, transactions, beginning)
    _one_domain(blueprint, transactions)
    _sync(blueprint, transactions)
    _access(blueprint, transactions)
    return blueprint


def _lists(blueprint: Blueprint, transactions: Transactions) -> None:
    @blueprint.get("/domains")
    @Endpoint(
        "List domains and the level on each",
        ("domains_read",),
        keeps_limits_of="zones",
        parameters=(CONTAINS, EXTRA, TYPE, KEY, SEARCH, CONTENT, *PAGE_PARAMETERS, RECORDS),
        answer=DomainList | DomainsWithRecords | PageOfDomains,
        members=ContainsQuery,
        description=LISTS,
    )
    def list_all() -> Response:
        if any(parameter.name in request.args for parameter in PAGE_PARAMETERS):
            with transactions.read() as transaction:
                return answer(list_page(transaction, _page_wish()))
        wish = _list_wish()
        with transactions.read() as transaction:
            domains = list_domains(transaction, wish)
        return answer(domains) if wish.contains is None else answer(domains, contains=wish.contains)

    @blueprint.get("/domains/labels")
    @Endpoint(
        "List the labels one has given to domains",
        ("domains_read",),
        keeps_limits_of="zones",
        answer=Labels,
    )
    def list_labels() -> Response:
        with transactions.read() as transaction:
            return answer({"labels": count_labels(transaction)})


def _creation(blueprint: Blueprint, transactions: Transactions, beginning: Beginning) -> None:
    @blueprint.post("/domains")
    @Endpoint(
        "Create a domain",
        ("domains_write", "domains_create"),
        body=CreateDomain,
        parameters=(WAIT,),
        answer=DomainChanged,
    )
    def create() -> Response:
        with transactions.begin() as transaction:
            wanted, seconds = read_data(request, CreateDomain), wished_seconds()
            if wanted.zone is None:
                created = create_domain(transaction, wanted, beginning)
            else:
                created = create_from_file(transaction, wanted, wanted.zone, beginning)
        value = with_status(created, transactions, transaction, wanted.domain, seconds)
        return answer(value, tag=transaction.tag)


def _page_wish() -> PageWish:
    asked = request.args
    for name in ("contains", "content", "extra", "type"):
        if name in asked:
            raise Invalid(f"{name} does not go with a page of the list; leave out {name}, or page and its like.")
    return PageWish(
        page=wished_page(DOMAINS_PER_PAGE),
        search=asked.get("search"),
        sort=asked.get("sort", "name"),
        state=asked.get("state"),
        level=asked.get("level"),
        label=asked.get("label"),
        user=asked.get("user"),
        with_records=is_true(asked.get("records")),
    )


def _list_wish() -> ListWish:
    asked = request.args
    is_search = is_true(asked.get("search"))
    wants_values = asked.get("type") == "userdata" and not is_search
    return ListWish(
        contains=asked.get("contains"),
        is_extended=is_true(asked.get("extra")),
        value_key=asked.get("key", "") if wants_values else None,
        is_search=is_search,
        content=asked.get("content"),
        record_type=asked.get("type") if is_search else None,
    )


def _one_domain(blueprint: Blueprint, transactions: Transactions) -> None:
    @blueprint.get("/domains/<domain>")
    @Endpoint(
        "Look at a domain",
        ("domains_read",),
        level="read",
        parameters=(IF_NONE_MATCH,),
        statuses=KNOWN,
        answer=DomainObject,
    )
    def get(domain: str) -> Response:
        with transactions.read() as transaction:
            shown = actions.get_domain(transaction, domain)
        return answer(shown, tag=transaction.tag)

    @blueprint.post("/domains/<domain>")
    @Endpoint(
        "Change a domain",
        ("domains_write",),
        level="write",
        body=UpdateDomain,
        parameters=(WAIT, IF_MATCH),
        statuses=OVERTAKEN,
        answer=DomainChanged,
    )
    def update(domain: str) -> Response:
        with transactions.begin() as transaction:
            wanted, seconds = read_data(request, UpdateDomain), wished_seconds()
            changed = actions.update_domain(transaction, domain, wanted)
        return answer(with_status(changed, transactions, transaction, domain, seconds), tag=transaction.tag)

    @blueprint.delete("/domains/<domain>")
    @Endpoint(
        "Delete a domain",
        ("domains_write",),
        level="owner",
        parameters=(IF_MATCH,),
        statuses=OVERTAKEN,
        answer=DomainDeleted,
    )
    def delete(domain: str) -> Response:
        with transactions.begin() as transaction:
            actions.delete_domain(transaction, domain)
        return answer({"deleted": True})


def _sync(blueprint: Blueprint, transactions: Transactions) -> None:
    # GET, because clients of API 1.0 send it so; it wants write all the same
    @blueprint.route("/domains/<domain>/sync", methods=["GET", "POST"])
    @Endpoint(
        "Publish a zone anew, under a new serial",
        ("domains_write",),
        level="write",
        keeps_limits_of="zones",
        parameters=(WAIT, IF_MATCH),
        statuses=OVERTAKEN,
        answer=MayHaveStatus,
    )
    def sync(domain: str) -> Response:
        with transactions.begin() as transaction:
            seconds = wished_seconds()
            actions.synchronise(transaction, domain)
        return answer(with_status({}, transactions, transaction, domain, seconds), tag=transaction.tag)


def _access(blueprint: Blueprint, transactions: Transactions) -> None:
    @blueprint.get("/domains/<domain>/access")
    @Endpoint(
        "Tell who may do what with a domain",
        ("domains_read",),
        level="read",
        parameters=(IF_NONE_MATCH,),
        statuses=KNOWN,
        answer=DomainWithAccess,
    )
    def get_access(domain: str) -> Response:
        with transactions.read() as transaction:
            shown = access.get_access(transaction, domain)
        return answer(shown, tag=transaction.tag)

    @blueprint.post("/domains/<domain>/access")
    @Endpoint(
        "Give or take access to a domain",
        ("domains_write",),
        level="read",
        body=ChangeAccess,
        parameters=(IF_MATCH,),
        statuses=OVERTAKEN,
        answer=DomainWithAccess,
    )
    def change_access(domain: str) -> Response:
        with transactions.begin() as transaction:
            wanted = read_data(request, ChangeAccess)
            changed = access.change_access(transaction, domain, wanted.access)
        return answer(changed, tag=transaction.tag)
