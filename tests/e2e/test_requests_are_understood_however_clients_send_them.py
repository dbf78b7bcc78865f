"""Transport of API 1.0 (§1, §2): paths, verbs and bodies in every form clients send them in."""

import json
from urllib.parse import quote

import pytest

from tests.people import demo_headers, plain_zone, send
from tests.stack import Stack


@pytest.fixture(scope="module")
def zone(stack: Stack) -> str:
    return plain_zone(stack)


@pytest.mark.parametrize("path", ["/1.0/version", "/1.0/VERSION", "//1.0///version", "/1.0/version?x=/y//z"])
def test_case_and_repeated_slashes_of_a_path_do_not_matter(stack: Stack, path: str) -> None:
    answer = send(stack, "GET", path)
    assert (answer.status, answer.response) == (200, {"version": "1.0"})


@pytest.mark.parametrize("path", ["ping/", "version/", "nothing/here", "domains/x.org/records/abc", "records/-1"])
@pytest.mark.parametrize("verb", ["GET", "DELETE"])
def test_an_unknown_path_is_echoed_with_404(stack: Stack, verb: str, path: str) -> None:
    answer = send(stack, verb, f"/1.0/{path}", headers=demo_headers(stack))
    assert (answer.status, answer.body["error"]) == (404, f"Unknown method requested ({path}).")


@pytest.mark.parametrize("verb", ["HEAD", "PATCH", "POST", "BREW"])
def test_a_verb_without_a_route_is_404(stack: Stack, verb: str) -> None:
    assert send(stack, verb, "/1.0/ping").status == 404


@pytest.mark.parametrize("path", ["/", "/1.0/", "/1.0/domains", "/1.0/nothing"])
def test_options_is_answered_everywhere_without_credentials(stack: Stack, path: str) -> None:
    answer = send(stack, "OPTIONS", path, headers={"Origin": "https://web.example"})
    assert (answer.status, answer.body) == (200, {"text": ""})
    assert answer.headers["Access-Control-Allow-Origin"] == "https://web.example"
    assert {"POST", "DELETE"} <= set(answer.headers["Access-Control-Allow-Methods"].split(", "))
    assert answer.headers["Access-Control-Allow-Headers"] == "*"


def test_without_an_origin_every_origin_is_allowed(stack: Stack) -> None:
    assert send(stack, "GET", "/1.0/ping").headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("path", ["/", "/1.0/"])
def test_browsers_are_sent_from_the_root_to_the_documentation(stack: Stack, path: str) -> None:
    answer = send(stack, "GET", path, headers={"Accept": "text/html,*/*"})
    assert (answer.status, answer.headers["Location"]) == (303, "./docs")


def test_other_clients_are_told_at_the_root_what_is_missing(stack: Stack) -> None:
    accept = {"Accept": "text/html, application/json"}
    bare = send(stack, "GET", "/", headers=accept)
    assert (bare.status, bare.body) == (404, {"error": "Invalid API Version. (Latest: 1.0)"})
    versioned = send(stack, "GET", "/1.0/", headers=accept)
    assert (versioned.status, versioned.body["error"]) == (404, "Method required.")
    assert "method" not in versioned.body


@pytest.mark.parametrize("text", ["1700000000", "a b", "a/b", "ÄÖ", "MiXed", "+"])
def test_a_parameter_is_decoded_after_the_path_was_matched(stack: Stack, text: str) -> None:
    assert send(stack, "GET", f"/1.0/ping/{quote(text, safe='')}").response == {"time": text}


def test_a_plus_in_a_parameter_is_a_blank(stack: Stack) -> None:
    assert send(stack, "GET", "/1.0/ping/a+b").response == {"time": "a b"}


@pytest.mark.parametrize("path", ["record//NS", "record/", "record/@", "record/%40/ns", "RECORD//ns"])
def test_the_apex_can_be_named_by_nothing_at_all(stack: Stack, zone: str, path: str) -> None:
    answer = send(stack, "GET", f"/1.0/domains/{zone}/{path}", headers=demo_headers(stack))
    assert {record["type"] for record in answer.response["records"]} == {"NS"}


def test_collapsed_slashes_do_not_turn_an_owner_into_a_type(stack: Stack, zone: str) -> None:
    stack.add(zone, {"name": "a", "type": "A", "content": "192.0.2.1"})
    at_owner = send(stack, "GET", f"/1.0/domains/{zone}/record/A", headers=demo_headers(stack)).response
    at_apex = send(stack, "GET", f"/1.0/domains/{zone}/record//A", headers=demo_headers(stack)).response
    assert [record["name"] for record in at_owner["records"]] == ["a"]
    assert at_apex["records"] == []


@pytest.mark.parametrize(
    ("verb", "headers"),
    [
        ("POST", {}),
        ("PUT", {}),
        ("GET", {"X-Request-Method": "POST"}),
        ("DELETE", {"X-Request-Method": "put"}),
    ],
)
def test_put_and_a_verb_in_a_header_are_a_post(stack: Stack, zone: str, verb: str, headers: dict[str, str]) -> None:
    body = json.dumps({"data": {"records": []}})
    answer = send(stack, verb, f"/1.0/domains/{zone}/records", body, demo_headers(stack) | headers)
    assert answer.response["changed"] == []


def test_a_verb_in_a_header_may_also_be_one_without_a_route(stack: Stack) -> None:
    assert send(stack, "GET", "/1.0/ping", headers={"X-Request-Method": "HEAD"}).status == 404


MULTIPART = '--b\r\nContent-Disposition: form-data; name="data"\r\n\r\n{"defaultttl": %d}\r\n--b--\r\n'


@pytest.mark.parametrize(
    ("query", "body", "kind"),
    [
        ("", '{"data": {"defaultttl": %d}}', "application/json"),
        ("", '{"data": {"defaultttl": %d}}', "text/plain"),
        ("", '{"data": {"defaultttl": %d}, "unknown": [1]}', "application/json; charset=x"),
        ("?data=%%7B%%22defaultttl%%22:%d%%7D", "", "application/json"),
        ("", MULTIPART, "multipart/form-data; boundary=b"),
        ("", "data=%%7B%%22defaultttl%%22:%d%%7D", "application/x-www-form-urlencoded"),
        ("", '{"data": {"defaultttl": %d}}', "application/x-www-form-urlencoded"),
    ],
)
def test_data_is_found_wherever_it_was_put(stack: Stack, zone: str, query: str, body: str, kind: str) -> None:
    ttl = 1000 + len(query) * 100 + len(body)
    path = f"/1.0/domains/{zone}{query % ttl if query else ''}"
    headers = demo_headers(stack) | {"Content-Type": kind}
    assert send(stack, "POST", path, body % ttl if body else None, headers).response["defaultttl"] == ttl


@pytest.mark.parametrize("path", ["/1.0/domains", "/1.0/domains/{zone}", "/1.0/domains/{zone}/records"])
@pytest.mark.parametrize(
    "body",
    ["", "{}", "[]", "null", '""', "false", "0", "{", "data", "[1]", '"data"', "[" * 100_000, b"\xff\xfe\x00", "NaN"],
    ids=lambda body: ascii(body[:10]),
)
def test_a_body_that_is_no_filled_object_is_an_error_with_input(
    stack: Stack, zone: str, path: str, body: str | bytes
) -> None:
    answer = send(stack, "POST", path.format(zone=zone), body, demo_headers(stack))
    assert (answer.status, answer.body["error"]) == (400, "Error with input.")


def test_an_empty_list_is_taken_for_an_empty_object(stack: Stack, zone: str) -> None:
    empty: list[object] = [{}, []]
    for data in empty:
        assert stack.api("POST", f"domains/{zone}/records", body={"data": data}).response["changed"] == []
