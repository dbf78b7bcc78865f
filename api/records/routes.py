"""The paths of records (API 1.0 §10.6)."""

from flask import Blueprint, Response, request

from api.body import is_true, read_data, read_json
from api.endpoint import Endpoint, Parameter
from api.envelope import answer
from api.history.difference import Plan
from api.records import actions
from api.records.answers import (
    PageOfRecords,
    RecordChanged,
    RecordDeleted,
    RecordObject,
    RecordsChanged,
    RecordsDeleted,
    RecordsOfDomain,
    RecordsOfOwner,
)
from api.records.batch import Edits
from api.records.lists import RecordLists
from api.records.pages import ListWish, Sort
from api.records.schemas import ChangeRecord, ChangeRecords, DeleteInstead
from api.status.waiting import WAIT, wished_seconds, with_status
from api.transaction import Transactions
from api.wishes import DRY_RUN, IF_MATCH, IF_NONE_MATCH, KNOWN, OVERTAKEN, PAGE, PER_PAGE, wished_page, wishes_rehearsal

RECORDS_PER_PAGE = 100

LIST_PARAMETERS = (
    PAGE,
    PER_PAGE,
    Parameter("name", "Only records of this owner: relative, `@` for the apex, or absolute with the final dot."),
    Parameter("type", "Only records of this type."),
    Parameter("search", "Only records whose name, content or comment holds this, in any case."),
    Parameter("sort", "By what the records are sorted; `name` if it is left out.", Sort),
)


def routes(transactions: Transactions) -> Blueprint:
    """Return the paths of this feature."""
    blueprint = Blueprint("records", __name__)
    _all_records(blueprint, transactions)
    _one_record(blueprint, transactions)
    _records_by_name(blueprint, transactions)
    return blueprint


def _all_records(blueprint: Blueprint, transactions: Transactions) -> None:
    lists = RecordLists()

    @blueprint.get("/domains/<domain>/records")
    @Endpoint(
        "List the records of a domain",
        ("domains_read",),
        level="read",
        parameters=(IF_NONE_MATCH, *LIST_PARAMETERS),
        statuses=KNOWN,
        answer=RecordsOfDomain | PageOfRecords,
        description="With any of the parameters of the query string the answer is a page, and has `pagination`.",
    )
    def list_all(domain: str) -> Response:
        with transactions.read() as transaction:
            wish = _list_wish()
            if wish is not None:
                page = actions.list_page(transaction, domain, wish)
                return answer(page, tag=transaction.tag)
            listed = actions.list_records(transaction, domain, lists)
        return answer(listed, tag=transaction.tag)

    @blueprint.post("/domains/<domain>/records")
    @Endpoint(
        "Change records, all or none",
        ("domains_write",),
        level="write",
        keeps_limits_of="records",
        body=ChangeRecords,
        parameters=(WAIT, IF_MATCH, DRY_RUN),
        statuses=OVERTAKEN,
        answer=RecordsChanged | Plan,
    )
    def change(domain: str) -> Response:
        with transactions.begin(is_rehearsal=wishes_rehearsal()) as transaction:
            wanted, seconds = read_data(request, ChangeRecords), wished_seconds()
            edits = Edits(wanted.records or [], wanted.remove or [], wanted.add or [])
            outcome = actions.change_records(transaction, domain, edits)
        if transaction.is_rehearsal:
            return answer(outcome.difference.plan(outcome.serial, outcome.warnings))
        value: RecordsChanged = {"serial": outcome.serial, "changed": outcome.changed}
        if outcome.warnings:
            value["zonecheck"] = outcome.warnings
        return answer(with_status(value, transactions, transaction, domain, seconds), tag=transaction.tag)

    @blueprint.delete("/domains/<domain>/records")
    @Endpoint(
        "Delete all records of a domain",
        ("domains_write",),
        level="write",
        keeps_limits_of="records",
        parameters=(WAIT, IF_MATCH),
        statuses=OVERTAKEN,
        answer=RecordsDeleted,
    )
    def delete_all(domain: str) -> Response:
        return _deleted_many(transactions, domain, None, None)


def _one_record(blueprint: Blueprint, transactions: Transactions) -> None:
    @blueprint.get("/domains/<domain>/records/<int:record_id>")
    @Endpoint(
        "Look at a record",
        ("domains_read",),
        level="read",
        parameters=(IF_NONE_MATCH,),
        statuses=KNOWN,
        answer=RecordObject,
    )
    def get(domain: str, record_id: int) -> Response:
        with transactions.read() as transaction:
            record = actions.get_record(transaction, domain, record_id)
        return answer(record, tag=transaction.tag)

    @blueprint.post("/domains/<domain>/records/<int:record_id>")
    @Endpoint(
        "Change a record",
        ("domains_write",),
        level="write",
        keeps_limits_of="records",
        body=ChangeRecord,
        beside=DeleteInstead,
        parameters=(WAIT, IF_MATCH),
        statuses=OVERTAKEN,
        answer=RecordChanged | RecordDeleted,
    )
    def change_one(domain: str, record_id: int) -> Response:
        # an empty body is refused later, after the sign-in
        if request.content_length and is_true(read_json(request).get("delete")):
            return delete_one(domain, record_id)
        with transactions.begin() as transaction:
            wanted, seconds = read_data(request, ChangeRecord), wished_seconds()
            changed = actions.change_record(transaction, domain, record_id, wanted.members())
        return answer(with_status(changed, transactions, transaction, domain, seconds), tag=transaction.tag)

    @blueprint.delete("/domains/<domain>/records/<int:record_id>")
    @Endpoint(
        "Delete a record",
        ("domains_write",),
        level="write",
        keeps_limits_of="records",
        parameters=(WAIT, IF_MATCH),
        statuses=OVERTAKEN,
        answer=RecordDeleted,
    )
    def delete_one(domain: str, record_id: int) -> Response:
        with transactions.begin() as transaction:
            seconds = wished_seconds()
            serial = actions.delete_record(transaction, domain, record_id)
        value: RecordDeleted = {"deleted": True, "serial": serial}
        return answer(with_status(value, transactions, transaction, domain, seconds), tag=transaction.tag)


def _records_by_name(blueprint: Blueprint, transactions: Transactions) -> None:
    @blueprint.get("/domains/<domain>/record/", defaults={"name": "", "record_type": None})
    @blueprint.get("/domains/<domain>/record/<name>", defaults={"record_type": None})
    @blueprint.get("/domains/<domain>/record/<name>/<record_type>")
    @Endpoint(
        "List the records of an owner",
        ("domains_read",),
        level="read",
        parameters=(IF_NONE_MATCH,),
        statuses=KNOWN,
        answer=RecordsOfOwner,
    )
    def list_named(domain: str, name: str, record_type: str | None) -> Response:
        with transactions.read() as transaction:
            listed = actions.list_records_by_name(transaction, domain, name, record_type)
        return answer(listed, tag=transaction.tag)

    @blueprint.delete("/domains/<domain>/record/", defaults={"name": "", "record_type": None})
    @blueprint.delete("/domains/<domain>/record/<name>", defaults={"record_type": None})
    @blueprint.delete("/domains/<domain>/record/<name>/<record_type>")
    @Endpoint(
        "Delete the records of an owner",
        ("domains_write",),
        level="write",
        keeps_limits_of="records",
        parameters=(WAIT, IF_MATCH),
        statuses=OVERTAKEN,
        answer=RecordsDeleted,
    )
    def delete_named(domain: str, name: str, record_type: str | None) -> Response:
        return _deleted_many(transactions, domain, name, record_type)


def _deleted_many(transactions: Transactions, domain: str, name: str | None, record_type: str | None) -> Response:
    with transactions.begin() as transaction:
        seconds = wished_seconds()
        serial, deleted = actions.delete_records(transaction, domain, name, record_type)
    value: RecordsDeleted = {"deleted": deleted, "serial": serial}
    return answer(with_status(value, transactions, transaction, domain, seconds), tag=transaction.tag)


def _list_wish() -> ListWish | None:
    """Return which records the request wants, None for all of them."""
    given = request.args
    if not any(parameter.name in given for parameter in LIST_PARAMETERS):
        return None
    page = wished_page(RECORDS_PER_PAGE)
    return ListWish(page, given.get("name"), given.get("type"), given.get("search"), given.get("sort", "name"))
