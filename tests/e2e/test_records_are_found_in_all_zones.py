"""The search for records in all zones of a user, and of everybody for administrators."""

import uuid
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from api.record_search.actions import limited_to
from core.db import create_database_engine
from core.errors import Invalid
from core.settings import DatabaseSettings, Reader
from orchestration.local import environments
from tests.administration import as_admin
from tests.people import Person, new_person, request_as
from tests.stack import Stack


@pytest.fixture(scope="module")
def mark() -> str:
    return f"s{uuid.uuid4().hex[:8]}"


@pytest.fixture(scope="module")
def owner(stack: Stack, mark: str) -> Person:
    """Give somebody with two zones and an alias, and records whose name, content or comment holds the mark."""
    person = new_person(stack)
    for name in ("a", "b", "c"):
        created = person.api("POST", "domains", {"domain": f"{name}.{mark}.org", "dnssecpolicy": "none"})
        assert created.status == 200, created.body
    records = {
        "a": [
            {"name": "www", "type": "A", "content": "192.0.2.77"},
            {"name": "über", "type": "TXT", "content": f"100% {mark}x", "disabled": True},
            {"name": "x", "type": "AAAA", "content": "2001:db8::77", "comment": f"{mark} Noted"},
        ],
        "b": [{"name": "www", "type": "CNAME", "content": f"www.a.{mark}.org"}],
        "c": [{"name": "kept", "type": "A", "content": "192.0.2.77"}],
    }
    for name, wanted in records.items():
        saved = person.api("POST", f"domains/{name}.{mark}.org/records", {"records": wanted})
        assert saved.status == 200, saved.body
    person.api("POST", f"domains/c.{mark}.org", {"aliasof": f"a.{mark}.org"})
    return person


def find(person: Person, **query: Any) -> dict[str, Any]:
    asked = "&".join(f"{name}={str(value).replace('%', '%25')}" for name, value in query.items())
    found: dict[str, Any] = person.api("GET", f"records?{asked}").response
    return found


def names(found: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(record["domain"].split(".")[0], record["name"], record["type"]) for record in found["records"]]


def test_parts_of_contents_are_found_whichever_zone_they_are_in(owner: Person, mark: str) -> None:
    assert names(find(owner, search="2.0.2.77")) == [("a", "www", "A")]
    assert names(find(owner, search="2001:DB8")) == [("a", "x", "AAAA")]
    assert names(find(owner, search=f"100% {mark}X")) == [("a", "über", "TXT")]
    assert names(find(owner, search=f"{mark} noted")) == [("a", "x", "AAAA")]


def test_a_full_name_is_found_and_so_is_what_points_to_it(owner: Person, mark: str) -> None:
    assert names(find(owner, search=f"WWW.a.{mark}.org.")) == [("a", "www", "A")]
    assert names(find(owner, search=f"WWW.a.{mark}.org")) == [("a", "www", "A"), ("b", "www", "CNAME")]
    assert names(find(owner, search="über")) == [("a", "über", "TXT")]


def test_records_are_found_by_type_alone_and_shown_as_in_their_zone(owner: Person, mark: str) -> None:
    found = find(owner, type="a")
    assert names(found) == [("a", "www", "A")]
    listed = owner.api("GET", f"domains/a.{mark}.org/records?type=A").response["records"]
    assert found["records"] == [{"domain": f"a.{mark}.org", **listed[0]}]
    assert names(find(owner, type="CNAME", search="www")) == [("b", "www", "CNAME")]
    assert find(owner, type="A")["is_complete"] is True


def test_pages_together_are_all_that_was_found(owner: Person, mark: str) -> None:
    whole = find(owner, search=f"{mark}.org")["records"]
    parts = [find(owner, search=f"{mark}.org", page=number, per_page=3) for number in (1, 2, 3, 4)]
    assert [record for part in parts for record in part["records"]] == whole
    assert parts[0]["pagination"] == {"page": 1, "per_page": 3, "total": 8, "pages": 3}
    assert parts[3]["records"] == []


def test_a_search_ends_at_so_many_and_says_so(stack: Stack, owner: Person, mark: str) -> None:
    domain_id = owner.api("GET", f"domains/b.{mark}.org").response["id"]
    stack.sql(
        "INSERT INTO records (domain_id, name, type, content, ttl, rdata, disabled, changed_at) "
        f"SELECT {domain_id}, CONCAT('n', seq), 'LOC', 'many', 60, 'many', 1, 1 FROM seq_1_to_5001"
    )
    found = find(owner, type="LOC", per_page=1000, page=5)
    assert (len(found["records"]), found["pagination"]["total"], found["is_complete"]) == (1000, 5000, False)
    stack.sql(f"DELETE FROM records WHERE domain_id = {domain_id} AND type = 'LOC'")


def test_a_search_that_takes_too_long_is_given_up_and_the_next_one_is_not(stack: Stack) -> None:
    engine = create_database_engine(DatabaseSettings.read(Reader(environments.of_api(stack.layout))))
    with Session(engine) as session:
        with pytest.raises(Invalid, match="takes too long"), limited_to(0.2, session):
            session.execute(text("SELECT SUM(a.seq * b.seq) FROM seq_1_to_100000 a, seq_1_to_100000 b"))
        assert session.scalar(text("SELECT @@max_statement_time")) == 0
    engine.dispose()


def test_a_search_that_loses_the_database_says_that_it_is_away(stack: Stack) -> None:
    engine = create_database_engine(DatabaseSettings.read(Reader(environments.of_api(stack.layout))))
    with Session(engine) as session:
        number = session.scalar(text("SELECT CONNECTION_ID()"))

        def ask_after_it_was_killed() -> None:
            stack.sql(f"KILL {number}")
            session.execute(text("SELECT 1"))

        with pytest.raises(OperationalError), limited_to(5, session):
            ask_after_it_was_killed()
    engine.dispose()


@pytest.mark.parametrize("query", ["", "search=", "search=x", "search=%00%00", f"search={'a' * 251}", "type=a&page=0"])
def test_a_search_for_nothing_is_refused(owner: Person, query: str) -> None:
    refused = owner.api("GET", f"records?{query}")
    assert (refused.status, bool(refused.body["error"])) == (400, True)


def test_nobody_finds_the_records_of_others_but_administrators(stack: Stack, owner: Person, mark: str) -> None:
    stranger = new_person(stack)
    assert find(stranger, search=mark)["records"] == []
    found = as_admin(stack, "GET", f"admin/records?search={mark}").response
    assert found == find(owner, search=mark)
    assert owner.api("GET", f"admin/records?search={mark}").status == 403


def test_a_domain_key_finds_what_is_in_its_domain(stack: Stack, owner: Person, mark: str) -> None:
    key = next(iter(owner.api("POST", f"domains/b.{mark}.org/keys", {"description": "one"}).response))
    headers = {"X-Domain": f"b.{mark}.org", "X-Domain-Key": key}
    found = request_as(stack, headers, "GET", f"records?search=www.a.{mark}").response
    assert names(found) == [("b", "www", "CNAME")]
