"""Domain keys (API 1.0 §10.7): who makes them, what they open, how they are limited."""

import json
import time
import uuid
from typing import Any

import pytest

from tests.keys import MadeKey, by_password, denials, new_zone
from tests.people import Person, basic, new_person, request_as
from tests.stack import Answer, Stack

A = {"type": "A", "content": "192.0.2.1"}


@pytest.fixture(scope="module")
def owner(stack: Stack) -> Person:
    return new_person(stack)


class MadeDomainKey:
    """A domain key as its maker got it."""

    def __init__(self, person: Person, zone: str, **members: Any) -> None:
        created = by_password(person, "POST", f"domains/{zone}/keys", {"description": "made", **members}).response
        [(self.secret, self.shown)] = created.items()
        self.id = self.shown["id"]
        self.stack = person.stack
        self.headers = {"X-Domain": zone, "X-Domain-Key": self.secret}

    def api(self, verb: str, path: str, data: object = None) -> Answer:
        return request_as(self.stack, self.headers, verb, path, data)


def give(owner: Person, zone: str, person: Person, level: str) -> None:
    assert by_password(owner, "POST", f"domains/{zone}/access", {"access": {person.email: level}}).status == 200


def test_a_domain_key_is_shown_once_listed_by_id_changed_and_deleted(owner: Person) -> None:
    zone = new_zone(owner)
    made = MadeDomainKey(owner, zone, description="acme", domains_write=True, recordregex="TXT .*", domains_read=1)
    path = f"domains/{zone}/keys"
    listed = by_password(owner, "GET", path)
    assert made.secret not in json.dumps(listed.body)
    assert listed.response == {str(made.id): {name: value for name, value in made.shown.items() if name != "updated"}}
    assert made.shown["maskedkey"] == f"{made.secret[:8]}-****-****-****-*******{made.secret[-5:]}"
    assert (made.shown["lastused"], made.shown["recordregex"]) == (0, "TXT .*")
    changed = by_password(owner, "POST", f"{path}/{made.secret}", {"description": "renamed"}).response
    assert changed == {**made.shown, "description": "renamed"}
    assert made.api("GET", f"domains/{zone}").status == 200
    assert abs(by_password(owner, "GET", f"{path}/{made.id}").response["lastused"] - time.time()) < 60
    assert by_password(owner, "DELETE", f"{path}/{made.id}").response == {"deleted": True}
    assert by_password(owner, "GET", path).response == {}
    assert made.api("GET", f"domains/{zone}").status == 401
    types = [entry["type"] for entry in by_password(owner, "GET", f"domains/{zone}/audit").response["entries"]]
    assert types[:3] == ["domain.key.deleted", "domain.key.updated", "domain.key.created"]


def test_a_domain_key_is_no_way_to_domain_keys_or_other_domains(owner: Person) -> None:
    zone, hidden = new_zone(owner), new_zone(owner)
    made = MadeDomainKey(owner, zone, domains_write=True)
    for verb, path, data in (
        ("GET", "keys", None),
        ("POST", "keys", {"description": "x"}),
        ("GET", f"keys/{made.id}", None),
        ("POST", f"keys/{made.id}", {"description": "x"}),
        ("DELETE", f"keys/{made.id}", None),
    ):
        answer = made.api(verb, f"domains/{zone}/{path}", data)
        assert (answer.status, answer.body["error"]) == (
            403,
            "You must authenticate as a user to view domain keys.",
        )
    assert made.api("GET", f"domains/{hidden}").body["error"] == f"Unknown domain: {hidden}"
    assert made.api("GET", "users/self/keys").status == 403
    assert made.api("POST", "domains", {"domain": f"k{uuid.uuid4().hex[:12]}.org"}).status == 403
    assert basic(zone, made.secret) != made.headers
    assert request_as(owner.stack, basic(zone, made.secret), "GET", f"domains/{zone}").status == 200


@pytest.mark.parametrize(("level", "status"), [("read", 400), ("write", 200), ("admin", 200)])
def test_who_may_write_may_see_and_make_domain_keys(owner: Person, other: Person, level: str, status: int) -> None:
    zone = new_zone(owner)
    give(owner, zone, other, level)
    for verb, data in (("GET", None), ("POST", {"description": "x"})):
        assert by_password(other, verb, f"domains/{zone}/keys", data).status == status


def test_a_domain_key_of_another_domain_cannot_be_reached(owner: Person, other: Person) -> None:
    zone, theirs = new_zone(owner), new_zone(other)
    made = MadeDomainKey(owner, zone)
    for name in (made.id, made.secret):
        for verb, data in (("GET", None), ("POST", {"description": "x"}), ("DELETE", None)):
            answer = by_password(other, verb, f"domains/{theirs}/keys/{name}", data)
            assert (answer.status, answer.body["error"].split(":")[0]) == (400, "Unknown domainkey")
    assert made.api("GET", f"domains/{zone}").status == 200


def test_an_alias_has_no_keys(stack: Stack, owner: Person) -> None:
    zone, target = new_zone(owner), new_zone(owner)
    stack.sql(
        f"UPDATE domains SET alias_of_id = (SELECT id FROM domains AS d WHERE d.live_name = '{target}') "
        f"WHERE live_name = '{zone}';"
    )
    answer = by_password(owner, "GET", f"domains/{zone}/keys")
    assert (answer.status, answer.body["error"]) == (400, "This endpoint is unavailable for aliased domains.")
    assert by_password(owner, "POST", f"domains/{zone}/keys", {"description": "x"}).status == 400


@pytest.mark.parametrize(
    "members",
    [
        {"description": ""},
        {"description": "x" * 251},
        {"recordregex": "("},
        {"scope": {"zones": ["first.org"]}},
        {"scope": {"names": []}},
        {"expires": 5},
    ],
)
def test_what_cannot_be_accepted_makes_no_domain_key(owner: Person, members: dict[str, Any]) -> None:
    zone = new_zone(owner)
    assert by_password(owner, "POST", f"domains/{zone}/keys", {"description": "x", **members}).status == 400
    assert by_password(owner, "GET", f"domains/{zone}/keys").response == {}


def test_a_limited_domain_key_keeps_to_its_limits_and_the_owner_reads_what_was_denied(owner: Person) -> None:
    zone = new_zone(owner)
    key = MadeDomainKey(owner, zone, domains_write=True, scope={"names": ["home"], "types": ["A"]})
    assert key.api("POST", f"domains/{zone}/records", {"records": [{"name": "home", **A}]}).status == 200
    assert key.api("POST", f"domains/{zone}/records", {"records": [{"name": "www", **A}]}).status == 400
    assert key.api("DELETE", f"domains/{zone}/records").status == 400
    assert key.api("POST", f"domains/{zone}", {"defaultttl": 60}).status == 400
    listed = by_password(owner, "GET", f"domains/{zone}/audit?filter[type]=domain.key.denied").response["entries"]
    assert [json.loads(entry["args"])[1] for entry in listed] == [
        f"POST domains/{zone}",
        f"NS {zone}",
        f"A www.{zone}",
    ]
    assert {entry["through"] for entry in listed} == {"domain_key"}


def test_a_domain_key_for_acme_only_writes_challenges(owner: Person) -> None:
    zone = new_zone(owner)
    key = MadeDomainKey(owner, zone, scope={"kind": "acme"})
    challenge = {"name": "_acme-challenge", "type": "TXT", "content": "x"}
    assert key.shown["domains_write"] is True
    assert key.api("POST", f"domains/{zone}/records", {"records": [challenge]}).status == 200
    assert key.api("POST", f"domains/{zone}/records", {"records": [{"name": "www", **A}]}).status == 400
    assert key.api("GET", f"domains/{zone}/records").status == 403


def test_a_key_makes_no_domain_key_that_may_do_more_or_lasts_longer(owner: Person) -> None:
    zone = new_zone(owner)
    soon = int(time.time()) + 3600
    maker = MadeKey(owner, domains_read=True, domains_write=True, expires=soon, scope={"networks": ["127.0.0.0/8"]})
    path = f"domains/{zone}/keys"
    near = {"networks": ["127.0.0.1/32"]}
    for members in ({}, {"expires": soon}, {"scope": near}, {"expires": soon + 60, "scope": near}):
        answer = maker.api("POST", path, {"description": "x", "domains_write": True, **members})
        assert (answer.status, answer.body["error"].split(",")[0]) == (400, "A key can not make"), members
    assert maker.api("POST", path, {"description": "x", "expires": soon, "scope": near}).status == 200
    strong = MadeDomainKey(owner, zone, domains_write=True)
    assert maker.api("POST", f"{path}/{strong.id}", {"description": "mine"}).status == 400
    # equal ones within a minute are noted once: those of making a key, and that of changing one
    assert len(denials(owner)) == 2
