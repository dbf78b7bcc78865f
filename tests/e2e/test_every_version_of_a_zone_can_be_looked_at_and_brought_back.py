"""The history of a zone: who made which version through what, the zone as it was, and its restoration."""

import random
import uuid
from itertools import pairwise
from typing import Any

import pytest

from core.zone.serials import serial_gt
from tests.people import Person, basic, new_person, plain_zone, request_as, send, state_of
from tests.stack import Stack

MEMBERS = ("name", "type", "content", "ttl", "priority", "comment", "disabled")
FILE = "@ SOA ns9.example.net. boss.example.net. 1 2 3 4 5\n@ NS ns1.example.net.\nwww A 192.0.2.7\nmany TXT one\n"

Contents = list[tuple[Any, ...]]


@pytest.fixture
def zone(stack: Stack) -> str:
    return plain_zone(stack)


def contents(records: list[dict[str, Any]]) -> Contents:
    return sorted((tuple(record[member] for member in MEMBERS) for record in records), key=repr)


def present(stack: Stack, zone: str) -> tuple[int, Contents, dict[str, Any]]:
    listed = stack.api("GET", f"domains/{zone}/records").response
    soa = {name: value for name, value in listed["soa"].items() if name not in {"serial", "min_ttl"}}
    return listed["soa"]["serial"], contents(listed["records"]), soa


def history(stack: Stack, zone: str, query: str = "") -> Any:
    return stack.api("GET", f"domains/{zone}/history{query}").response


def test_every_version_says_who_made_it_through_what_and_what_it_did(stack: Stack, other: Person, zone: str) -> None:
    stack.add(zone, {"name": "www", "type": "A", "content": "192.0.2.1"})
    access = {"access": {other.email: "write"}}
    assert stack.api("POST", f"domains/{zone}/access", access).status == 200
    answer = send(
        stack,
        "POST",
        f"/1.0/domains/{zone}/records",
        '{"data": {"add": [{"name": "www", "type": "A", "content": "192.0.2.2"}]}}',
        other.headers | {"X-Request-ID": "of-this-story"},
    )
    assert answer.status == 200, answer.body
    stack.api("POST", f"domains/{zone}", {"SOA": {"refresh": 4711}}).response  # noqa: B018 - fails if refused
    told = history(stack, zone)
    assert [version["reason"] for version in told["history"]] == [
        "update",
        "update_records",
        "update_records",
        "create",
    ]
    serials = [version["serial"] for version in told["history"]]
    assert all(serial_gt(later, earlier) for later, earlier in pairwise(serials))
    assert told["pagination"] == {"page": 1, "per_page": 50, "total": 4, "pages": 1}
    soa, theirs, mine, created = told["history"]
    assert (theirs["actor"], theirs["through"], theirs["key_description"]) == (other.email, "api_key", "all")
    assert theirs["address"] == "127.0.0.1"
    assert theirs["request_id"] == "of-this-story"
    assert theirs["impersonator"] is None
    assert theirs["counts"] == {"added": 1, "removed": 0, "changed": 0}
    assert theirs["summary"] == mine["summary"] == "added www A"
    assert soa["summary"] == "changed the SOA"
    assert created["counts"]["added"] == 2
    assert created["changed_at"] <= mine["changed_at"] <= theirs["changed_at"]


def test_who_acts_for_somebody_stands_in_the_history(stack: Stack, other: Person) -> None:
    support = new_person(stack)
    stack.sql(
        "INSERT INTO user_permissions (user_id, permission)"
        f" SELECT id, 'impersonate_users' FROM users WHERE email = '{support.email}';"
    )
    zone = f"i{uuid.uuid4().hex[:12]}.org"
    headers = basic(support.email, support.password) | {"X-Impersonate": other.email}
    answer = request_as(stack, headers, "POST", "domains", {"domain": zone})
    assert answer.status == 200, answer.body
    (version,) = other.api("GET", f"domains/{zone}/history").response["history"]
    assert (version["actor"], version["impersonator"]) == (other.email, support.email)


def test_the_history_comes_in_pages(stack: Stack, zone: str) -> None:
    for number in range(5):
        stack.add(zone, {"name": f"n{number}", "type": "A", "content": "192.0.2.1"})
    everything = history(stack, zone)["history"]
    pages = [history(stack, zone, f"?page={page}&per_page=4") for page in (1, 2, 3)]
    assert [version for page in pages for version in page["history"]] == everything
    assert pages[1]["pagination"] == {"page": 2, "per_page": 4, "total": 6, "pages": 2}
    for query in ("?page=0", "?per_page=1001", "?page=x", "?page=1e1", f"?page={'9' * 40}"):
        assert stack.api("GET", f"domains/{zone}/history{query}").status == 400, query


def test_every_earlier_state_is_told_and_comes_back(stack: Stack, zone: str) -> None:
    chance = random.Random(7)
    states = [present(stack, zone)]
    for step in range(24):
        edit(stack, zone, chance, step)
        state = present(stack, zone)
        if state[0] != states[-1][0]:
            states.append(state)
    assert len(history(stack, zone)["history"]) == len(states)
    for serial, records, soa in states:
        told = stack.api("GET", f"domains/{zone}/history/{serial}").response
        assert contents(told["records"]) == records, serial
        assert told["soa"] == soa
    for serial, records, soa in chance.sample(states, 8):
        plan = stack.api("POST", f"domains/{zone}/restore/{serial}?dry_run=1").response
        before = present(stack, zone)
        restored = stack.api("POST", f"domains/{zone}/restore/{serial}").response
        after = present(stack, zone)
        assert after[1:] == (records, soa)
        assert after[0] == restored["serial"] == plan["serial"]
        if after[0] != before[0]:
            version = stack.api("GET", f"domains/{zone}/history/{after[0]}").response
            assert version["version"]["reason"] == "restore"
            assert version["difference"]["removed"] == plan["difference"]["removed"]
            assert contents(version["difference"]["added"]) == contents(plan["difference"]["added"])
            assert contents(version["records"]) == records


def edit(stack: Stack, zone: str, chance: random.Random, step: int) -> None:
    """Change something at random; it may be refused."""
    records = stack.api("GET", f"domains/{zone}/records").response["records"]
    kind = chance.choice(["add", "add", "change", "delete", "name", "import", "merge", "soa", "all", "values"])
    a_record = {"name": f"n{chance.randrange(6)}", "type": "A", "content": f"192.0.2.{step}"}
    path, verb = f"domains/{zone}/records", "POST"
    data: dict[str, Any] | None = None
    if kind == "add":
        data = {"records": [a_record, a_record | {"type": "TXT", "content": 'a "quoted" ü; text', "comment": "c"}]}
    elif kind == "values":
        data = {"add": [a_record], "remove": [{"name": "n1", "type": "TXT", "content": 'a "quoted" ü; text'}]}
    elif kind in {"change", "delete"} and records:
        chosen = chance.choice(records)
        change: dict[str, Any] = (
            {"delete": True} if kind == "delete" else {"ttl": 60 + step, "disabled": chance.random() < 0.3}
        )
        data = {"records": [{"id": chosen["id"], **change}]}
    elif kind == "name":
        path, verb = f"domains/{zone}/record/n{chance.randrange(6)}", "DELETE"
    elif kind in {"import", "merge"}:
        text = FILE + "".join(f"i{chance.randrange(5)} TXT {chance.randrange(9)}\n" for _ in range(3))
        path, data = f"domains/{zone}/import?mode={'merge' if kind == 'merge' else 'replace'}", {"zone": text}
    elif kind == "soa":
        path, data = f"domains/{zone}", {"SOA": {"refresh": 1000 + step}}
    elif kind == "all":
        verb = "DELETE"
    stack.api(verb, path, data)


def test_a_record_that_was_deleted_comes_back_under_its_id(stack: Stack, zone: str) -> None:
    added = stack.add(
        zone, {"name": "www", "type": "A", "content": "192.0.2.1"}, {"name": "b", "type": "TXT", "content": "x"}
    )
    ids = [record["id"] for record in added["changed"]]
    stack.api("DELETE", f"domains/{zone}/record/www").response  # noqa: B018 - fails if refused
    stack.add(zone, {"id": ids[1], "content": "y"})
    stack.api("POST", f"domains/{zone}/restore/{added['serial']}").response  # noqa: B018 - fails if refused
    restored = {
        record["id"]: record["content"] for record in stack.api("GET", f"domains/{zone}/records").response["records"]
    }
    assert (restored[ids[0]], restored[ids[1]]) == ("192.0.2.1", "x")


def test_restoring_the_present_state_makes_no_version(stack: Stack, zone: str) -> None:
    serial, *_ = present(stack, zone)
    restored = stack.api("POST", f"domains/{zone}/restore/{serial}").response
    assert restored["serial"] == serial
    assert restored["counts"] == {"added": 0, "removed": 0, "changed": 0}
    assert len(history(stack, zone)["history"]) == 1


def test_a_restoration_is_served(stack: Stack) -> None:
    zone = stack.new_zone()
    added = stack.add(zone, {"name": "www", "type": "A", "content": "192.0.2.1"})
    stack.add(zone, {"id": added["changed"][0]["id"], "content": "192.0.2.2"}, wait=30)
    restored = stack.api("POST", f"domains/{zone}/restore/{added['serial']}?wait=30").response
    assert restored["status"]["state"] == "live"
    for port in stack.public_ports.values():
        assert stack.values(port, f"www.{zone}", "A") == {"192.0.2.1"}


def test_a_restoration_wants_the_state_it_was_decided_on(stack: Stack, zone: str) -> None:
    first, *_ = present(stack, zone)
    old = stack.api("GET", f"domains/{zone}/records").headers["ETag"]
    stack.add(zone, {"name": "www", "type": "A", "content": "192.0.2.1"})
    before = state_of(stack, zone)
    refused = stack.api("POST", f"domains/{zone}/restore/{first}", headers={"If-Match": old})
    assert refused.status == 412
    assert state_of(stack, zone) == before


@pytest.mark.parametrize("path", ["history/1", "restore/1"])
def test_a_version_that_never_was_is_unknown(stack: Stack, zone: str, path: str) -> None:
    answer = stack.api("POST" if path.startswith("restore") else "GET", f"domains/{zone}/{path}")
    assert (answer.status, answer.body["error"]) == (400, f"{zone} has no version 1.")


def test_the_history_of_somebody_elses_zone_is_not_told(stack: Stack, other: Person, zone: str) -> None:
    serial, *_ = present(stack, zone)
    for verb, path in (("GET", "history"), ("GET", f"history/{serial}"), ("POST", f"restore/{serial}")):
        answer = other.api(verb, f"domains/{zone}/{path}")
        assert (answer.status, answer.body["error"]) == (400, f"Unknown domain: {zone}")


def test_a_version_from_before_summaries_is_summed_up_when_it_is_read(stack: Stack, zone: str) -> None:
    stack.add(zone, {"name": "www", "type": "A", "content": "192.0.2.1"})
    told = history(stack, zone)["history"]
    stack.sql(
        "UPDATE zone_changes JOIN domains ON domains.id = domain_id SET added = NULL, removed = NULL, changed = NULL,"
        f" summary = NULL WHERE domains.name = '{zone}';"
    )
    assert history(stack, zone)["history"] == told
