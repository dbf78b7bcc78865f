"""The envelope of API 1.0 (§3), its headers (§5), and what refusals look like."""

import json
import re

import pytest
import requests

from tests.people import basic, demo_headers, plain_zone, send
from tests.stack import Stack


@pytest.mark.parametrize("path", ["ping", "version", "domains", "nothing", "domains/x", "domains/unknown-domain.org"])
def test_every_answer_has_its_own_id_of_thirteen_digits(stack: Stack, path: str) -> None:
    answers = [send(stack, "GET", f"/1.0/{path}", headers=demo_headers(stack)) for _ in range(2)]
    ids = [answer.body["respid"] for answer in answers]
    assert all(re.fullmatch(r"[0-9a-f]{13}", respid) for respid in ids)
    assert ids[0] != ids[1]
    for answer in answers:
        assert answer.body["method"] == path
        assert answer.headers["Content-Type"] == "application/json"
        assert ("error" in answer.body) == (answer.status != 200)
        assert not {"error", "response"} <= answer.body.keys()


def test_members_come_in_the_order_of_the_original(stack: Stack) -> None:
    good = send(stack, "GET", "/1.0/version", headers={"X-Request-ID": "r-1"})
    assert list(good.body) == ["reqid", "respid", "method", "response"]
    bad = send(stack, "POST", "/1.0/domains", "x", demo_headers(stack) | {"X-Request-ID": "r-1"})
    assert list(bad.body) == ["reqid", "respid", "method", "error", "errorData"]


def test_the_path_is_echoed_as_it_was_sent_but_for_the_query(stack: Stack) -> None:
    assert send(stack, "GET", "/1.0/Ping/a%2Fb?x=1").body["method"] == "Ping/a%2Fb"


def test_no_request_id_is_made_up(stack: Stack) -> None:
    assert "reqid" not in send(stack, "GET", "/1.0/ping").body


@pytest.mark.parametrize("reqid", ["r-1", 7, {"a": [1]}, "ü" * 300, False, ["x"], "\ud800", 2**70])
def test_the_request_id_of_the_body_is_echoed_as_it_is(stack: Stack, reqid: object) -> None:
    body = json.dumps({"reqid": reqid, "data": {}})
    answer = send(stack, "POST", "/1.0/domains", body, demo_headers(stack) | {"X-Request-ID": "of-the-header"})
    assert (answer.status, answer.body["reqid"]) == (400, reqid)


def test_without_one_in_the_body_the_request_id_of_the_header_is_echoed(stack: Stack) -> None:
    for body in ('{"data": {}}', "no json", ""):
        answer = send(stack, "POST", "/1.0/domains", body, demo_headers(stack) | {"X-Request-ID": "h\tü 1"})
        assert answer.body["reqid"] == "h\tü 1"


def test_lists_and_maps_are_there_when_they_are_empty(stack: Stack) -> None:
    zone = plain_zone(stack)
    stack.api("DELETE", f"domains/{zone}/records")
    assert stack.api("GET", f"domains/{zone}/records").body["response"]["records"] == []
    assert stack.api("GET", "domains?contains=nothing-of-ours.example").body["response"] == {}


def test_an_action_without_a_result_has_no_response(stack: Stack) -> None:
    assert "response" not in send(stack, "GET", "/1.0/ping").body


@pytest.mark.parametrize("headers", [{}, basic("nobody@x.org", "wrong"), {"Authorization": "Basic !"}])
def test_who_has_to_sign_in_is_told_how(stack: Stack, headers: dict[str, str]) -> None:
    answer = send(stack, "GET", "/1.0/domains", headers=headers)
    assert (answer.status, answer.body["error"]) == (401, "Authentication required.")
    assert answer.headers["WWW-Authenticate"] == 'Basic realm="API"'


def test_only_a_missing_sign_in_asks_for_one(stack: Stack) -> None:
    assert "WWW-Authenticate" not in send(stack, "GET", "/1.0/nothing").headers


@pytest.mark.parametrize("path", ["ping", "ping/1", "version"])
def test_bad_credentials_do_not_matter_where_none_are_needed(stack: Stack, path: str) -> None:
    assert send(stack, "GET", f"/1.0/{path}", headers=basic("nobody@x.org", "wrong")).status == 200


def test_details_of_a_refusal_are_never_a_bare_text(stack: Stack) -> None:
    zone = plain_zone(stack)
    duplicate = stack.api("POST", "domains", {"domain": zone})
    assert (duplicate.status, duplicate.body["errorData"]) == (400, ["Domain already exists"])


@pytest.mark.parametrize("octets", [49 * 1024 * 1024, 80 * 1024 * 1024])
def test_a_body_that_is_too_large_is_refused_after_it_was_sent(stack: Stack, octets: int) -> None:
    for path, status in ("domains", 401), ("register", 413), ("nothing", 404):
        assert send(stack, "POST", f"/1.0/{path}", b"a" * octets).status == status
    answer = send(stack, "POST", "/1.0/domains", b"a" * octets, demo_headers(stack))
    assert answer.status == 413
    assert "at most" in answer.body["error"]


MEBIBYTE = 1024 * 1024


def large_body(reqid: str) -> bytes:
    """Return more than is read of somebody who has not signed in, and far less than the rest of us may send."""
    return json.dumps({"reqid": reqid, "data": {"domain": "x" * 2 * MEBIBYTE}}).encode()


def test_nothing_large_is_read_of_who_has_not_signed_in(stack: Stack) -> None:
    refused = send(stack, "POST", "/1.0/domains", large_body("of a stranger"))
    assert refused.status == 401
    assert "reqid" not in refused.body
    public = send(stack, "POST", "/1.0/register", large_body("of a stranger"))
    assert (public.status, public.body["error"]) == (
        413,
        f"The body is too large; it may have at most {MEBIBYTE} octets.",
    )


@pytest.mark.parametrize("is_chunked", [False, True])
def test_who_has_signed_in_may_send_something_large(stack: Stack, is_chunked: bool) -> None:
    body = large_body("of a friend")
    answer = requests.post(
        f"{stack.info['api']['url']}/1.0/domains",
        data=iter([body[:MEBIBYTE], body[MEBIBYTE:]]) if is_chunked else body,
        headers=demo_headers(stack),
        timeout=30,
    )
    assert answer.status_code == 400
    assert answer.json()["reqid"] == "of a friend"
    assert answer.json()["error"].startswith("Invalid domain")


def test_a_number_no_answer_could_repeat_is_no_json(stack: Stack) -> None:
    answer = send(stack, "POST", "/1.0/domains", '{"reqid": 1e999, "data": {"domain": "x.org"}}', demo_headers(stack))
    assert answer.status == 400
    assert answer.body["errorData"] == ["This is not JSON: 1e999 is too large"]
    assert "reqid" not in answer.body
