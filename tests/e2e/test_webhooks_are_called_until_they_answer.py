"""Webhooks: called after every change, signed, again when they fail, and never where they must not lead."""

import hashlib
import hmac
import json
import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests.hook_receiver import HookReceiver, Received, hook_receiver
from tests.people import Person, plain_zone, send
from tests.stack import Stack
from tests.waiting import until

A_RECORD = {"name": "www", "type": "A", "content": "192.0.2.1"}


@pytest.fixture
def receiver() -> Iterator[HookReceiver]:
    with hook_receiver() as running:
        yield running


def add_hook(stack: Stack, zone: str, url: str, password: str = "") -> str:
    answer = stack.api("POST", f"domains/{zone}/hooks", {"url": url, "password": password})
    [(hook_id, hook)] = answer.response.items()
    assert hook["updated"] is True
    return str(hook_id)


def add_record(stack: Stack, zone: str, content: str = "192.0.2.1") -> None:
    assert stack.api("POST", f"domains/{zone}/records", {"records": [A_RECORD | {"content": content}]}).status == 200


def calls(stack: Stack, zone: str, hook: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = stack.api("GET", f"domains/{zone}/hooks/{hook}/calls").response
    return found


def finished_call(stack: Stack, zone: str, hook: str, seconds: float = 30) -> dict[str, Any]:
    def last() -> dict[str, Any] | None:
        found = calls(stack, zone, hook)
        return found[0] if found and found[0]["state"] != "owed" else None

    return until(last, "the last call is finished", seconds)


def attempted_call(stack: Stack, zone: str, hook: str) -> dict[str, Any]:
    def last() -> dict[str, Any] | None:
        found = calls(stack, zone, hook)
        return found[0] if found and found[0]["result"] else None

    return until(last, "the last call was tried")


def first(receiver: HookReceiver) -> Received:
    until(lambda: receiver.received, "a call arrives")
    return receiver.received[0]


def test_a_change_of_records_is_told_with_both_signatures(stack: Stack, receiver: HookReceiver) -> None:
    zone = plain_zone(stack)
    hook = add_hook(stack, zone, f"{receiver.url}/dns?from=us", " schlüssel ")
    add_record(stack, zone)
    call = first(receiver)
    key = "schlüssel".encode()
    assert call.path == "/dns?from=us"
    assert call.headers["Content-Type"] == "application/json"
    assert call.headers["X-HMAC-SIGNATURE"] == "sha1=" + hmac.new(key, call.body, hashlib.sha1).hexdigest()
    assert call.headers["X-HMAC-SIGNATURE-256"] == "sha256=" + hmac.new(key, call.body, hashlib.sha256).hexdigest()
    payload = json.loads(call.body)
    assert payload == {
        "domain": zone,
        "type": "records_changed",
        "reason": "update_records",
        "serial": stack.api("GET", f"domains/{zone}").response["SOA"]["serial"],
        "time": pytest.approx(time.time(), abs=60),
    }
    told = finished_call(stack, zone, hook)
    assert (told["state"], told["attempts"], told["payload"]) == ("delivered", 1, payload)
    assert stack.api("GET", f"domains/{zone}/hooks/{hook}").response["lastused"] > 0


def test_every_kind_of_change_is_told_by_its_reason(stack: Stack, receiver: HookReceiver) -> None:
    zone = plain_zone(stack)
    add_hook(stack, zone, receiver.url)
    add_record(stack, zone)
    record = next(
        entry["id"] for entry in stack.api("GET", f"domains/{zone}/records").response["records"] if entry["name"]
    )
    text = stack.api("GET", f"domains/{zone}/export").response["zone"]
    changes: list[tuple[str, str, object]] = [
        ("POST", f"records/{record}", {"content": "192.0.2.7"}),
        ("POST", "", {"defaultttl": 300}),
        ("POST", "", {"SOA": {"refresh": 7201}}),
        ("DELETE", f"records/{record}", None),
        ("POST", "import", {"zone": text}),
        ("DELETE", "record/www", None),
    ]
    for verb, path, data in changes:
        assert stack.api(verb, f"domains/{zone}/{path}".rstrip("/"), data).status == 200, path
    until(lambda: len(receiver.received) == 1 + len(changes), f"all calls arrive: {receiver.received}")
    told = [json.loads(call.body) for call in receiver.received]
    by_time = sorted((call["serial"], call["type"], call["reason"]) for call in told)
    assert [(kind, reason) for _serial, kind, reason in by_time] == [
        ("records_changed", "update_records"),
        ("domain_changed", "update"),
        ("records_changed", "update_record"),
        ("domain_changed", "update"),
        ("records_changed", "delete_record"),
        ("records_changed", "import"),
        ("records_changed", "delete_records"),
    ]


def test_a_call_without_a_password_is_not_signed(stack: Stack, receiver: HookReceiver) -> None:
    zone = plain_zone(stack)
    add_hook(stack, zone, receiver.url, "   ")
    add_record(stack, zone)
    assert "X-HMAC-SIGNATURE" not in first(receiver).headers


def test_a_call_that_fails_is_made_again(stack: Stack, receiver: HookReceiver) -> None:
    zone = plain_zone(stack)
    receiver.statuses[:] = [500]
    hook = add_hook(stack, zone, receiver.url, "secret")
    add_record(stack, zone)
    tried = attempted_call(stack, zone, hook)
    assert (tried["state"], tried["attempts"], tried["result"]) == ("owed", 1, "answered 500")
    told = finished_call(stack, zone, hook)
    assert (told["state"], told["attempts"]) == ("delivered", 2)
    assert [call.body for call in receiver.received] == [receiver.received[0].body] * 2
    assert len({call.headers["X-Hook-Call"] for call in receiver.received}) == 1


def test_a_redirect_is_not_followed(stack: Stack, receiver: HookReceiver) -> None:
    zone = plain_zone(stack)
    receiver.statuses[:] = [302]
    hook = add_hook(stack, zone, f"{receiver.url}/moved")
    add_record(stack, zone)
    assert attempted_call(stack, zone, hook)["result"].startswith("answered 302, a redirect")
    assert [call.path for call in receiver.received] == ["/moved"]


def test_a_call_that_never_succeeds_is_given_up_and_a_dead_hook_disabled(stack: Stack, receiver: HookReceiver) -> None:
    zone = plain_zone(stack)
    receiver.statuses[:] = [503]
    hook = add_hook(stack, zone, receiver.url)
    add_record(stack, zone)
    call = attempted_call(stack, zone, hook)["id"]
    # as it would be an hour and many changes later
    stack.sql(
        f"UPDATE domain_hooks SET failed_calls = 19 WHERE id = {hook};"
        f"UPDATE hook_calls SET attempts = 5, next_attempt_at = 0 WHERE id = {call};"
    )
    receiver.statuses[:] = [503]
    told = finished_call(stack, zone, hook)
    assert (told["state"], told["attempts"], told["result"]) == ("given_up", 6, "given up: answered 503")
    shown = stack.api("GET", f"domains/{zone}/hooks/{hook}").response
    assert (shown["disabled"], shown["failedcalls"]) == (True, 20)
    add_record(stack, zone, "192.0.2.9")
    assert len(calls(stack, zone, hook)) == 1
    again = stack.api("POST", f"domains/{zone}/hooks/{hook}", {"disabled": False}).response
    assert (again["disabled"], again["failedcalls"], again["updated"]) == (False, 0, True)


def test_a_call_is_made_though_its_ring_was_lost(stack: Stack, receiver: HookReceiver) -> None:
    zone = plain_zone(stack)
    hook = add_hook(stack, zone, receiver.url)
    stack.stop("gearmand")
    try:
        add_record(stack, zone)
        assert calls(stack, zone, hook)[0]["attempts"] == 0
    finally:
        stack.start("gearmand")
    assert finished_call(stack, zone, hook, 60)["state"] == "delivered"


def test_a_slow_receiver_holds_up_no_zone_and_no_other_hook(stack: Stack, receiver: HookReceiver) -> None:
    slow, quick = plain_zone(stack), plain_zone(stack)
    receiver.may_answer.clear()
    add_hook(stack, slow, receiver.url)
    for number in range(20):
        add_record(stack, slow, f"192.0.2.{number + 10}")
    until(lambda: receiver.received, "the slow one is being called")
    with hook_receiver() as other:
        hook = add_hook(stack, quick, other.url)
        add_record(stack, quick)
        assert finished_call(stack, quick, hook)["state"] == "delivered"
    assert stack.wait_until_live(slow)["state"] == "live"
    # its calls are made one after the other
    assert len(receiver.received) == 1


def test_a_password_is_never_shown_and_is_stored_encrypted(stack: Stack) -> None:
    zone = plain_zone(stack)
    hook = add_hook(stack, zone, "https://hooks.example.net/dns", "xyzzy-plugh")
    shown = stack.api("GET", f"domains/{zone}/hooks/{hook}").response
    assert shown["password"] == "********"
    [[stored]] = stack.sql(f"SELECT secret FROM domain_hooks WHERE id = {hook}")
    assert stored
    assert "xyzzy" not in stored
    # a form that sends back what it was shown changes nothing
    answer = stack.api("POST", f"domains/{zone}/hooks/{hook}", {"url": "https://a.example.net", "password": "********"})
    assert answer.response["url"] == "https://a.example.net"
    assert stack.sql(f"SELECT secret FROM domain_hooks WHERE id = {hook}") == [[stored]]
    events = stack.sql(
        f"SELECT type, args FROM audit_entries WHERE type LIKE 'domain.hook.%' AND args LIKE '%, {hook}%'"
    )
    assert [row[0] for row in events] == ["domain.hook.created", "domain.hook.updated"]
    assert "xyzzy" not in str(events)


BAD_URLS = {
    "ftp://hooks.example.net/": "https:// or http://",
    "hooks.example.net": "https:// or http://",
    "https://": "https:// or http://",
    "https://user:pw@hooks.example.net/": "user name or password",
    "https://hooks.example.net:22/": "port",
    "https://hooks.example.net:99999/": "valid url",
    "https://hooks.example.net/a b": "blanks",
    "https://hooks.example.net/\r\nX-Evil: 1": "control characters",
    "http://169.254.169.254/latest/meta-data/": "not a public one",
    "http://10.0.0.1/": "not a public one",
    "http://[::ffff:192.168.0.1]/": "not a public one",
    "http://[fe80::1]/": "not a public one",
    "https://hooks.example.net/" + "a" * 250: "250 characters",
}


@pytest.mark.parametrize("url", BAD_URLS)
def test_a_url_that_must_not_be_called_is_refused(stack: Stack, url: str) -> None:
    zone = plain_zone(stack)
    answer = stack.api("POST", f"domains/{zone}/hooks", {"url": url, "password": ""})
    assert (answer.status, answer.body["error"]) == (400, "Error creating Hook.")
    assert BAD_URLS[url] in answer.body["errorData"][0]
    assert stack.api("GET", f"domains/{zone}/hooks").response == {}


def test_a_name_that_leads_to_an_address_that_is_not_public_is_not_called(stack: Stack) -> None:
    zone = plain_zone(stack)
    # a number is an address to the resolver, though not to who reads it: 10.0.0.1
    hook = add_hook(stack, zone, "http://167772161:8080/")
    add_record(stack, zone)
    assert "no public address, so it is not called" in attempted_call(stack, zone, hook)["result"]


def test_what_is_missing_or_unknown_is_said(stack: Stack) -> None:
    zone = plain_zone(stack)
    answer = stack.api("POST", f"domains/{zone}/hooks", {"url": "https://hooks.example.net/"})
    assert (answer.status, answer.body["errorData"]) == (400, ["Missing required field: password"])
    for verb in ("GET", "POST", "DELETE"):
        answer = stack.api(verb, f"domains/{zone}/hooks/999999999", {} if verb == "POST" else None)
        assert (answer.status, answer.body["error"]) == (400, "Unknown domain hook: 999999999")


def test_a_deleted_hook_is_called_no_more(stack: Stack, receiver: HookReceiver) -> None:
    zone = plain_zone(stack)
    hook = add_hook(stack, zone, receiver.url)
    assert stack.api("DELETE", f"domains/{zone}/hooks/{hook}").response == {"deleted": True}
    add_record(stack, zone)
    assert stack.sql(f"SELECT COUNT(*) FROM hook_calls WHERE payload LIKE '%{zone}%'") == [["0"]]


def test_hooks_want_the_level_write_even_for_reading(stack: Stack, other: Person) -> None:
    zone = plain_zone(stack)
    hook = add_hook(stack, zone, "https://hooks.example.net/")
    stack.api("POST", f"domains/{zone}/access", {"access": {other.email: "read"}})
    answer = other.api("GET", f"domains/{zone}/hooks")
    assert (answer.status, "required access" in answer.body["error"]) == (400, True)
    stack.api("POST", f"domains/{zone}/access", {"access": {other.email: "write"}})
    assert list(other.api("GET", f"domains/{zone}/hooks").response) == [hook]
    assert send(stack, "GET", f"/1.0/domains/{zone}/hooks").status == 401
