"""What a key is limited to holds at every path and every record (API 1.0 §6.2, and scopes beyond it)."""

import time
import uuid
from typing import Any

import pytest

from tests.keys import ACME, MadeKey, add, by_password, denials, new_zone, records_of, writing_key
from tests.people import Person, new_person, request_as
from tests.stack import Stack


@pytest.fixture(scope="module")
def owner(stack: Stack) -> Person:
    return new_person(stack)


def test_an_expression_holds_for_old_and_new_and_deleted_records_alike(owner: Person) -> None:
    zone = new_zone(owner)
    [web, challenge] = add(
        owner,
        zone,
        {"name": "www", "type": "A", "content": "192.0.2.1"},
        {"name": ACME, "type": "TXT", "content": "old"},
    )
    key = writing_key(owner, recordregex=rf"^TXT {ACME}\..*$")
    before = records_of(owner, zone)
    for entry in (
        {"name": "www2", "type": "A", "content": "192.0.2.1"},
        {"id": web, "content": "192.0.2.2"},
        {"id": web, "disabled": True},
        {"id": web, "delete": True},
        {"id": web, "name": ACME, "type": "TXT", "content": "taken over"},
        {"id": challenge, "name": "www3"},
        {"id": challenge, "type": "CNAME", "content": "www.example.net"},
    ):
        allowed = {"name": ACME, "type": "TXT", "content": "beside"}
        for entries in ([entry], [allowed, entry], [entry, allowed]):
            answer = key.batch(zone, *entries)
            assert answer.status == 400, (entry, answer.body)
            assert "limited" in answer.body["error"], (entry, answer.body)
    for verb, path, data in (
        ("POST", f"records/{web}", {"content": "192.0.2.2"}),
        ("POST", f"records/{challenge}", {"name": "www3"}),
        ("DELETE", f"records/{web}", None),
        ("DELETE", "records", None),
        ("DELETE", "record/www", None),
        ("DELETE", "record/www/A", None),
    ):
        assert key.api(verb, f"domains/{zone}/{path}", data).status == 400, (verb, path)
    deleting = key.api("POST", f"domains/{zone}/records/{web}", body={"data": {}, "delete": True})
    assert deleting.status == 400
    assert records_of(owner, zone) == before
    assert (
        key.batch(zone, {"id": challenge, "content": "new"}, {"name": ACME, "type": "TXT", "content": "2"}).status
        == 200
    )
    assert key.api("DELETE", f"domains/{zone}/record/{ACME}/TXT").response["deleted"] == 2


def test_an_expression_sees_the_unicode_name(owner: Person) -> None:
    zone = new_zone(owner, f"bücher{uuid.uuid4().hex[:10]}.org")
    key = writing_key(owner, recordregex=r"A straße\.bücher[0-9a-f]+\.org")
    assert key.batch(zone, {"name": "straße", "type": "A", "content": "192.0.2.1"}).status == 200
    assert key.batch(zone, {"name": "strasse", "type": "A", "content": "192.0.2.1"}).status == 400


@pytest.mark.parametrize(
    "limits", [{"recordregex": "TXT .*"}, {"scope": {"types": ["TXT"]}}, {"scope": {"kind": "acme"}}]
)
def test_a_key_for_some_records_does_nothing_to_a_domain_itself(owner: Person, limits: dict[str, Any]) -> None:
    zone = new_zone(owner)
    key = MadeKey(owner, domains_write=True, **({"domains_read": True} if "kind" not in str(limits) else {}), **limits)
    before = by_password(owner, "GET", f"domains/{zone}").response
    exported = by_password(owner, "GET", f"domains/{zone}/export").response["zone"]
    for verb, path, data in (
        ("POST", "domains", {"domain": f"k{uuid.uuid4().hex[:12]}.org"}),
        ("POST", f"domains/{zone}", {"defaultttl": 60}),
        ("DELETE", f"domains/{zone}", None),
        ("POST", f"domains/{zone}/access", {"access": {"x@people.example": "read"}}),
        ("POST", f"domains/{zone}/import", {"zone": exported}),
        ("POST", f"domains/{zone}/keys", {"description": "x", "domains_write": True}),
        ("GET", f"domains/{zone}/sync", None),
        ("POST", f"domains/{zone}/sync", None),
    ):
        answer = key.api(verb, path, data)
        assert answer.status in {400, 403}, (verb, path, answer.body)
        if "kind" not in str(limits):
            assert (answer.status, "limited" in answer.body["error"]) == (400, True), (verb, path, answer.body)
    assert by_password(owner, "GET", f"domains/{zone}").response == before
    assert by_password(owner, "GET", f"domains/{zone}/keys").response == {}


def test_other_zones_do_not_exist_for_a_key_of_some_zones(owner: Person) -> None:
    suffix = f"k{uuid.uuid4().hex[:10]}.org"
    first, below, hidden = (new_zone(owner, name) for name in (suffix, f"a.{suffix}", f"xa{suffix}"))
    key = writing_key(owner, scope={"zones": [f"*.{suffix}"]})
    assert list(key.api("GET", "domains").response) == [below]
    assert list(key.api("GET", f"domains?contains=www.a.{suffix}").response) == [below]
    assert key.api("GET", f"domains?contains=www.{suffix}").response == {}
    assert key.batch(below, {"name": "www", "type": "A", "content": "192.0.2.1"}).status == 200
    for zone in (first, hidden):
        for verb, path in (
            ("GET", ""),
            ("GET", "/records"),
            ("GET", "/status"),
            ("GET", "/export"),
            ("DELETE", "/records"),
        ):
            answer = key.api(verb, f"domains/{zone}{path}")
            assert (answer.status, answer.body["error"]) == (400, f"Unknown domain: {zone}"), (verb, path)
    assert (
        key.api(
            "POST", f"domains/{below}/import", {"zone": key.api("GET", f"domains/{below}/export").response["zone"]}
        ).status
        == 200
    )
    assert key.api("POST", f"domains/{first}/import", {"zone": "x"}).body["error"] == f"Unknown domain: {first}"
    assert [entry["args"][1] for entry in denials(owner, f"domains/{first}/audit")] == [f"use {first}"]


def test_a_key_for_acme_presents_and_cleans_up_and_reads_nothing(owner: Person) -> None:
    zone = new_zone(owner)
    key = MadeKey(owner, scope={"kind": "acme", "zones": [zone]})
    assert key.shown["scope"] == {"kind": "acme", "zones": [zone]}
    assert [flag for flag in ("domains_read", "domains_write", "user_read", "user_write") if key.shown[flag]] == [
        "domains_write"
    ]
    challenge = {"type": "TXT", "content": "value"}
    for owner_name in (ACME, f"{ACME}.www", f"{ACME}.www.{zone}."):
        added = key.batch(zone, {"name": owner_name, **challenge, "content": owner_name}).response["changed"]
        assert key.api("DELETE", f"domains/{zone}/records/{added[0]['id']}").status == 200
    for entry in (
        {"name": "www", **challenge},
        {"name": f"www.{ACME}", **challenge},
        {"name": ACME, "type": "CNAME", "content": "evil.example.net"},
    ):
        assert key.batch(zone, entry).status == 400
    for path in ("domains", f"domains/{zone}", f"domains/{zone}/records", "users/self/keys"):
        assert key.api("GET", path).status == 403, path


def test_a_reading_scope_takes_every_right_to_write(owner: Person) -> None:
    zone = new_zone(owner)
    key = MadeKey(owner, domains_read=True, domains_write=True, user_write=True, scope={"access": "read"})
    assert key.api("GET", f"domains/{zone}/records").status == 200
    assert key.batch(zone, {"name": "www", "type": "A", "content": "192.0.2.1"}).status == 403
    assert key.api("POST", "users/self/keys", {"description": "x"}).status == 403
    assert [entry["args"][1] for entry in denials(owner)[:2]] == [
        "POST users/self/keys",
        f"POST domains/{zone}/records",
    ]


def test_a_key_is_worth_nothing_from_another_network_and_its_owner_is_told(owner: Person) -> None:
    near, far = (
        MadeKey(owner, domains_read=True, scope={"networks": networks})
        for networks in (["127.0.0.0/8", "::1/128"], ["192.0.2.0/24"])
    )
    assert near.api("GET", "domains").status == 200
    refused = far.api("GET", "domains")
    assert (refused.status, refused.body["errorData"]) == (401, ["This key may not be used from 127.0.0.1."])
    told = denials(owner)[0]
    assert told["args"] == [far.shown["maskedkey"], "sign in"]
    assert told["address"] == "127.0.0.1"
    assert by_password(owner, "GET", f"users/self/keys/{far.id}").response["lastused"] == 0


def test_a_key_ends_when_it_expires_or_lies_unused(stack: Stack, owner: Person) -> None:
    key = MadeKey(owner, domains_read=True, expires=int(time.time()) + 3600, unuseddays=2)
    assert key.api("GET", "domains").status == 200
    day = 86_400_000
    stack.sql(f"UPDATE api_keys SET last_used_at = last_used_at - {3 * day} WHERE id = {key.id};")
    assert key.api("GET", "domains").status == 401
    stack.sql(f"UPDATE api_keys SET last_used_at = last_used_at + {3 * day} WHERE id = {key.id};")
    assert key.api("GET", "domains").status == 200
    stack.sql(f"UPDATE api_keys SET expires_at = created_at WHERE id = {key.id};")
    assert key.api("GET", "domains").status == 401


def test_a_key_whose_limits_cannot_be_read_opens_nothing(stack: Stack, owner: Person) -> None:
    for column, value in (("scope", '{"zone": []}'), ("scope", "{"), ("record_regex", "(")):
        key = writing_key(owner)
        stack.sql(f"UPDATE api_keys SET {column} = '{value}' WHERE id = {key.id};")
        assert key.api("GET", "domains").status == 401, value


def test_limits_hold_in_the_sessions_of_a_key_too(owner: Person) -> None:
    zone = new_zone(owner)
    key = writing_key(owner, scope={"names": ["dyn"]})
    session = {"X-Session-ID": key.api("GET", "session").response["session"]}
    token = {"Authorization": f"Bearer {key.api('GET', 'session/jwt').response['token']}"}
    for headers in (session, token):
        for name, status in (("dyn", 200), ("www", 400)):
            entry = {"name": name, "type": "TXT", "content": uuid.uuid4().hex}
            path = f"domains/{zone}/records"
            assert request_as(owner.stack, headers, "POST", path, {"records": [entry]}).status == status
    assert request_as(owner.stack, session, "DELETE", "session").status == 200


def test_a_denied_write_is_in_the_audit_log_of_the_owner_of_the_key_and_of_the_domain(owner: Person) -> None:
    zone = new_zone(owner)
    key = writing_key(owner, description="router", scope={"names": ["dyn"]})
    answer = key.batch(zone, {"name": "bücher", "type": "A", "content": "192.0.2.1"})
    assert answer.body["error"] == f'This key is limited and may not change "A bücher.{zone}".'
    assert answer.body["errorData"] == ["The limit: it may only change the names dyn."]
    for path in ("users/self/audit", f"domains/{zone}/audit"):
        denied = denials(owner, path)[0]
        assert denied["args"] == [key.shown["maskedkey"], f"A bücher.{zone}"]
        assert (denied["actor"], denied["key"], denied["through"]) == (owner.email, "router", "api_key")
        assert denied["address"] == "127.0.0.1"


def test_no_expression_makes_the_service_wait(owner: Person) -> None:
    zone = new_zone(owner)
    key = writing_key(owner, recordregex="TXT (a+)+(a|aa)*b")
    name = ".".join(["a" * 60] * 3)
    assert key.batch(zone, {"name": name, "type": "TXT", "content": "x"}).status == 400


def test_the_audit_log_comes_in_pages(owner: Person) -> None:
    page = by_password(owner, "GET", "users/self/audit?page=1").response
    assert page["pagination"]["page"] == 1
    assert len(page["entries"]) <= 50
    last = by_password(owner, "GET", "users/self/audit?page=999999").response["pagination"]
    assert last["page"] == last["totalPages"]


def test_what_is_denied_again_and_again_is_noted_once_a_minute_and_does_not_fill_the_log(stack: Stack) -> None:
    person = new_person(stack)
    zone = new_zone(person)
    key = writing_key(person, scope={"types": ["TXT"]})

    def deny(name: str) -> None:
        assert key.batch(zone, {"name": name, "type": "A", "content": "192.0.2.1"}).status == 400

    for name in ("www", "www", "mail", "www"):
        deny(name)
    assert [entry["args"][1] for entry in denials(person)] == [f"A mail.{zone}", f"A www.{zone}"]
    stack.sql("UPDATE audit_entries SET happened_at = happened_at - 61000 WHERE type = 'apikey.denied';")
    deny("www")
    assert [entry["args"][1] for entry in denials(person)][:2] == [f"A www.{zone}", f"A mail.{zone}"]
    for number in range(70):
        deny(f"host-{number}")
    noted = f"SELECT COUNT(*) FROM audit_entries WHERE type = 'apikey.denied' AND actor = '{person.email}';"
    assert stack.sql(noted) == [[str(2 + 60)]]


def test_what_is_denied_to_a_domain_key_again_is_noted_once(owner: Person) -> None:
    zone = new_zone(owner)
    wanted = {"description": "d", "domains_write": True, "scope": {"types": ["TXT"]}}
    [secret] = by_password(owner, "POST", f"domains/{zone}/keys", wanted).response
    headers = {"X-Domain": zone, "X-Domain-Key": secret}
    record = {"name": "www", "type": "A", "content": "192.0.2.1"}
    for _ in range(2):
        refused = request_as(owner.stack, headers, "POST", f"domains/{zone}/records", {"records": [record]})
        assert refused.status == 400
    noted = by_password(owner, "GET", f"domains/{zone}/audit?filter[type]=domain.key.denied").response["entries"]
    assert len(noted) == 1


def test_a_key_of_some_zones_sees_and_brings_back_those_deleted_zones_alone(owner: Person) -> None:
    suffix = f"k{uuid.uuid4().hex[:10]}.org"
    mine, other = new_zone(owner, f"a.{suffix}"), new_zone(owner, f"b.{suffix}")
    for zone in (mine, other):
        assert by_password(owner, "DELETE", f"domains/{zone}").status == 200
    ids = {
        domain["domain"]: domain["id"] for domain in by_password(owner, "GET", "domains/deleted").response["domains"]
    }
    key = writing_key(owner, scope={"zones": [mine]})
    listed = key.api("GET", "domains/deleted").response
    assert [domain["domain"] for domain in listed["domains"]] == [mine]
    assert listed["pagination"]["total"] == 1
    refused = key.api("POST", f"domains/deleted/{ids[other]}/restore")
    assert (refused.status, refused.body["error"]) == (400, f"Unknown deleted domain: {ids[other]}")
    narrow = writing_key(owner, scope={"zones": [mine], "types": ["TXT"]})
    assert narrow.api("POST", f"domains/deleted/{ids[mine]}/restore").status == 400
    assert key.api("POST", f"domains/deleted/{ids[mine]}/restore").response["domain"] == mine


def test_the_other_zones_do_not_exist_for_the_key_of_an_administrator_either(stack: Stack, owner: Person) -> None:
    mine, other, content = new_zone(owner), new_zone(owner), uuid.uuid4().hex
    for zone in (mine, other):
        add(owner, zone, {"name": "www", "type": "TXT", "content": content})
    admin = Person(stack, stack.info["admin"]["email"], stack.info["admin"]["password"], "", "")
    key = MadeKey(admin, domains_read=True, admin_features=True, scope={"zones": [mine]})
    assert list(key.api("GET", "admin/domains").response) == [mine]
    assert list(key.api("GET", f"admin/domains?search=1&content={content}").response) == [mine]
    assert key.api("GET", f"admin/domains?search=1&content={content}&contains=www.{other}").response == {}
    assert key.api("GET", f"admin/domains/{other}/records").status == 400
