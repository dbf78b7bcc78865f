"""Plan before apply: a dry run tells difference, warnings and serial, and saves nothing; imports merge or replace."""

from typing import Any

import pytest

from tests.people import plain_zone, state_of
from tests.stack import Answer, Stack

SOA = "@ SOA ns1.zonehost.example. dnsadmin.{zone}. 1 86400 7200 2419200 60\n"
NS = "@ 86400 NS ns1.zonehost.example.\n@ 86400 NS ns2.zonehost.example.\n"
MEMBERS = ("name", "type", "content", "ttl")


@pytest.fixture
def zone(stack: Stack) -> str:
    zone = plain_zone(stack)
    stack.add(
        zone,
        {"name": "www", "type": "A", "content": "192.0.2.1", "ttl": 300},
        {"name": "www", "type": "A", "content": "192.0.2.2", "ttl": 300},
        {"name": "www", "type": "A", "content": "192.0.2.3", "ttl": 300, "disabled": True},
        {"name": "www", "type": "TXT", "content": "kept", "ttl": 300},
        {"name": "mail", "type": "A", "content": "192.0.2.25", "ttl": 300},
    )
    return zone


def bring(stack: Stack, zone: str, text: str, query: str = "", **more: Any) -> Answer:
    return stack.api("POST", f"domains/{zone}/import{query}", {"zone": SOA.format(zone=zone) + text, **more})


def told(records: list[dict[str, Any]]) -> set[tuple[Any, ...]]:
    return {tuple(record[member] for member in MEMBERS) for record in records}


def listed(stack: Stack, zone: str) -> list[dict[str, Any]]:
    records: list[dict[str, Any]] = stack.api("GET", f"domains/{zone}/records").response["records"]
    return records


def test_a_batch_is_planned_as_it_is_made(stack: Stack, zone: str) -> None:
    present = {record["content"]: record["id"] for record in listed(stack, zone)}
    edits = {
        "records": [
            {"id": present["192.0.2.1"], "ttl": 60},
            {"id": present["192.0.2.25"], "delete": True},
            {"name": "sub", "type": "NS", "content": "ns.nowhere.example"},
        ],
        "add": [{"name": "new", "type": "A", "content": "192.0.2.9"}],
        "remove": [{"name": "www", "type": "TXT", "content": "kept"}],
    }
    before = state_of(stack, zone)
    versions = stack.api("GET", f"domains/{zone}/history").response["pagination"]["total"]
    plan = stack.api("POST", f"domains/{zone}/records?dry_run=1", edits).response
    assert state_of(stack, zone) == before
    assert stack.api("GET", f"domains/{zone}/history").response["pagination"]["total"] == versions
    made = stack.api("POST", f"domains/{zone}/records", edits).response
    assert plan["dry_run"] is True
    assert plan["serial"] == made["serial"]
    assert plan["warnings"] == made.get("zonecheck", [])
    version = stack.api("GET", f"domains/{zone}/history/{made['serial']}").response
    assert plan["difference"]["removed"] == version["difference"]["removed"]
    assert told(plan["difference"]["added"]) == told(version["difference"]["added"])
    assert {record["id"] for record in plan["difference"]["added"]} == {present["192.0.2.1"], None}


def test_a_plan_that_changes_nothing_says_so(stack: Stack, zone: str) -> None:
    serial = stack.api("GET", f"domains/{zone}").response["SOA"]["serial"]
    plan = stack.api("POST", f"domains/{zone}/records?dry_run=true", {"records": []}).response
    assert plan["serial"] == serial
    assert plan["difference"] == {"removed": [], "added": []}


def test_a_plan_is_refused_like_the_change(stack: Stack, zone: str) -> None:
    edits = {"records": [{"name": "www", "type": "CNAME", "content": "a.example.net"}]}
    planned = stack.api("POST", f"domains/{zone}/records?dry_run=1", edits)
    made = stack.api("POST", f"domains/{zone}/records", edits)
    assert (planned.status, planned.body["errorData"]) == (made.status, made.body["errorData"])
    tag = {"If-Match": '"old"'}
    assert stack.api("POST", f"domains/{zone}/records?dry_run=1", edits, headers=tag).status == 412


def test_a_plan_rings_for_nothing(stack: Stack) -> None:
    zone = stack.new_zone()
    before = stack.api("GET", f"domains/{zone}/status").response
    edit = {"records": [{"name": "x", "type": "A", "content": "192.0.2.1"}]}
    assert "status" not in stack.api("POST", f"domains/{zone}/records?dry_run=1&wait=5", edit).response
    assert stack.api("GET", f"domains/{zone}/status").response == before
    jobs = stack.sql(f"SELECT COUNT(*) FROM jobs JOIN domains ON domains.id = domain_id WHERE domains.name = '{zone}'")
    assert jobs == [["1"]]


@pytest.mark.parametrize("mode", ["replace", "merge"])
def test_an_import_is_planned_as_it_is_made(stack: Stack, zone: str, mode: str) -> None:
    text = f"{NS}www 300 A 192.0.2.1\nwww 300 A 192.0.2.77\n"
    before = state_of(stack, zone)
    plan = bring(stack, zone, text, f"?dry_run=1&mode={mode}").response
    assert state_of(stack, zone) == before
    made = bring(stack, zone, text, mode=mode).response
    assert plan["serial"] == made["serial"]
    version = stack.api("GET", f"domains/{zone}/history/{made['serial']}").response
    assert plan["difference"]["removed"] == version["difference"]["removed"]
    assert (
        told(plan["difference"]["added"]) == told(version["difference"]["added"]) == {("www", "A", "192.0.2.77", 300)}
    )
    assert all(record["id"] for record in version["difference"]["added"])


def test_a_merge_replaces_the_rrsets_of_the_file_and_keeps_the_rest(stack: Stack, zone: str) -> None:
    ids = {(record["name"], record["content"]): record["id"] for record in listed(stack, zone)}
    soa = stack.api("GET", f"domains/{zone}").response["SOA"]
    text = "www 300 A 192.0.2.1\nwww 300 A 192.0.2.77\nnew 300 MX 5 mail\n"
    other_soa = "@ SOA ns9.example.net. x.example.net. 1 2 3 4 5\n"
    answer = stack.api("POST", f"domains/{zone}/import?mode=merge", {"zone": other_soa + text}).response
    after = {(record["name"], record["content"]): record["id"] for record in listed(stack, zone)}
    gone, came = ids.keys() - after.keys(), after.keys() - ids.keys()
    assert gone == {("www", "192.0.2.2")}
    assert came == {("www", "192.0.2.77"), ("new", f"mail.{zone}")}
    assert all(after[key] == ids[key] for key in ids.keys() & after.keys())
    assert stack.api("GET", f"domains/{zone}").response["SOA"] == soa | {"serial": answer["serial"]}
    again = bring(stack, zone, text, "?mode=merge").response
    assert again["serial"] == answer["serial"]


def test_a_merge_keeps_to_the_rules_of_the_zone_that_results(stack: Stack, zone: str) -> None:
    before = state_of(stack, zone)
    refused = bring(stack, zone, "www 300 CNAME elsewhere.example.net.\n", "?mode=merge")
    assert refused.status == 400
    assert "CNAME" in str(refused.body["errorData"])
    dangling = bring(stack, zone, "@ 300 NS ns.nowhere\n", "?mode=merge")
    assert dangling.status == 400
    assert state_of(stack, zone) == before


@pytest.mark.parametrize("query", ["?mode=", "?mode=add", "?mode=MERGE"])
def test_there_is_no_other_mode(stack: Stack, zone: str, query: str) -> None:
    refused = bring(stack, zone, NS, query)
    assert (refused.status, "Unknown mode" in refused.body["error"]) == (400, True)
