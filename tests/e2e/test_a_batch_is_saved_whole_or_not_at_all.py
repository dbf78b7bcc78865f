"""The batch of API 1.0 (§10.6): order, errors by index, what is echoed, and that a refusal saves nothing."""

from typing import Any

import pytest

from core.zone.serials import serial_gt
from tests.people import plain_zone, state_of
from tests.stack import Answer, Stack

REFUSED = "There was errors with the records provided."
MEMBERS = [
    *("id", "remote_domain_id", "name", "type", "content", "ttl", "priority"),
    *("changed_at", "changed_by", "comment", "disabled"),
]
A = {"type": "A", "content": "192.0.2.1"}


@pytest.fixture
def zone(stack: Stack) -> str:
    return plain_zone(stack)


def batch(stack: Stack, zone: str, *records: Any) -> Answer:
    return stack.api("POST", f"domains/{zone}/records", {"records": list(records)})


def test_created_records_are_echoed_as_they_were_stored(stack: Stack, zone: str) -> None:
    answer = batch(
        stack,
        zone,
        {"name": "WWW", "type": "a", "content": " 192.0.2.7 "},
        {"name": "", "type": "MX", "content": "Mail.Example.NET.", "priority": "10", "ttl": "300", "comment": "a\nb"},
        {"name": "off", "type": "TXT", "content": "hello", "disabled": "on", "ttl": 0},
    ).response
    assert list(answer["changed"][0]) == [*MEMBERS, "updated"]
    shown = [tuple(record[name] for name in MEMBERS[2:7]) for record in answer["changed"]]
    assert shown == [
        ("www", "A", "192.0.2.7", 86400, None),
        ("", "MX", "mail.example.net", 300, 10),
        ("off", "TXT", "hello", 86400, None),
    ]
    assert [record["comment"] for record in answer["changed"]] == [None, "a\nb", None]
    assert [record["disabled"] for record in answer["changed"]] == [False, False, True]
    listed = {record["id"]: record for record in stack.api("GET", f"domains/{zone}/records").response["records"]}
    for record in answer["changed"]:
        assert record.pop("updated") is True
        assert isinstance(record["changed_by"], int)
        assert listed[record["id"]] == record


def test_deletes_are_carried_out_first_and_shown_first(stack: Stack, zone: str) -> None:
    old = batch(stack, zone, {"name": "x", "type": "CNAME", "content": "a.example.net"}).response["changed"][0]
    answer = batch(stack, zone, {"name": "x", **A}, {"id": old["id"], "delete": "true"}).response
    assert [("deleted" in record, "updated" in record) for record in answer["changed"]] == [
        (True, False),
        (False, True),
    ]
    del old["updated"]
    assert answer["changed"][0] == {**old, "deleted": True}
    named = stack.api("GET", f"domains/{zone}/record/x").response["records"]
    assert [record["type"] for record in named] == ["A"]


def test_one_batch_is_one_version(stack: Stack, zone: str) -> None:
    serial = stack.api("GET", f"domains/{zone}/records").response["soa"]["serial"]
    answer = batch(stack, zone, *({"name": f"n{n}", **A} for n in range(20))).response
    assert answer["serial"] == serial + 1
    assert stack.api("GET", f"domains/{zone}").response["SOA"]["serial"] == serial + 1


@pytest.mark.parametrize("data", [{}, [], {"records": []}, {"records": None}, {"other": 1}])
def test_nothing_to_change_is_no_version(stack: Stack, zone: str, data: object) -> None:
    serial = stack.api("GET", f"domains/{zone}/records").response["soa"]["serial"]
    answer = stack.api("POST", f"domains/{zone}/records", body={"data": data}).response
    assert answer == {"serial": serial, "changed": []}


@pytest.mark.parametrize("body", [{"records": []}, {"data": None}, {"data": 7}, {"data": "x"}, {"data": [1]}])
def test_data_has_to_be_there(stack: Stack, zone: str, body: object) -> None:
    assert stack.api("POST", f"domains/{zone}/records", body=body).status == 400


def test_an_update_that_changes_nothing_is_left_out(stack: Stack, zone: str) -> None:
    first, second = batch(
        stack, zone, {"name": "a", "ttl": 300, **A}, {"name": "m", "type": "MX", "content": "mx.a.org", "priority": 1}
    ).response["changed"]
    before = state_of(stack, zone)
    same = (
        {"id": first["id"]},
        {"id": str(second["id"]), "content": "MX.A.ORG.", "priority": "1", "ttl": "1d", "disabled": "no"},
    )
    answer = batch(stack, zone, *same).response
    assert (answer["changed"], answer["serial"]) == ([], before[0]["SOA"]["serial"])  # type: ignore[index]
    assert state_of(stack, zone) == before
    changed = batch(stack, zone, same[0], {**same[1], "ttl": 5}).response["changed"]
    assert [(record["id"], record["ttl"]) for record in changed] == [(second["id"], 5)]


@pytest.mark.parametrize(
    ("change", "member", "stored"),
    [
        ({"name": "b"}, "name", "b"),
        ({"name": "@"}, "name", ""),
        ({"content": "192.0.2.2"}, "content", "192.0.2.2"),
        ({"type": "TXT", "content": "x"}, "type", "TXT"),
        ({"ttl": "1w"}, "ttl", 604800),
        ({"disabled": 1}, "disabled", True),
        ({"comment": "why"}, "comment", "why"),
    ],
)
def test_only_the_members_given_are_changed(
    stack: Stack, zone: str, change: dict[str, Any], member: str, stored: object
) -> None:
    record = batch(stack, zone, {"name": "a", "ttl": 300, **A}).response["changed"][0]
    (updated,) = batch(stack, zone, {"id": record["id"], **change}).response["changed"]
    assert updated[member] == stored
    untouched = set(MEMBERS) - {*change, "changed_at"}
    assert {name: updated[name] for name in untouched} == {name: record[name] for name in untouched}


def test_errors_are_told_by_the_index_of_their_entry_as_text(stack: Stack, zone: str) -> None:
    before = state_of(stack, zone)
    answer = batch(
        stack,
        zone,
        {"name": "good", **A},
        {"name": "bad", "type": "A", "content": "x"},
        {"id": 2**70},
        {"id": "x", "delete": True},
        7,
        {"name": "same", **A},
        {"name": "same", **A},
    )
    assert (answer.status, answer.body["error"]) == (400, REFUSED)
    errors = answer.body["errorData"]
    assert set(errors) == {"1", "2", "3", "4", "6"}
    assert "already exists" in errors["6"]
    assert errors["1"].startswith("Unable to validate record: Content must be a valid IPv4")
    assert errors["2"] == f"No such record ID: {2**70}"
    assert state_of(stack, zone) == before


def test_a_single_error_in_the_first_entry_is_an_object_too(stack: Stack, zone: str) -> None:
    assert set(batch(stack, zone, {"name": "a", "type": "FOO", "content": "x"}).body["errorData"]) == {"0"}


def test_a_failing_zone_check_saves_nothing_and_says_why(stack: Stack, zone: str) -> None:
    before = state_of(stack, zone)
    servers = [record["id"] for record in stack.api("GET", f"domains/{zone}/record/").response["records"]]
    for entries in (
        [{"id": record_id, "delete": True} for record_id in servers],
        [{"id": record_id, "disabled": True} for record_id in servers],
        [{"name": "", "type": "NS", "content": f"ns1.{zone}"}],
        [{"name": "", "type": "MX", "content": f"mail.{zone}", "priority": 10}],
        [{"name": "", "type": "DNAME", "content": "a.org"}, {"name": "www", **A}],
        [{"name": "sub", "type": "DS", "content": f"1 13 2 {'00' * 32}"}],
    ):
        answer = batch(stack, zone, *entries)
        assert (answer.status, answer.body["error"]) == (400, REFUSED), entries
        assert list(answer.body["errorData"]) == ["checkzone"]
        assert all(isinstance(line, str) for line in answer.body["errorData"]["checkzone"])
        assert state_of(stack, zone) == before


def test_warnings_of_the_zone_check_come_with_the_success(stack: Stack, zone: str) -> None:
    entries = [{"name": "sub", "type": "NS", "content": f"ns.sub.{zone}"}]
    answer = batch(stack, zone, *entries).response
    assert any(f"ns.sub.{zone}" in line for line in answer["zonecheck"])
    ttls = batch(
        stack, zone, {"name": "t", "ttl": 5, **A}, {"name": "t", "ttl": 6, "type": "A", "content": "192.0.2.2"}
    )
    assert any("TTL" in line for line in ttls.response["zonecheck"])


def test_a_delete_without_an_id_is_ignored_and_one_twice_is_not(stack: Stack, zone: str) -> None:
    record = batch(stack, zone, {"name": "a", **A}, {"delete": True, "name": 7}).response["changed"]
    assert len(record) == 1
    twice = batch(stack, zone, *[{"id": record[0]["id"], "delete": True}] * 2)
    assert twice.body["errorData"] == {"1": f"No such record ID: {record[0]['id']}"}
    assert batch(stack, zone, {"id": record[0]["id"], "delete": 1}).response["changed"][0]["deleted"] is True


def test_a_large_batch_is_one_version_and_a_larger_one_is_refused(stack: Stack, zone: str) -> None:
    deep = ".".join(["x"] * 3)
    answer = batch(stack, zone, *({"name": f"{deep}.h{n}", **A} for n in range(3000))).response
    assert len(answer["changed"]) == 3000
    gone = batch(stack, zone, *({"id": record["id"], "delete": True} for record in answer["changed"])).response
    # the worker may have lifted the serial of the first one meanwhile
    assert serial_gt(gone["serial"], answer["serial"])
    count = "SELECT COUNT(*) FROM zone_changes JOIN domains ON domains.id = domain_id WHERE domains.name ="
    assert stack.sql(f"{count} '{zone}'") == [["3"]]
    assert batch(stack, zone, *[{}] * 20_001).status == 400


@pytest.mark.parametrize("ttl", [1, "1w", 2**31 - 1])
def test_a_record_of_any_ttl_is_served(stack: Stack, ttl: object) -> None:
    zone = stack.new_zone()
    changed = stack.add(zone, {"name": "t", "ttl": ttl, **A}, wait=30)
    assert changed["status"]["state"] == "live"
    for port in stack.public_ports.values():
        message = stack.ask(port, f"t.{zone}", "A")
        assert message is not None
        assert message.answer[0].ttl == changed["changed"][0]["ttl"]
