"""Lists of domains with their options, what administrators see and create, copies, tinydns files (API 1.0 §10.5)."""

import uuid
from typing import Any

import pytest

from tests.people import Person, basic, new_person, plain_zone, request_as
from tests.stack import Answer, Stack

UNKNOWN = {"verification": {"state": "unknown", "time": 0}, "dnssec": {"state": "unknown"}}


@pytest.fixture(scope="module")
def person(stack: Stack) -> Person:
    return new_person(stack)


@pytest.fixture(scope="module")
def zone(person: Person) -> str:
    name = f"l{uuid.uuid4().hex[:12]}.org"
    for domain in (name, f"sub.{name}", f"bücher-{name}"):
        person.api("POST", "domains", {"domain": domain}).response  # noqa: B018
    records = [
        {"name": "www", "type": "A", "content": "192.0.2.1"},
        {"name": "", "type": "MX", "content": "mail.example.net", "priority": 10},
        {"name": "x", "type": "TXT", "content": "192.0.2.1"},
    ]
    person.api("POST", f"domains/{name}/records", {"records": records}).response  # noqa: B018
    person.api("POST", f"domains/sub.{name}/records", {"records": records[:1]}).response  # noqa: B018
    return name


def administrator(stack: Stack, verb: str, path: str, data: object = None) -> Answer:
    known = stack.info["admin"]
    return request_as(stack, basic(known["email"], known["password"]), verb, path, data)


def listed(person: Person, query: str = "") -> dict[str, Any]:
    found: dict[str, Any] = person.api("GET", f"domains{query}").response
    return found


def test_the_list_has_levels_states_or_values(person: Person, zone: str) -> None:
    names = [f"bücher-{zone}", zone, f"sub.{zone}"]
    assert set(listed(person)) >= set(names)
    assert listed(person)[zone] == "owner"
    assert listed(person, "?extra=1")[zone] == {"access": "owner", **UNKNOWN}
    person.api("POST", f"domains/{zone}", {"userdata": {"a/b": "clients"}}).response  # noqa: B018
    values = listed(person, "?type=userdata&key=a/b")
    assert (values[zone], values[f"sub.{zone}"]) == ("clients", "")
    assert listed(person, "?type=userdata&key=a/b&extra=true")[zone] == {
        "access": "owner",
        **UNKNOWN,
        "userdata": "clients",
    }


def test_the_domain_around_a_name_is_the_longest(person: Person, zone: str) -> None:
    assert listed(person, f"?contains=a.b.sub.{zone}") == {f"sub.{zone}": "owner"}
    assert listed(person, f"?contains=a.b.{zone}") == {zone: "owner"}
    assert listed(person, "?contains=nowhere.example") == {}
    assert listed(person, "?contains=-%C3%BC..") == {}


def test_records_are_found_by_their_exact_content(person: Person, zone: str) -> None:
    found = listed(person, "?search=1&content=192.0.2.1")
    assert set(found) == {zone, f"sub.{zone}"}
    assert [record["name"] for record in found[zone]["records"]] == [f"www.{zone}", f"x.{zone}"]
    assert set(found[zone]["records"][0]) == {"id", "name", "type", "content", "ttl", "priority", "disabled"}
    assert [r["type"] for r in listed(person, "?search=1&content=192.0.2.1&type=a")[zone]["records"]] == ["A"]
    assert set(listed(person, f"?search=1&content=192.0.2.1&contains=q.sub.{zone}")) == {f"sub.{zone}"}
    assert set(listed(person, "?search=1&content=MAIL.example.net.")) == {zone}
    assert listed(person, "?search=1&content=192.0.2") == {}
    refused = person.api("GET", "domains?search=1")
    assert (refused.status, refused.body["error"]) == (400, "No data provided for search content.")


def test_administrators_list_and_search_all_and_act_as_owner_of_all(stack: Stack, person: Person, zone: str) -> None:
    everything = administrator(stack, "GET", "admin/domains").response
    assert everything[zone] == {
        "disabled": "false",
        "users": {person.email: "owner"},
        "userinfo": {person.email: {"avatar": "gravatar"}},
        **UNKNOWN,
    }
    assert administrator(stack, "GET", "admin/domains?contains=x.org").status == 400
    found = administrator(stack, "GET", "admin/domains?search=1&content=mail.example.net").response
    assert zone in found
    looked_at = administrator(stack, "GET", f"admin/domains/{zone}").response
    assert looked_at["access"] == "none"
    assert "userdata" not in looked_at
    assert person.api("GET", "admin/domains").status == 403


def test_administrators_create_domains_for_others_and_for_nobody(stack: Stack, person: Person) -> None:
    name = f"l{uuid.uuid4().hex[:12]}.org"
    created = administrator(stack, "POST", "admin/domains", {"domain": name, "owner": person.email.upper()})
    assert created.status == 200, created.body
    assert listed(person)[name] == "owner"
    assert administrator(stack, "POST", "admin/domains", {"domain": f"a.{name}", "owner": ""}).status == 200
    nobody = administrator(stack, "GET", "admin/domains").response[f"a.{name}"]
    assert (nobody["users"], nobody["userinfo"]) == ({}, {})
    refused = administrator(stack, "POST", "admin/domains", {"domain": f"b.{name}", "owner": "who@nowhere.example"})
    assert (refused.status, refused.body["error"]) == (400, "Invalid owner specified: who@nowhere.example")
    # an owner is not heard from others
    mine = stack.api("POST", "domains", {"domain": f"o{name}", "owner": person.email}).response
    assert mine["access"] == "owner"


def test_a_domain_starts_with_a_copy_of_another(stack: Stack, person: Person, zone: str) -> None:
    stack_zone = plain_zone(stack)
    name = f"l{uuid.uuid4().hex[:12]}.org"
    records_there = [
        {"name": "d", "type": "A", "content": "192.0.2.8", "disabled": True},
        {"name": "c", "type": "RRCLONE", "content": f"www.{zone}"},
    ]
    person.api("POST", f"domains/{zone}/records", {"records": records_there}).response  # noqa: B018
    created = person.api("POST", "domains", {"domain": name, "copy_of": zone})
    assert created.status == 200, created.body

    def records(domain: str) -> list[dict[str, Any]]:
        own = ("id", "changed_at", "changed_by", "remote_domain_id")
        found = person.api("GET", f"domains/{domain}/records").response["records"]
        return [{key: value for key, value in record.items() if key not in own} for record in found]

    assert records(name) == records(zone)
    (copied,) = person.api("GET", f"domains/{name}/record/c").response["records"]
    assert copied["remote_domain_id"] == person.api("GET", f"domains/{zone}").response["id"]
    refused = person.api("POST", "domains", {"domain": f"a.{name}", "copy_of": stack_zone})
    assert refused.status == 400
    assert f"a.{name}" not in listed(person)


def test_a_file_of_tinydns_is_taken_and_served_or_refused_with_its_line(stack: Stack) -> None:
    zone = stack.new_zone()
    text = f".{zone}:192.0.2.53:a\n=www.{zone}:192.0.2.1:60\n@{zone}::mail.example.net:5\n't.{zone}:a\\072b\n"
    taken = stack.api("POST", f"domains/{zone}/import/tinydns?wait=30", {"zone": text}).response
    assert taken["status"]["state"] == "live"
    for port in stack.public_ports.values():
        assert stack.values(port, f"www.{zone}", "A") == {"192.0.2.1"}
        assert stack.values(port, f"t.{zone}", "TXT") == {'"a:b"'}
        assert stack.values(port, zone, "NS") == {f"a.ns.{zone}."}
    refused = stack.api("POST", f"domains/{zone}/import/tinydns", {"zone": f"{text}+x.{zone}:1.2.3:4\n"})
    assert refused.status == 400
    assert refused.body["error"].startswith("Unable to import zone. (line 5: ")
    unknown = stack.api("POST", f"domains/{zone}/import/djb", {"zone": text})
    assert "Unknown zone file type: djb" in unknown.body["error"]


def test_the_list_takes_the_same_statements_however_many_domains(stack: Stack) -> None:
    person = new_person(stack)

    def selects() -> int:
        return int(stack.sql("SHOW GLOBAL STATUS LIKE 'Com_select';")[0][1])

    def statements(path: str) -> int:
        before = selects()
        assert person.api("GET", path).status == 200
        return selects() - before

    path = "domains?extra=1&type=userdata&key=a"
    first = f"m{uuid.uuid4().hex[:8]}.org"
    person.api("POST", "domains", {"domain": first}).response  # noqa: B018
    # the least of several: other services read as well
    few = min(statements(path) for _ in range(20))
    assert few <= 5
    soa = "soa_primary, soa_admin, soa_refresh, soa_retry, soa_expire, soa_minimum, serial"
    same = f"default_ttl, dnssec_policy, {soa}, created_at, saved_at"
    name = f"CONCAT('s', seq, '{first}')"
    stack.sql(
        f"INSERT INTO domains (name, live_name, {same}, disabled, retired_at, failed_attempts, next_attempt_at) "
        f"SELECT {name}, {name}, {same}, 1, 1, 0, 0 FROM domains JOIN seq_1_to_999 WHERE live_name = '{first}'; "
        "INSERT INTO domain_access (domain_id, user_id, level) SELECT domains.id, users.id, 'owner' FROM domains "
        f"JOIN users WHERE live_name LIKE 's%{first}' AND email = '{person.email}';"
    )
    assert len(listed(person)) == 1000
    assert min(statements(path) for _ in range(20)) <= few
