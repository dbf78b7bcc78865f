"""Single records, and records by name and type (API 1.0 §10.6)."""

from typing import Any

import pytest

from tests.people import plain_zone, state_of
from tests.stack import Stack


@pytest.fixture
def zone(stack: Stack) -> str:
    return plain_zone(stack)


@pytest.fixture
def record(stack: Stack, zone: str) -> dict[str, Any]:
    found: dict[str, Any] = stack.add(zone, {"name": "www", "type": "A", "content": "192.0.2.1", "ttl": 300})[
        "changed"
    ][0]
    return found


def test_a_record_is_changed_by_its_id(stack: Stack, zone: str, record: dict[str, Any]) -> None:
    serial = stack.api("GET", f"domains/{zone}").response["SOA"]["serial"]
    changed = stack.api(
        "POST", f"domains/{zone}/records/{record['id']}", {"ttl": "1h", "content": "192.0.2.2"}
    ).response
    assert (changed["name"], changed["ttl"], changed["content"]) == (f"www.{zone}", 3600, "192.0.2.2")
    assert not {"updated", "serial"} & changed.keys()
    assert stack.api("GET", f"domains/{zone}/records/{record['id']}").response == changed
    assert stack.api("GET", f"domains/{zone}").response["SOA"]["serial"] == serial + 1


def test_a_change_that_changes_nothing_makes_no_version(stack: Stack, zone: str, record: dict[str, Any]) -> None:
    before = state_of(stack, zone)
    for data in ({}, {"ttl": "300"}, {"id": 5, "name": "WWW"}):
        assert stack.api("POST", f"domains/{zone}/records/{record['id']}", data).status == 200
    assert state_of(stack, zone) == before


@pytest.mark.parametrize(
    "data",
    [{"content": "x"}, {"type": "SOA"}, {"name": "a..b"}, {"ttl": -1}, {"priority": 5}, {"name": "", "type": "CNAME"}],
)
def test_a_bad_change_is_refused_with_a_list_of_reasons(
    stack: Stack, zone: str, record: dict[str, Any], data: dict[str, Any]
) -> None:
    before = state_of(stack, zone)
    answer = stack.api("POST", f"domains/{zone}/records/{record['id']}", data)
    assert (answer.status, answer.body["error"]) == (400, "Error updating record.")
    assert isinstance(answer.body["errorData"], list)
    assert answer.body["errorData"]
    assert state_of(stack, zone) == before


def test_a_record_can_be_deleted_in_two_ways(stack: Stack, zone: str, record: dict[str, Any]) -> None:
    serial = stack.api("GET", f"domains/{zone}").response["SOA"]["serial"]
    path = f"domains/{zone}/records/{record['id']}"
    for number, (verb, body) in enumerate((("DELETE", None), ("POST", {"data": {}, "delete": "true"})), start=1):
        assert stack.api(verb, path, body=body).response == {"deleted": True, "serial": serial + 2 * number - 1}
        again = stack.api("DELETE", path)
        assert (again.status, again.body["error"]) == (400, f"Unknown record id: {path.rpartition('/')[2]}")
        added = stack.add(zone, {"name": "www", "type": "A", "content": "192.0.2.1"})["changed"][0]
        path = f"domains/{zone}/records/{added['id']}"


@pytest.mark.parametrize("record_id", ["0", "99999999", str(2**63), str(2**70), "9" * 400])
@pytest.mark.parametrize(("verb", "data"), [("GET", None), ("POST", {"ttl": 5}), ("DELETE", None)])
def test_an_unknown_id_is_refused(stack: Stack, zone: str, verb: str, data: object, record_id: str) -> None:
    answer = stack.api(verb, f"domains/{zone}/records/{record_id}", data)
    assert (answer.status, answer.body["error"]) == (400, f"Unknown record id: {record_id}")


def test_records_are_found_and_deleted_by_name_and_type(stack: Stack, zone: str, record: dict[str, Any]) -> None:
    stack.add(
        zone,
        {"name": "www", "type": "A", "content": "192.0.2.2"},
        {"name": "www", "type": "AAAA", "content": "2001:db8::1"},
        {"name": "www.www", "type": "A", "content": "192.0.2.1"},
        {"name": "bücher", "type": "A", "content": "192.0.2.1"},
    )

    def count(path: str) -> int:
        found = stack.api("GET", f"domains/{zone}/record/{path}").response
        assert list(found) == ["records", "hasNS"]
        assert found["hasNS"] is True
        return len(found["records"])

    assert [count(path) for path in ("www", "WWW", f"www.{zone}.", "www/a", "www/AAAA", "www/MX")] == [3, 3, 3, 2, 1, 0]
    assert [count(path) for path in ("b%C3%BCcher", "xn--bcher-kva", "www/SOA", "nothing", "@/NS")] == [1, 1, 0, 0, 2]
    serial = stack.api("GET", f"domains/{zone}").response["SOA"]["serial"]
    for path, deleted, version in (
        ("www/a", 2, 1),
        ("www/a", 0, 1),
        ("www", 1, 2),
        ("www", 0, 2),
        ("B%C3%BCcher", 1, 3),
    ):
        answer = stack.api("DELETE", f"domains/{zone}/record/{path}").response
        assert answer == {"deleted": deleted, "serial": serial + version}
    assert count("www.www") == 1


@pytest.mark.parametrize("name", ["a..b", "a%20b", "%00", "%ff", "x%2Fy", "www.other.org.", "-a", "%25"])
def test_a_bad_name_is_refused_and_deletes_nothing(stack: Stack, zone: str, name: str) -> None:
    before = state_of(stack, zone)
    for verb in ("GET", "DELETE"):
        for path in (name, f"{name}/A"):
            assert stack.api(verb, f"domains/{zone}/record/{path}").status == 400
    assert state_of(stack, zone) == before


def test_deleting_all_records_takes_the_name_servers_too(stack: Stack, zone: str, record: dict[str, Any]) -> None:
    serial = stack.api("GET", f"domains/{zone}").response["SOA"]["serial"]
    assert stack.api("DELETE", f"domains/{zone}/records").response == {"deleted": 3, "serial": serial + 1}
    empty = stack.api("GET", f"domains/{zone}/records").response
    assert (empty["records"], empty["hasNS"]) == ([], False)
    assert stack.api("DELETE", f"domains/{zone}/records").response == {"deleted": 0, "serial": serial + 1}
    refused = stack.api("POST", f"domains/{zone}/records", {"records": [{"type": "A", "content": "192.0.2.1"}]})
    assert list(refused.body["errorData"]) == ["checkzone"]
    stack.add(zone, {"type": "NS", "content": "ns1.example.net"})
    assert stack.api("GET", f"domains/{zone}/records").response["hasNS"] is True


def test_only_an_enabled_server_of_the_apex_counts_as_one(stack: Stack, zone: str) -> None:
    stack.api("DELETE", f"domains/{zone}/records")
    changed = stack.add(
        zone, {"type": "NS", "content": "ns1.example.net"}, {"name": "sub", "type": "NS", "content": "ns2.example.net"}
    )["changed"]
    assert stack.api("DELETE", f"domains/{zone}/records/{changed[0]['id']}").status == 200
    for path in ("records", "record/sub"):
        assert stack.api("GET", f"domains/{zone}/{path}").response["hasNS"] is False


@pytest.mark.parametrize("record_type", ["ü", "%C3%BC%00", "TXT%E2%80%8B"])
def test_a_type_that_cannot_be_one_is_refused(stack: Stack, zone: str, record_type: str) -> None:
    for verb in ("GET", "DELETE"):
        assert stack.api(verb, f"domains/{zone}/record/www/{record_type}").status == 400
    assert stack.api("GET", f"domains?search=1&content=x&type={record_type}").status == 400


@pytest.mark.parametrize("body", [None, {}, {"delete": True}, {"data": None}, {"data": 5}, {"data": ["x"]}])
def test_a_change_without_data_changes_nothing(
    stack: Stack, zone: str, record: dict[str, Any], body: dict[str, Any] | None
) -> None:
    answer = stack.api("POST", f"domains/{zone}/records/{record['id']}", body=body)
    if body == {"delete": True}:
        assert answer.response["deleted"] is True
    else:
        assert answer.status == 400
        assert stack.api("GET", f"domains/{zone}/records/{record['id']}").status == 200
