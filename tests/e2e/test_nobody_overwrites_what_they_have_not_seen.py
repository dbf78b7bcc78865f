"""Tags and conditions (RFC 9110 §13): a change decided on an old state is refused with the present one."""

import threading
from typing import Any

import pytest

from tests.people import demo_headers, plain_zone, send, state_of
from tests.stack import Answer, Stack

A_RECORD = {"name": "www", "type": "A", "content": "192.0.2.1"}


@pytest.fixture
def zone(stack: Stack) -> str:
    return plain_zone(stack)


def tag_of(stack: Stack, path: str) -> str:
    answer = stack.api("GET", path)
    assert answer.status == 200, answer.body
    assert answer.headers["Cache-Control"] == "private, no-cache"
    return answer.headers["ETag"]


def write(stack: Stack, tag: str, verb: str, path: str, data: object = None) -> Answer:
    return stack.api(verb, path, data, headers={"If-Match": tag})


def add_record(stack: Stack, zone: str, record: dict[str, Any]) -> int:
    changed = stack.add(zone, record)["changed"]
    return int(changed[0]["id"])


@pytest.mark.parametrize("path", ["", "/records", "/record/www", "/record/www/A", "/access"])
def test_what_is_unchanged_is_not_sent_again(stack: Stack, zone: str, path: str) -> None:
    stack.add(zone, A_RECORD)
    url = f"domains/{zone}{path}"
    tag = tag_of(stack, url)
    assert tag.startswith('"')
    for known in (tag, f'"other", W/{tag}', "*"):
        again = send(stack, "GET", f"/1.0/{url}", headers=demo_headers(stack) | {"If-None-Match": known})
        assert (again.status, again.body, again.headers["ETag"]) == (304, {"text": ""}, tag)
    stack.add(zone, A_RECORD | {"name": "other"})
    fresh = send(stack, "GET", f"/1.0/{url}", headers=demo_headers(stack) | {"If-None-Match": tag})
    assert fresh.status == 200
    assert fresh.headers["ETag"] != tag


def test_a_single_record_has_the_tag_of_its_zone(stack: Stack, zone: str) -> None:
    record_id = add_record(stack, zone, A_RECORD)
    tag = tag_of(stack, f"domains/{zone}/records/{record_id}")
    assert tag == tag_of(stack, f"domains/{zone}/records")
    again = send(
        stack, "GET", f"/1.0/domains/{zone}/records/{record_id}", headers=demo_headers(stack) | {"If-None-Match": tag}
    )
    assert again.status == 304


@pytest.mark.parametrize(
    ("verb", "path", "data"),
    [
        ("POST", "/records", {"records": [{"name": "mail", "type": "A", "content": "192.0.2.9"}]}),
        ("POST", "/records", {"add": [{"name": "mail", "type": "A", "content": "192.0.2.9"}]}),
        ("POST", "/records", {"remove": [A_RECORD]}),
        ("POST", "/records/{id}", {"content": "192.0.2.9"}),
        ("DELETE", "/records/{id}", None),
        ("DELETE", "/record/www", None),
        ("DELETE", "/record/www/A", None),
        ("DELETE", "/records", None),
        ("POST", "/sync", None),
        (
            "POST",
            "/import",
            {"zone": "@ SOA a.example.net. b.example.net. 1 2 3 4 5\n@ NS ns1.example.net.\n"},
        ),
    ],
)
def test_a_write_of_a_zone_wants_the_state_it_was_decided_on(
    stack: Stack, zone: str, verb: str, path: str, data: object
) -> None:
    record_id = add_record(stack, zone, A_RECORD)
    old = tag_of(stack, f"domains/{zone}/records")
    stack.add(zone, A_RECORD | {"name": "meanwhile"})
    before, present = state_of(stack, zone), tag_of(stack, f"domains/{zone}/records")
    url = f"domains/{zone}{path.format(id=record_id)}"
    for unfit in (old, '"nonsense"', f"W/{present}", "", f'{old}, "x"'):
        refused = write(stack, unfit, verb, url, data)
        assert refused.status == 412, (unfit, refused.body)
        assert refused.body["errorData"]["etag"] == present
        assert str(refused.body["errorData"]["serial"]) in present
    assert state_of(stack, zone) == before
    accepted = write(stack, f'"x", {present}', verb, url, data)
    assert accepted.status == 200, accepted.body
    assert accepted.headers["ETag"] == tag_of(stack, f"domains/{zone}/records") != present


def test_who_decided_on_an_old_record_is_shown_the_present_one(stack: Stack, zone: str) -> None:
    record_id = add_record(stack, zone, A_RECORD)
    old = tag_of(stack, f"domains/{zone}/records")
    stack.add(zone, {"id": record_id, "content": "192.0.2.2"})
    for path, data in (
        (f"domains/{zone}/records", {"records": [{"id": record_id, "content": "192.0.2.3"}]}),
        (f"domains/{zone}/records/{record_id}", {"content": "192.0.2.3"}),
    ):
        refused = write(stack, old, "POST", path, data)
        assert refused.status == 412
        (shown,) = refused.body["errorData"]["records"]
        assert (shown["id"], shown["content"]) == (record_id, "192.0.2.2")


@pytest.mark.parametrize(
    ("verb", "path", "data"),
    [
        ("POST", "", {"defaultttl": 600}),
        ("POST", "", {"SOA": {"refresh": 4711}}),
        ("DELETE", "", None),
        ("POST", "/access", {"access": {"admin@zonehost.example": "read"}}),
    ],
)
def test_a_write_of_a_domain_wants_the_state_it_was_decided_on(
    stack: Stack, zone: str, verb: str, path: str, data: object
) -> None:
    url = f"domains/{zone}{path}"
    old = tag_of(stack, url)
    # a change that makes no version counts too
    stack.api("POST", f"domains/{zone}", {"defaultttl": 1234}).response  # noqa: B018 - fails if refused
    before = state_of(stack, zone)
    refused = write(stack, old, verb, url, data)
    assert (refused.status, refused.body["errorData"]["etag"]) == (412, tag_of(stack, url))
    assert state_of(stack, zone) == before
    assert write(stack, refused.body["errorData"]["etag"], verb, url, data).status == 200


def test_the_tag_of_a_domain_is_good_for_its_records_too(stack: Stack, zone: str) -> None:
    old = tag_of(stack, f"domains/{zone}")
    first = write(stack, old, "POST", f"domains/{zone}/records", {"records": [A_RECORD]})
    assert first.status == 200
    assert write(stack, old, "POST", f"domains/{zone}/records", {"add": [A_RECORD]}).status == 412
    assert write(stack, "*", "POST", f"domains/{zone}/records", {"add": [A_RECORD]}).status == 200


def test_the_tag_of_an_answer_is_good_for_the_next_change(stack: Stack, zone: str) -> None:
    tag = tag_of(stack, f"domains/{zone}/records")
    for number in range(3):
        entry = {"name": f"n{number}", "type": "A", "content": "192.0.2.1"}
        answer = write(stack, tag, "POST", f"domains/{zone}/records", {"add": [entry]})
        assert answer.status == 200, answer.body
        tag = answer.headers["ETag"]
    domain = tag_of(stack, f"domains/{zone}")
    changed = write(stack, domain, "POST", f"domains/{zone}", {"defaultttl": 300})
    assert changed.headers["ETag"] == tag_of(stack, f"domains/{zone}") != domain


def test_of_many_who_decided_on_one_state_one_gets_through(stack: Stack, zone: str) -> None:
    tag = tag_of(stack, f"domains/{zone}/records")
    statuses: list[int] = []

    def change(number: int, beside: Stack) -> None:
        entry = {"name": f"n{number}", "type": "A", "content": "192.0.2.1"}
        statuses.append(write(beside, tag, "POST", f"domains/{zone}/records", {"records": [entry]}).status)

    threads = [threading.Thread(target=change, args=(number, stack.beside())) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [200] + [412] * 7


@pytest.mark.parametrize("tags", [",", '"x",,"y"', '"x",'])
def test_nothing_between_two_commas_is_no_tag(stack: Stack, zone: str, tags: str) -> None:
    assert write(stack, tags, "DELETE", f"domains/{zone}/records").status == 412
    known = stack.api("GET", f"domains/{zone}/records", headers={"If-None-Match": tags})
    assert known.status == 200
