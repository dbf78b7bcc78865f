"""The audit log: events and versions of zones in one list, each with a sentence, found by type, actor and words."""

import json
from typing import Any

import pytest

from tests.administration import as_admin
from tests.people import Person, plain_zone
from tests.stack import Stack

A_RECORD = {"records": [{"name": "www", "type": "A", "content": "192.0.2.1"}]}


def entries(stack: Stack, **filters: str) -> list[dict[str, Any]]:
    query = "&".join(f"filter[{name}]={value}" for name, value in filters.items())
    found: list[dict[str, Any]] = as_admin(stack, "GET", f"system/audit/list?{query}").response["entries"]
    return found


def test_what_happens_to_a_domain_is_told_newest_first(stack: Stack, other: Person) -> None:
    zone = plain_zone(stack)
    number = stack.api("GET", f"domains/{zone}").response["id"]
    for verb, path, data in (
        ("POST", "/records", A_RECORD),
        ("POST", "/access", {"access": {other.email: "write"}}),
        ("POST", "", {"defaultttl": 300}),
        ("GET", "/sync", None),
        ("DELETE", "", None),
    ):
        assert stack.api(verb, f"domains/{zone}{path}", data).status == 200
    found = entries(stack, search=zone)
    assert [entry["type"] for entry in found] == [
        "domain.delete",
        "domain.sync",
        "domain.updated",
        "domain.access.changed",
        "domain.records.changed",
        "domain.add",
    ]
    assert {entry["actor"] for entry in found} == {stack.info["user"]["email"]}
    assert {entry["key"] for entry in found} == {"demo"}
    assert [entry["time"] for entry in found] == sorted((entry["time"] for entry in found), reverse=True)
    by_type = {entry["type"]: entry for entry in found}
    assert by_type["domain.access.changed"]["summary"] == f"Gave {other.email} the level write on {zone}"
    assert json.loads(by_type["domain.access.changed"]["args"]) == [number, other.email, "write"]
    assert json.loads(by_type["domain.delete"]["args"]) == [number, zone]
    assert by_type["domain.updated"]["extendedsummary"].endswith("defaultttl: 86400 → 300")
    assert "www" in by_type["domain.records.changed"]["extendedsummary"]
    for entry in found:
        assert as_admin(stack, "GET", f"system/audit/{entry['id']}").response == entry


def test_entries_are_found_by_type_actor_and_words(stack: Stack, other: Person) -> None:
    answer = other.api("POST", "domains", {"domain": f"x{other.email[:13]}.org"})
    zone = answer.response["domain"]
    other.api("POST", f"domains/{zone}/records", A_RECORD)
    assert {entry["actor"] for entry in entries(stack, actor=other.email[:13])} == {other.email}
    [added] = entries(stack, type="domain.add", search=zone)
    assert added["summary"] == f"Created {zone}"
    [changed] = entries(stack, type="domain.records.changed", search=zone)
    assert changed["id"] % 2 == 1
    assert entries(stack, type="domain.sync", search=zone) == []
    assert entries(stack, search="%") == entries(stack, search="%25")
    assert as_admin(stack, "GET", "system/audit/list?filter[colour]=red").status == 400


def test_the_pages_hold_every_entry_once(stack: Stack) -> None:
    zone = plain_zone(stack)
    for number in range(60):
        record = {"name": f"h{number}", "type": "A", "content": "192.0.2.1"}
        assert stack.api("POST", f"domains/{zone}/records", {"records": [record]}).status == 200
    pages = [as_admin(stack, "GET", f"system/audit/list?page={page}&filter[search]={zone}").response for page in (1, 2)]
    assert [len(page["entries"]) for page in pages] == [50, 11]
    assert pages[0]["pagination"] == {"page": 1, "totalPages": 2, "total": 61}
    assert len({entry["id"] for page in pages for entry in page["entries"]}) == 61
    # a page that is not there is the last
    assert as_admin(stack, "GET", f"system/audit/list?page=9&filter[search]={zone}").response == pages[1]


@pytest.mark.parametrize("number", [2**40, 2**40 + 1, 2**80])
def test_an_entry_that_does_not_exist_is_said_to(stack: Stack, number: int) -> None:
    answer = as_admin(stack, "GET", f"system/audit/{number}")
    assert (answer.status, answer.body["error"].startswith("Error loading audit entry.")) == (400, True)


def test_the_log_is_for_who_may_read_it(stack: Stack) -> None:
    assert stack.api("GET", "system/audit/list").status == 403
