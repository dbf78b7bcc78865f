"""Pages of records say what they were asked for, and no list costs more statements the longer it is."""

import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, event

from api.app import create_app
from core.settings import ApiSettings, Reader
from orchestration.local import environments
from tests.people import Person, demo_headers, new_person
from tests.stack import Stack

MOST_STATEMENTS = 5
COLUMNS = ("name", "type", "content", "ttl", "priority", "id")


@pytest.fixture(scope="module")
def app(stack: Stack) -> Flask:
    return create_app(ApiSettings.read(Reader(environments.of_api(stack.layout))))


@pytest.fixture(scope="module")
def zone(stack: Stack) -> str:
    name = stack.create_zone(dnssecpolicy="none")
    stack.add(
        name,
        *({"name": f"h{n:03}", "type": "A", "content": f"192.0.2.{n}", "ttl": 60 + n % 7} for n in range(120)),
        *({"name": f"h{n:03}", "type": "TXT", "content": f"100% of_{n}", "comment": f"Noted {n}"} for n in range(40)),
        {"name": "mx", "type": "MX", "content": "b.example.net", "priority": 20},
        {"name": "mx", "type": "MX", "content": "a.example.net", "priority": 10},
        {"name": "Über", "type": "TXT", "content": "Ümläut", "disabled": True},
    )
    return name


@contextmanager
def statements() -> Iterator[list[str]]:
    """Give the statements that are sent to the database meanwhile."""
    sent: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_more: object) -> None:
        sent.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def count(app: Flask, headers: dict[str, str], path: str) -> int:
    """Return how many statements a GET takes once it has been made before."""
    client = app.test_client()
    for _ in range(2):
        with statements() as sent:
            answer = client.get(f"/1.0/{path}", headers=headers)
        assert answer.status_code == 200, answer.json
    return len(sent)


def page(stack: Stack, zone: str, query: str) -> dict[str, Any]:
    answer: dict[str, Any] = stack.api("GET", f"domains/{zone}/records?{query}").response
    return answer


def ids(answer: dict[str, Any]) -> list[int]:
    return [record["id"] for record in answer["records"]]


def test_without_parameters_the_list_is_the_whole_one(stack: Stack, zone: str) -> None:
    whole = stack.api("GET", f"domains/{zone}/records").response
    assert whole.keys() == {"records", "hasNS", "soa"}
    assert len(whole["records"]) == 165


def test_pages_together_are_the_whole_list(stack: Stack, zone: str) -> None:
    whole = stack.api("GET", f"domains/{zone}/records").response
    pages = [page(stack, zone, f"page={number}&per_page=50") for number in (1, 2, 3, 4, 5)]
    assert [record for part in pages for record in part["records"]] == whole["records"]
    assert [len(part["records"]) for part in pages] == [50, 50, 50, 15, 0]
    assert pages[1]["pagination"] == {"page": 2, "per_page": 50, "total": 165, "pages": 4}
    assert all(part["hasNS"] is True and part["soa"] == whole["soa"] for part in pages)
    assert page(stack, zone, "page=1")["pagination"]["per_page"] == 100


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("name=h007", 2),
        ("name=H007&type=txt", 1),
        ("name=@", 2),
        ("type=NS", 2),
        ("type=NAPTR", 0),
        ("search=h01", 20),
        ("search=NOTED 3", 11),
        ("search=100%25 of", 40),
        ("search=100_ of", 0),
        ("search=of_1", 11),
        ("search=%C3%BCML%C3%84UT", 1),
        ("search=%C3%BCber", 1),
        ("search=nothing", 0),
        ("search=", 165),
        ("search=192.0.2&type=A&name=h009", 1),
    ],
)
def test_filters_choose_what_is_counted_and_shown(stack: Stack, zone: str, query: str, expected: int) -> None:
    found = page(stack, zone, f"{query}&per_page=1000")
    assert (len(found["records"]), found["pagination"]["total"]) == (expected, expected)
    parts = [page(stack, zone, f"{query}&per_page=7&page={number}") for number in (1, 2)]
    assert [record for part in parts for record in part["records"]] == found["records"][:14]
    assert {part["pagination"]["total"] for part in parts} == {expected}
    assert found["hasNS"] is True


@pytest.mark.parametrize("column", ["name", "type", "ttl", "content", "changed_at"])
def test_sorts_go_both_ways(stack: Stack, zone: str, column: str) -> None:
    up = page(stack, zone, f"sort={column}&per_page=1000")
    down = page(stack, zone, f"sort=-{column}&per_page=1000")
    assert ids(down) == ids(up)[::-1]
    keys = [record[column] for record in up["records"] if str(record[column]).isascii() and record["name"] != "Über"]
    if column != "content":
        # names by their stored form; texts in the order of the database
        assert all(earlier <= later for earlier, later in pairwise(keys) if "ü" not in f"{earlier}{later}")


@pytest.mark.parametrize(
    ("above", "owners"),
    [("10.in-addr.arpa", ["1", "10", "2", "100", "20"]), ("d.f.ip6.arpa", ["1.0", "0.1", "f.0", "0.0"])],
)
def test_pages_of_reverse_zones_come_in_the_order_of_their_addresses(
    stack: Stack, above: str, owners: list[str]
) -> None:
    number = uuid.uuid4().int
    labels = [str(number % 250), str(number // 250 % 250)] if "in-addr" in above else list(f"{number:x}"[:8])
    name = ".".join([*labels, above])
    assert stack.api("POST", "domains", {"domain": name}).status == 200
    stack.add(name, *({"name": owner, "type": "PTR", "content": "h.example.net"} for owner in owners))
    whole = stack.api("GET", f"domains/{name}/records").response
    assert page(stack, name, "per_page=1000")["records"] == whole["records"]


@pytest.mark.parametrize(
    "query",
    [
        *("page=0", "per_page=0", "per_page=1001", "page=x", "sort=id", "sort=", "type=%C3%BC", "name=a..b"),
        *(f"search={'x' * 251}", "search=%00"),
    ],
)
def test_what_cannot_be_understood_is_refused(stack: Stack, zone: str, query: str) -> None:
    assert stack.api("GET", f"domains/{zone}/records?{query}").status == 400


def test_a_page_is_not_sent_again_while_the_zone_is_the_same(stack: Stack, zone: str) -> None:
    tag = stack.api("GET", f"domains/{zone}/records?page=2").headers["ETag"]
    url = f"{stack.info['api']['url']}/1.0/domains/{zone}/records?page=2"
    assert stack.session.get(url, headers={"If-None-Match": tag}, timeout=30).status_code == 304


@pytest.mark.parametrize(
    "query", ["", "?page=2&per_page=50", "?name=h001", "?type=A", "?search=h0", "?search=nothing", "?sort=-ttl"]
)
def test_records_are_read_by_few_statements(stack: Stack, app: Flask, zone: str, query: str) -> None:
    assert count(app, demo_headers(stack), f"domains/{zone}/records{query}") <= MOST_STATEMENTS


def test_the_history_is_read_by_few_statements(stack: Stack, app: Flask, zone: str) -> None:
    assert count(app, demo_headers(stack), f"domains/{zone}/history") <= MOST_STATEMENTS


def test_a_thousand_zones_are_listed_by_few_statements(stack: Stack, app: Flask) -> None:
    owner = new_person(stack)
    few = count(app, owner.headers, "domains")
    page = "domains?page=1&records=1&search=.o"
    few_for_a_page = count(app, owner.headers, page)
    own_zones(stack, owner, 1000)
    with statements():
        listed = app.test_client().get("/1.0/domains", headers=owner.headers)
    assert listed.json is not None
    assert len(listed.json["response"]) == 1000
    assert count(app, owner.headers, "domains") == few <= MOST_STATEMENTS
    # who signs in, the counts, the page, and for all of its domains together the names, records and labels
    assert count(app, owner.headers, page) == few_for_a_page <= MOST_STATEMENTS + 3


def own_zones(stack: Stack, owner: Person, number: int) -> None:
    """Give somebody zones that the worker does not care about: they are disabled and retired."""
    now = time.time_ns() // 1_000_000
    mark = uuid.uuid4().hex[:8]
    rows = ",".join(
        f"('z{n}-{mark}.org', 'z{n}-{mark}.org', 1, 86400, 'default', 'ns.x.', 'a.x.', 1, 1, 1, 1, 1,"
        f" {now}, {now}, {now}, 0, 0)"
        for n in range(number)
    )
    stack.sql(
        "INSERT INTO domains (name, live_name, disabled, default_ttl, dnssec_policy, soa_primary, soa_admin,"
        " soa_refresh, soa_retry, soa_expire, soa_minimum, serial, created_at, saved_at, retired_at,"
        f" failed_attempts, next_attempt_at) VALUES {rows};"
        "INSERT INTO domain_access (domain_id, user_id, level) SELECT domains.id, users.id, 'owner' FROM domains,"
        f" users WHERE domains.name LIKE 'z%-{mark}.org' AND users.email = '{owner.email}';"
    )
