"""RRCLONE and hints (API 1.0 §12), up to the public servers: copies follow their source, across zones and owners."""

import concurrent.futures
import uuid
from typing import Any

import pytest

from tests.people import Person, basic, new_person, plain_zone, request_as
from tests.stack import Stack
from tests.waiting import until


def clone(name: str, content: str, ttl: int = 0) -> dict[str, Any]:
    return {"name": name, "type": "RRCLONE", "content": content, "ttl": ttl}


def address(name: str, content: str, ttl: int = 60) -> dict[str, Any]:
    return {"name": name, "type": "A", "content": content, "ttl": ttl}


def served_everywhere(stack: Stack, name: str, rdtype: str, wanted: set[str], seconds: float = 30.0) -> None:
    def served() -> bool:
        return all(stack.values(port, name, rdtype) == wanted for port in stack.public_ports.values())

    until(served, f"{name} {rdtype} is {wanted}", seconds)


def serial_of(stack: Stack, zone: str) -> int:
    serial: int = stack.api("GET", f"domains/{zone}").response["SOA"]["serial"]
    return serial


def record_of(stack: Stack, zone: str, name: str) -> dict[str, Any]:
    (record,) = stack.api("GET", f"domains/{zone}/record/{name}").response["records"]
    found: dict[str, Any] = record
    return found


def test_a_template_is_never_published_and_its_clone_is(stack: Stack) -> None:
    zone = stack.new_zone()
    pool = f"$pool.{zone}"
    records = [address("$pool", "192.0.2.1"), address("$pool", "192.0.2.2"), clone("www", f"(A,AAAA) {pool}")]
    saved = stack.add(zone, *records, clone("all", pool, 300), wait=30)
    assert saved["status"]["state"] == "live", saved
    assert saved["changed"][2]["ttl"] == 0
    assert saved["changed"][2]["content"] == f"(A,AAAA) {pool}"
    for port in stack.public_ports.values():
        assert stack.values(port, f"www.{zone}", "A") == {"192.0.2.1", "192.0.2.2"}
        transferred = stack.transfer(port, zone)
        assert not [name for name in transferred.nodes if "$" in str(name)]
        assert transferred.find_rdataset(f"www.{zone}.", "A").ttl == 60
        assert transferred.find_rdataset(f"all.{zone}.", "A").ttl == 300
    # a change of the template is a change of the zone
    stack.api("DELETE", f"domains/{zone}/records/{saved['changed'][0]['id']}")
    stack.wait_until_live(zone)
    served_everywhere(stack, f"www.{zone}", "A", {"192.0.2.2"}, 1)
    text = stack.api("GET", f"domains/{zone}/export").response["zone"]
    assert "$pool" not in text
    assert "RRCLONE" not in text
    assert f"www.{zone}." in text
    raw = stack.api("GET", f"domains/{zone}/export/raw").response["zone"]
    assert f"$pool.{zone}." in raw
    assert "RRCLONE" in raw
    imported = stack.api("POST", f"domains/{zone}/import", {"zone": raw}).response
    assert imported["serial"] == serial_of(stack, zone)


def test_dependants_in_other_zones_follow_and_only_when_their_copies_change(stack: Stack) -> None:
    source, first, second = stack.new_zone(), stack.new_zone(), stack.new_zone()
    made = stack.add(source, address("pool", "192.0.2.1"), wait=30)["changed"][0]
    stack.add(first, clone("www", f"pool.{source}"), wait=30)
    stack.add(second, clone("www", f"(AAAA) pool.{source}"), wait=30)
    served_everywhere(stack, f"www.{first}", "A", {"192.0.2.1"}, 1)
    source_id = stack.api("GET", f"domains/{source}").response["id"]
    assert record_of(stack, first, "www")["remote_domain_id"] == source_id
    before = serial_of(stack, first), serial_of(stack, second)

    stack.add(source, address("other", "192.0.2.3"))
    stack.api("POST", f"domains/{source}/records/{made['id']}", {"comment": "x"}).response  # noqa: B018
    assert (serial_of(stack, first), serial_of(stack, second)) == before

    stack.api("POST", f"domains/{source}/records/{made['id']}", {"content": "192.0.2.9"}).response  # noqa: B018
    assert serial_of(stack, first) > before[0]
    assert serial_of(stack, second) == before[1]
    served_everywhere(stack, f"www.{first}", "A", {"192.0.2.9"})

    stack.add(source, {"name": "pool", "type": "AAAA", "content": "2001:db8::1", "ttl": 60})
    served_everywhere(stack, f"www.{first}", "AAAA", {"2001:db8::1"})
    served_everywhere(stack, f"www.{second}", "AAAA", {"2001:db8::1"})

    stack.api("DELETE", f"domains/{source}/records")
    served_everywhere(stack, f"www.{first}", "A", set())
    (reason,) = stack.sql(
        f"SELECT reason, actor, COALESCE(user_id, 0), COALESCE(address, '') FROM zone_changes JOIN domains ON "
        f"domains.id = domain_id WHERE name = '{first}' ORDER BY zone_changes.id DESC LIMIT 1;"
    )
    assert reason == ["clone", source, "0", ""]


def test_a_dependant_follows_a_zone_that_is_deleted_created_and_found_deeper(stack: Stack) -> None:
    zone, name = stack.new_zone(), f"t{uuid.uuid4().hex[:12]}.org"
    warned = stack.add(zone, clone("www", f"a.sub.{name}"))
    assert warned["zonecheck"] == [f"www.{zone} inherits no valid target records."]
    assert record_of(stack, zone, "www")["remote_domain_id"] is None
    before = serial_of(stack, zone)
    stack.api("POST", "domains", {"domain": name}).response  # noqa: B018
    assert serial_of(stack, zone) == before
    assert record_of(stack, zone, "www")["remote_domain_id"] is not None
    stack.add(name, address("a.sub", "192.0.2.1"))
    served_everywhere(stack, f"www.{zone}", "A", {"192.0.2.1"})
    stack.api("POST", "domains", {"domain": f"sub.{name}"}).response  # noqa: B018
    served_everywhere(stack, f"www.{zone}", "A", set())
    stack.add(f"sub.{name}", address("a", "192.0.2.2"))
    served_everywhere(stack, f"www.{zone}", "A", {"192.0.2.2"})
    stack.api("DELETE", f"domains/sub.{name}")
    served_everywhere(stack, f"www.{zone}", "A", {"192.0.2.1"})
    stack.api("DELETE", f"domains/{name}")
    served_everywhere(stack, f"www.{zone}", "A", set())
    assert record_of(stack, zone, "www")["remote_domain_id"] is None


@pytest.fixture(scope="module")
def neighbour(stack: Stack) -> Person:
    return new_person(stack)


def test_templates_of_others_are_copied_only_if_public_or_if_the_same_people_write(
    stack: Stack, neighbour: Person
) -> None:
    zone, theirs = stack.new_zone(), f"t{uuid.uuid4().hex[:12]}.org"
    neighbour.api("POST", "domains", {"domain": theirs}).response  # noqa: B018
    batch = [address("$pool", "192.0.2.1"), address("$public-pool", "192.0.2.2"), address("open", "192.0.2.3")]
    neighbour.api("POST", f"domains/{theirs}/records", {"records": batch}).response  # noqa: B018
    mine = [clone("a", f"$pool.{theirs}"), clone("b", f"$public-pool.{theirs}"), clone("c", f"open.{theirs}")]
    saved = stack.add(zone, *mine, wait=30)
    assert saved["zonecheck"] == [f"a.{zone} inherits no valid target records."]
    served_everywhere(stack, f"c.{zone}", "A", {"192.0.2.3"}, 1)
    served_everywhere(stack, f"b.{zone}", "A", {"192.0.2.2"}, 1)
    served_everywhere(stack, f"a.{zone}", "A", set(), 1)

    owner = stack.info["user"]["email"]
    before = serial_of(stack, zone)
    neighbour.api("POST", f"domains/{theirs}/access", {"access": {owner: "write"}}).response  # noqa: B018
    assert serial_of(stack, zone) > before
    stack.wait_until_live(zone)
    served_everywhere(stack, f"a.{zone}", "A", set(), 1)
    stack.api("POST", f"domains/{zone}/access", {"access": {neighbour.email: "write"}}).response  # noqa: B018
    served_everywhere(stack, f"a.{zone}", "A", {"192.0.2.1"})
    stack.api("POST", f"domains/{zone}/access", {"access": {neighbour.email: "read"}}).response  # noqa: B018
    served_everywhere(stack, f"a.{zone}", "A", set())


def test_whoever_is_deleted_no_longer_keeps_the_templates_of_others_apart_or_together(stack: Stack) -> None:
    helper, source, zone, public = new_person(stack), stack.new_zone(), stack.new_zone(), stack.new_zone()
    for name in (source, public):
        stack.api("POST", f"domains/{name}/access", {"access": {helper.email: "write"}}).response  # noqa: B018
    stack.add(source, address("$pool", "192.0.2.1"), address("open", "192.0.2.2"))
    stack.add(public, clone("b", f"open.{source}"))
    stack.add(zone, clone("a", f"$pool.{source}"), wait=30)
    served_everywhere(stack, f"a.{zone}", "A", set(), 1)
    before = serial_of(stack, public)
    admin = basic(stack.info["admin"]["email"], stack.info["admin"]["password"])
    user_id = helper.api("GET", "userdata").response["user"]["id"]
    assert request_as(stack, admin, "DELETE", f"users/{user_id}").response == {"deleted": True}
    served_everywhere(stack, f"a.{zone}", "A", {"192.0.2.1"})
    assert serial_of(stack, public) == before, "what copies nothing private is left alone"


def test_somebody_elses_change_cannot_break_the_zone_that_copies(stack: Stack) -> None:
    source, zone = stack.new_zone(), stack.new_zone()
    made = stack.add(source, address("pool", "192.0.2.1"))["changed"][0]
    stack.add(zone, clone("", f"pool.{source}"), address("www", "192.0.2.7"), clone("www", f"pool.{source}"), wait=30)
    served_everywhere(stack, zone, "A", {"192.0.2.1"}, 1)
    change = [{"id": made["id"], "delete": True}, {"name": "pool", "type": "CNAME", "content": "x.example.net"}]
    stack.add(source, *change)
    status = stack.wait_until_live(zone)
    assert status["last_error"] is None
    served_everywhere(stack, zone, "A", set(), 1)
    served_everywhere(stack, f"www.{zone}", "A", {"192.0.2.7"}, 1)


def test_the_check_of_a_zone_and_has_ns_see_what_clones_copy(stack: Stack) -> None:
    zone = plain_zone(stack)
    records = stack.api("GET", f"domains/{zone}/records").response["records"]
    servers = [{"name": "$ns", "type": "NS", "content": record["content"]} for record in records]
    replaced = [{"id": record["id"], "delete": True} for record in records]
    saved = stack.add(zone, *servers, *replaced, clone("", f"(NS) $ns.{zone}"))
    assert "zonecheck" not in saved
    assert stack.api("GET", f"domains/{zone}/records").response["hasNS"] is True
    assert stack.api("GET", f"domains/{zone}/record/nothing").response["hasNS"] is True
    stack.wait_until_live(zone)
    templates = [{"id": record["id"], "delete": True} for record in saved["changed"] if record["name"] == "$ns"]
    refused = stack.api("POST", f"domains/{zone}/records", {"records": templates})
    assert refused.status == 400
    assert any("no NS" in line for line in refused.body["errorData"]["checkzone"])


def test_https_records_get_hints_of_the_addresses_they_point_at(stack: Stack) -> None:
    zone = stack.new_zone()
    records = [
        address("", "192.0.2.1"),
        {"name": "", "type": "AAAA", "content": "2001:db8::1", "ttl": 60},
        {"name": "", "type": "HTTPS", "content": ". alpn=h2", "priority": 1},
        {"name": "svc", "type": "SVCB", "content": f"{zone}", "priority": 2},
        {"name": "own", "type": "HTTPS", "content": ". ipv4hint=192.0.2.77", "priority": 1},
    ]
    saved = stack.add(zone, *records, wait=30)
    assert saved["status"]["state"] == "live"
    assert saved["changed"][2]["content"] == '. alpn="h2"'
    hinted = '1 . alpn="h2" ipv4hint="192.0.2.1" ipv6hint="2001:db8::1"'
    for port in stack.public_ports.values():
        assert stack.values(port, zone, "HTTPS") == {hinted}
        assert stack.values(port, f"svc.{zone}", "SVCB") == {f'2 {zone}. ipv4hint="192.0.2.1" ipv6hint="2001:db8::1"'}
        assert stack.values(port, f"own.{zone}", "HTTPS") == {'1 . ipv4hint="192.0.2.77"'}
    assert "ipv4hint=192.0.2.1 " in stack.api("GET", f"domains/{zone}/export").response["zone"]
    assert "ipv4hint=192.0.2.1 " in stack.api("GET", f"domains/{zone}/export/raw").response["zone"]


def test_zones_that_copy_each_other_are_changed_at_once_and_nothing_is_lost(stack: Stack) -> None:
    zones = [plain_zone(stack), plain_zone(stack)]
    for mine, theirs in (zones, reversed(zones)):
        stack.add(mine, address("pool", "192.0.2.1"), clone("copy", f"pool.{theirs}"))
    before = [serial_of(stack, zone) for zone in zones]
    edits = 25

    def change(zone: str) -> list[int]:
        session = stack.beside()
        entries = [{"records": [address("pool", f"198.51.100.{number}")]} for number in range(edits)]
        return [session.api("POST", f"domains/{zone}/records", entry).status for entry in entries]

    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        statuses = [status for each in pool.map(change, zones) for status in each]
    assert statuses == [200] * 2 * edits
    # each got a version for every change of its own and of the other
    assert [serial_of(stack, zone) for zone in zones] == [serial + 2 * edits for serial in before]
    wanted = {"192.0.2.1", *(f"198.51.100.{number}" for number in range(edits))}
    for zone in zones:
        served_everywhere(stack, f"copy.{zone}", "A", wanted)
