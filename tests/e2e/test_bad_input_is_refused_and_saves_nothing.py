"""Junk at every place of every route: answered with a 4xx in the envelope (or taken rightly), never half saved."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.people import demo_headers, plain_zone, send, state_of
from tests.stack import Answer, Stack

JUNK: list[Any] = [
    *(None, True, False, 0, -1, 1.5, 2**31, 2**63, 2**70, 10**400, "", " ", "0", "x", [], {}, [[]], [None], {"a": 1}),
    *(
        "\x00",
        "\ud800",
        "ü\u0300",
        "\u2028",
        "a\nb",
        "../..",
        "%s%n",
        "'; DROP TABLE domains; --",
        '"',
        "\\",
        "x" * 100_000,
    ),
    *(["x"] * 1000, {"": {"": {"": []}}}),
]

# where a value of the wrong kind can stand: verb, path, and the body around it
PLACES: list[tuple[str, Any]] = [
    ("", lambda junk: junk),
    ("", lambda junk: {"data": junk}),
    ("", lambda junk: {"data": {"defaultttl": junk, "SOA": {"refresh": -1}}}),
    ("", lambda junk: {"data": {"SOA": junk, "dnssecpolicy": "unknown"}}),
    *(
        ("", lambda junk, member=member: {"data": {"SOA": {member: junk, "expire": "never"}}})
        for member in ("primaryNS", "adminAddress", "serial", "refresh")
    ),
    ("", lambda junk: {"data": {"disabled": junk, "defaultttl": "never"}}),
    ("", lambda junk: {"data": {"dnssecpolicy": junk, "defaultttl": "never"}}),
    ("/access", lambda junk: {"data": junk}),
    ("/access", lambda junk: {"data": {"access": junk}}),
    ("/access", lambda junk: {"data": {"access": {"nobody@x.org": junk}}}),
    ("/access", lambda junk: {"data": {"access": {str(junk)[:1000]: "read"}}}),
    ("/import", lambda junk: {"data": junk}),
    ("/import", lambda junk: {"data": {"zone": junk}}),
    ("/records", lambda junk: junk),
    ("/records", lambda junk: {"data": junk if junk not in ([], {}) else None}),
    ("/records", lambda junk: {"data": {"records": junk if junk else 7}}),
    ("/records", lambda junk: {"data": {"records": [junk, {"name": "never..saved"}]}}),
    *(
        ("/records", lambda junk, member=member: {"data": {"records": [
            {"name": "www", "type": "MX", "content": "a.org", "priority": 1, member: junk},
            {"name": "never..saved", "type": "A", "content": "192.0.2.1"},
        ]}})
        for member in ("id", "name", "type", "content", "ttl", "priority", "comment", "disabled", "delete", "unknown")
    ),
    ("/records/1", lambda junk: {"data": junk}),
    ("/records/{id}", lambda junk: {"data": {"content": junk, "ttl": "never"}}),
    ("/records/{id}", lambda junk: {"data": {"ttl": "never"}, "delete": junk, "reqid": junk}),
]  # fmt: skip


@pytest.fixture(scope="module")
def zone(stack: Stack) -> str:
    return plain_zone(stack)


@pytest.fixture(scope="module")
def record(stack: Stack, zone: str) -> int:
    record_id: int = stack.add(zone, {"name": "kept", "type": "A", "content": "192.0.2.1"})["changed"][0]["id"]
    return record_id


def is_in_the_envelope(answer: Answer) -> bool:
    has_reason = isinstance(answer.body.get("error"), str) and not {"response"} & answer.body.keys()
    return 400 <= answer.status < 500 and has_reason and isinstance(answer.body.get("respid"), str)


@pytest.mark.parametrize("place", range(len(PLACES)))
def test_junk_is_refused_wherever_it_stands(stack: Stack, zone: str, record: int, place: int) -> None:
    path, around = PLACES[place]
    before = state_of(stack, zone)
    for junk in JUNK:
        body = around(junk)
        if isinstance(body, dict) and str(body.get("delete")).lower() in {"true", "1", "on", "yes"}:
            continue
        sent = json.dumps(body)
        target = f"/1.0/domains/{zone}{path.format(id=record)}"
        answer = send(stack, "POST", target, sent, demo_headers(stack))
        # an object without a member that is known asks for nothing
        asks_nothing = isinstance(body, dict) and body.get("data") in ([], {}, {"a": 1}, {"": {"": {"": []}}})
        is_taken = answer.status == 200 and asks_nothing
        assert is_taken or is_in_the_envelope(answer), (path, sent[:200], answer)
    assert state_of(stack, zone) == before


@pytest.mark.parametrize("junk", JUNK, ids=lambda junk: ascii(junk)[:20])
def test_no_junk_is_a_domain(stack: Stack, junk: object) -> None:
    domains = stack.api("GET", "domains").response
    for body in (junk, {"data": junk}, {"data": {"domain": junk}}, {"data": {"domain": "x.org", "dnssecpolicy": 7}}):
        assert is_in_the_envelope(send(stack, "POST", "/1.0/domains", json.dumps(body), demo_headers(stack)))
    assert stack.api("GET", "domains").response == domains


SEGMENTS = [
    *("%00", "%ff%fe", "%", "%zz", "%2F", "%2e%2e", "..", "%C3%BC", "%ED%A0%80", "%F0%9F%98%80", "%EE%80%80", "%25"),
    *("a" * 2000, "+", "'", "%22", "%5C", "*", "$", "-1", "1.5", "0x1", str(2**70), "%D9%A3", "None", "null"),
    "%0d%0aX:y",
]  # fmt: skip


@pytest.mark.parametrize("segment", SEGMENTS, ids=lambda segment: segment[:20])
@pytest.mark.parametrize("verb", ["GET", "POST", "DELETE"])
def test_odd_paths_are_refused(stack: Stack, zone: str, record: int, verb: str, segment: str) -> None:
    before = state_of(stack, zone)
    data = {"records": 7, "zone": 7, "access": 7, "SOA": 7, "ttl": "never"}
    body = json.dumps({"data": data}) if verb == "POST" else None
    for path in (
        f"{segment}",
        f"domains/{segment}",
        f"domains/{segment}/records",
        f"domains/{zone}/{segment}",
        f"domains/{zone}/records/{segment}",
        f"domains/{zone}/record/{segment}",
        f"domains/{zone}/export/{segment}",
        f"domains/{zone}/import/{segment}",
    ):
        answer = send(stack, verb, f"/1.0/{path}", body, demo_headers(stack))
        # at an owner that is a name and has no records there is nothing to find or to delete
        found = answer.response if answer.status == 200 and "/record/" in path else {}
        is_nothing = found.get("records") == [] or found.get("deleted") == 0
        assert is_nothing or is_in_the_envelope(answer), (path, answer)
    assert state_of(stack, zone) == before


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
MEMBERS = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(("id", "name", "type", "content", "ttl", "priority", "comment", "disabled", "delete"), JSON),
)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(entries=st.lists(MEMBERS | JSON, min_size=1, max_size=4))
def test_no_batch_of_random_values_ends_in_an_error_of_ours(stack: Stack, zone: str, entries: list[Any]) -> None:
    body = json.dumps({"data": {"records": [*entries, {"name": "never..saved", "type": "A", "content": "192.0.2.1"}]}})
    answer = send(stack, "POST", f"/1.0/domains/{zone}/records", body, demo_headers(stack))
    assert is_in_the_envelope(answer), (body, answer)


def test_nothing_of_all_that_was_saved(stack: Stack, zone: str, record: int) -> None:
    kept = stack.api("GET", f"domains/{zone}/records").response["records"]
    assert [(entry["name"], entry["type"]) for entry in kept] == [("", "NS"), ("", "NS"), ("kept", "A")]


def test_a_batch_of_ten_thousand_bad_entries_is_refused_entry_by_entry(stack: Stack, zone: str) -> None:
    answer = stack.api("POST", f"domains/{zone}/records", {"records": [{"name": 5}] * 10_000})
    assert answer.status == 400
    assert len(answer.body["errorData"]) == 10_000


@pytest.mark.parametrize("query", ["wait=1&wait=x", "data=%7B", "contains=" + "a" * 3000, "%ff=%00", "=&&=", "wait"])
def test_odd_queries_do_no_harm(stack: Stack, zone: str, query: str) -> None:
    for path in ("domains", f"domains/{zone}", f"domains/{zone}/records"):
        assert send(stack, "GET", f"/1.0/{path}?{query}", headers=demo_headers(stack)).status in {200, 400}


@pytest.mark.parametrize("member", ["fqdn", "value", "domain", "token", "keyAuth"])
def test_half_a_character_is_refused_in_a_challenge(stack: Stack, zone: str, member: str) -> None:
    challenge = {"domain": zone, "token": "a", "keyAuth": "b", member: "\ud800"}
    for what in "present", "cleanup":
        answer = send(stack, "POST", f"/1.0/external/httpreq/{what}?wait=0", json.dumps(challenge), demo_headers(stack))
        assert answer.status == 400
        assert "half of a character" in answer.body["errorData"][0]
