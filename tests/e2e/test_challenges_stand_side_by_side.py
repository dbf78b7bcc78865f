"""`httpreq` in both modes: values of one name do not touch each other, and an answer means that they are public."""

import base64
import hashlib
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.people import Person, basic, request_as
from tests.stack import Answer, Stack


@pytest.fixture(scope="module")
def zone(stack: Stack) -> str:
    return stack.new_zone()


def call(stack: Stack, what: str, **challenge: Any) -> Answer:
    return stack.beside().api("POST", f"external/httpreq/{what}", body=challenge)


def values(stack: Stack, zone: str, name: str) -> set[str]:
    records = stack.api("GET", f"domains/{zone}/record/{name}/TXT").response["records"]
    return {record["content"] for record in records}


def test_an_answer_means_that_every_public_server_has_the_value(stack: Stack, zone: str) -> None:
    value = uuid.uuid4().hex
    answer = call(stack, "present", fqdn=f"_acme-challenge.www.{zone}.", value=value).response
    assert answer["status"]["state"] == "live"
    for port in stack.public_ports.values():
        assert stack.values(port, f"_acme-challenge.www.{zone}", "TXT") == {f'"{value}"'}
    (changed,) = answer["changed"]
    assert (changed["name"], changed["ttl"]) == (f"_acme-challenge.www.{zone}", 60)
    assert changed["updated"] is True
    removed = call(stack, "cleanup", fqdn=f"_acme-challenge.www.{zone}", value=value).response
    assert [record["id"] for record in removed["changed"]] == [changed["id"]]
    assert removed["serial"] == answer["serial"] + 1


def test_fifty_at_once_are_fifty_values_and_cleaning_up_leaves_none(stack: Stack, zone: str) -> None:
    wanted = {uuid.uuid4().hex for _ in range(50)}
    challenges = [{"fqdn": f"_acme-challenge.{zone}.", "value": value} for value in wanted]
    with ThreadPoolExecutor(16) as pool:
        put = list(pool.map(lambda challenge: call(stack, "present", **challenge), challenges))
        assert {answer.status for answer in put} == {200}
        assert values(stack, zone, "_acme-challenge") == wanted
        serials = [answer.response["serial"] for answer in put]
        assert len(set(serials)) == 50
        gone = list(pool.map(lambda challenge: call(stack, "cleanup", **challenge), challenges))
    assert {answer.status for answer in gone} == {200}
    assert values(stack, zone, "_acme-challenge") == set()


def test_a_value_that_is_there_is_not_put_there_again(stack: Stack, zone: str) -> None:
    challenge = {"fqdn": f"_acme-challenge.twice.{zone}", "value": "once"}
    first = call(stack, "present", **challenge).response
    again = call(stack, "present", **challenge).response
    assert again["changed"] == []
    assert again["serial"] == first["serial"]
    assert values(stack, zone, "_acme-challenge.twice") == {"once"}


def test_cleaning_up_what_is_not_there_says_the_value_all_the_same(stack: Stack, zone: str) -> None:
    before = stack.api("GET", f"domains/{zone}/status").response["serial"]
    answer = call(stack, "cleanup", fqdn=f"_acme-challenge.{zone}", value="never-there").response
    assert answer["changed"] == []
    assert answer["value"] == "never-there"
    assert answer["serial"] == before


def test_other_values_and_types_are_left_alone(stack: Stack, zone: str) -> None:
    name = "_acme-challenge.mixed"
    stack.add(zone, {"name": name, "type": "TXT", "content": "of somebody else"})
    stack.add(zone, {"name": name, "type": "A", "content": "192.0.2.9"})
    call(stack, "present", fqdn=f"{name}.{zone}", value="mine")
    assert values(stack, zone, name) == {"of somebody else", "mine"}
    call(stack, "cleanup", fqdn=f"{name}.{zone}", value="mine")
    assert values(stack, zone, name) == {"of somebody else"}
    call(stack, "cleanup", fqdn=f"{name}.{zone}")
    left = stack.api("GET", f"domains/{zone}/record/{name}").response["records"]
    assert [record["type"] for record in left] == ["A"]


@pytest.mark.parametrize("wrapped", [False, True])
def test_raw_mode_computes_the_value(stack: Stack, zone: str, wrapped: bool) -> None:
    token, thumbprint = uuid.uuid4().hex, "thumbprint"
    digest = hashlib.sha256(f"{token}.{thumbprint}".encode()).digest()
    expected = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    for key_auth in f"{token}.{thumbprint}", thumbprint:
        raw: dict[str, Any] = {"domain": f"raw.{zone}", "token": token, "keyAuth": key_auth}
        answer = call(stack, "present", **({"data": raw} if wrapped else raw)).response
        assert answer["value"] == expected
    assert values(stack, zone, "_acme-challenge.raw") == {expected}
    call(stack, "cleanup", **raw)


def test_a_wish_not_to_wait_is_followed(stack: Stack, zone: str) -> None:
    answer = stack.api("POST", "external/httpreq/present?wait=0", body={"fqdn": f"now.{zone}", "value": "x"}).response
    assert answer["status"]["serial"] == answer["serial"]


@pytest.mark.parametrize(
    "challenge",
    [
        {"value": "x"},
        {"fqdn": "_acme-challenge.nobody-has-this.org", "value": "x"},
        {"fqdn": "..", "value": "x"},
        {"fqdn": "_acme-challenge.{zone}"},
        {"fqdn": ["a"], "value": "x"},
        {"fqdn": "bad name.{zone}", "value": "x"},
    ],
)
def test_what_is_no_challenge_is_refused(stack: Stack, zone: str, challenge: dict[str, Any]) -> None:
    filled = {key: value.format(zone=zone) if isinstance(value, str) else value for key, value in challenge.items()}
    answer = call(stack, "present", **filled)
    assert answer.status == 400, answer.body
    assert answer.body["error"]


def test_a_stranger_cannot_put_a_challenge_there(stack: Stack, zone: str, other: Person) -> None:
    challenge = {"fqdn": f"_acme-challenge.{zone}", "value": "x"}
    answer = other.api("POST", "external/httpreq/present", body=challenge)
    assert answer.status == 400
    assert answer.body["error"].startswith("No matching domains found")
    reading = request_as(stack, other.reading_headers, "POST", "external/httpreq/present", body=challenge)
    assert reading.status == 403


def test_a_key_of_the_domain_signs_in_as_clients_send_it(stack: Stack, zone: str) -> None:
    made = stack.api("POST", f"domains/{zone}/keys", {"description": "acme", "domains_write": True}).response
    (key,) = made
    headers = basic(zone, key)
    challenge = {"fqdn": f"_acme-challenge.{zone}", "value": "by a domain key"}
    assert request_as(stack, headers, "POST", "external/httpreq/present", body=challenge).status == 200
    assert request_as(stack, headers, "POST", "external/httpreq/cleanup", body=challenge).status == 200
    elsewhere = {"fqdn": f"_acme-challenge.{stack.create_zone()}", "value": "x"}
    assert request_as(stack, headers, "POST", "external/httpreq/present", body=elsewhere).status == 400


def test_caddy_sends_its_own_spelling_and_finds_the_challenge_beside_the_answer(stack: Stack, zone: str) -> None:
    """As libdns/acmeproxy does: it reads `FQDN` and `Value`, in any case, of the whole body, and compares both."""
    fqdn, value = f"_acme-challenge.caddy.{zone}.", uuid.uuid4().hex
    put = call(stack, "present", FQDN=fqdn, Value=value)
    assert put.status == 200, put.body
    assert (put.body["fqdn"], put.body["value"]) == (fqdn, value)
    assert values(stack, zone, "_acme-challenge.caddy") == {value}
    gone = call(stack, "cleanup", FQDN=fqdn, Value=value)
    assert (gone.body["fqdn"], gone.body["value"]) == (fqdn, value)
    assert values(stack, zone, "_acme-challenge.caddy") == set()
