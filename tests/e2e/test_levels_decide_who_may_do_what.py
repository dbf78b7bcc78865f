"""Access levels (API 1.0 §7): every route for every level, keys that may not write, and strangers."""

import uuid
from functools import partial

import pytest

from tests.people import Person, new_person, plain_zone, request_as, state_of
from tests.stack import Answer, Stack

LEVELS = ["none", "read", "write", "admin", "owner"]

IMPORT = "@ SOA ns1.example.net. x.example.net. 1 2 3 4 5\n@ NS ns1.example.net.\n"

# verb, path, data, the least level, whether a key needs domains_write
ROUTES: list[tuple[str, str, object, str, bool]] = [
    ("GET", "", None, "read", False),
    ("GET", "/status", None, "read", False),
    ("GET", "/access", None, "read", False),
    ("GET", "/records", None, "read", False),
    ("GET", "/records/{id}", None, "read", False),
    ("GET", "/record/www", None, "read", False),
    ("GET", "/record/www/A", None, "read", False),
    ("GET", "/export", None, "read", False),
    ("GET", "/export/bind", None, "read", False),
    ("GET", "/export/raw", None, "read", False),
    ("GET", "/sync", None, "write", True),
    ("POST", "/sync", None, "write", True),
    ("POST", "", {"defaultttl": 600}, "write", True),
    ("POST", "", {"disabled": False}, "write", True),
    ("POST", "", {"SOA": {"refresh": 7201}}, "write", True),
    ("POST", "/records", {"records": []}, "write", True),
    ("POST", "/records/{id}", {"ttl": 77}, "write", True),
    ("DELETE", "/records/{id}", None, "write", True),
    ("DELETE", "/record/www", None, "write", True),
    ("DELETE", "/record/www/A", None, "write", True),
    ("DELETE", "/records", None, "write", True),
    ("POST", "/import", {"zone": IMPORT}, "write", True),
    ("POST", "/import/bind", {"zone": IMPORT}, "write", True),
    ("POST", "/access", {"access": {"{stranger}": "read"}}, "admin", True),
    ("DELETE", "", None, "owner", True),
]


def name_of(route: object) -> str:
    return f"{route[0]}{route[1]}" if isinstance(route, tuple) else str(route)


@pytest.fixture(scope="module")
def stranger(stack: Stack) -> Person:
    return new_person(stack)


def a_zone(stack: Stack) -> tuple[str, int]:
    zone = plain_zone(stack)
    changed = stack.add(zone, {"name": "www", "type": "A", "content": "192.0.2.1"})["changed"]
    return zone, changed[0]["id"]


def put_level(stack: Stack, zone: str, email: str, level: str) -> None:
    # by SQL, because a second owner cannot be made by a request
    stack.sql(
        "DELETE FROM domain_access WHERE user_id = (SELECT id FROM users WHERE email = "
        f"'{email}') AND domain_id = (SELECT id FROM domains WHERE live_name = '{zone}');"
    )
    if level != "none":
        stack.sql(
            "INSERT INTO domain_access (domain_id, user_id, level) SELECT domains.id, users.id, "
            f"'{level}' FROM domains, users WHERE live_name = '{zone}' AND email = '{email}';"
        )


def ask(route: tuple[str, str, object, str, bool], zone: str, record: int, stranger: str) -> tuple[str, str, object]:
    verb, path, data, _least, _writes = route
    if isinstance(data, dict) and "access" in data:
        data = {"access": {stranger: "read"}}
    if isinstance(data, dict) and "records" in data:
        # another one each time
        data = {"records": [{"name": uuid.uuid4().hex, "type": "A", "content": "192.0.2.9"}]}
    return verb, f"domains/{zone}{path.format(id=record)}", data


@pytest.mark.parametrize("route", ROUTES, ids=name_of)
def test_each_level_may_do_what_it_includes_and_nothing_more(
    stack: Stack, other: Person, stranger: Person, route: tuple[str, str, object, str, bool]
) -> None:
    zone, record = a_zone(stack)
    for level in LEVELS:
        request = ask(route, zone, record, stranger.email)
        put_level(stack, zone, other.email, level)
        before = None if route[0] == "GET" else state_of(stack, zone)
        answer = other.api(*request)
        if LEVELS.index(level) >= LEVELS.index(route[3]):
            assert answer.status == 200, (level, answer.body)
            if request[0] == "DELETE":
                # there is nothing left to delete at the next level
                break
            continue
        assert answer.status == 400, (level, answer.body)
        assert before is None or before == state_of(stack, zone)
        if level == "none":
            assert answer.body["error"] == f"Unknown domain: {zone}"


@pytest.mark.parametrize("route", ROUTES, ids=name_of)
def test_a_key_without_the_right_to_write_only_reads(
    stack: Stack, other: Person, route: tuple[str, str, object, str, bool]
) -> None:
    zone, record = a_zone(stack)
    put_level(stack, zone, other.email, "owner")
    before = state_of(stack, zone)
    answer = request_as(stack, other.reading_headers, *ask(route, zone, record, other.email))
    assert answer.status == (403 if route[4] else 200)
    if route[4]:
        assert answer.body["error"] == "Permission Denied"
        assert answer.body["errorData"] == ["You do not have the required permission: domains_write"]
    assert before == state_of(stack, zone)


@pytest.mark.parametrize("route", [*ROUTES, ("GET", "/../../userdata", None, "", False)], ids=name_of)
def test_nobody_does_anything_without_signing_in(stack: Stack, route: tuple[str, str, object, str, bool]) -> None:
    path = "userdata" if "userdata" in route[1] else f"domains/demo.example.org{route[1].format(id=1)}"
    assert request_as(stack, {}, route[0], path, route[2]).status == 401


def test_a_key_without_the_right_to_write_creates_no_domain(stack: Stack, other: Person) -> None:
    zone = f"p{uuid.uuid4().hex[:12]}.org"
    assert request_as(stack, other.reading_headers, "POST", "domains", {"domain": zone}).status == 403
    assert stack.sql(f"SELECT COUNT(*) FROM domains WHERE name = '{zone}';")[-1] == ["0"]


def test_a_user_without_the_permission_creates_no_domain(stack: Stack, stranger: Person) -> None:
    mine = f"user_id = (SELECT id FROM users WHERE email = '{stranger.email}')"
    stack.sql(f"DELETE FROM user_permissions WHERE {mine};")
    answer = stranger.api("POST", "domains", {"domain": f"p{uuid.uuid4().hex[:12]}.org"})
    assert (answer.status, answer.body["errorData"]) == (
        403,
        ["You do not have the required permission: domains_create"],
    )


@pytest.mark.parametrize("route", ROUTES, ids=name_of)
def test_a_domain_of_somebody_else_answers_as_one_that_does_not_exist(
    stack: Stack, other: Person, route: tuple[str, str, object, str, bool]
) -> None:
    zone, record = a_zone(stack)
    unknown = f"p{uuid.uuid4().hex[:12]}.org"
    ask_other = partial(ask, route, record=record, stranger=stack.info["user"]["email"])
    theirs, nobodys = other.api(*ask_other(zone)), other.api(*ask_other(unknown))
    assert (theirs.status, nobodys.status) == (400, 400)
    assert without_ids(theirs, zone) == without_ids(nobodys, unknown)


def without_ids(answer: Answer, zone: str) -> str:
    return str({**answer.body, "respid": ""}).replace(zone, "ZONE")


def test_lists_show_only_what_one_may_read(stack: Stack, other: Person) -> None:
    zone, _record = a_zone(stack)
    assert zone not in other.api("GET", "domains").response
    assert other.api("GET", f"domains?contains=www.{zone}").response == {}
    put_level(stack, zone, other.email, "read")
    assert other.api("GET", "domains").response[zone] == "read"
    assert other.api("GET", f"domains?contains=www.{zone}").response == {zone: "read"}


def test_a_record_of_another_domain_cannot_be_reached_through_ones_own(stack: Stack, other: Person) -> None:
    _zone, record = a_zone(stack)
    own = f"p{uuid.uuid4().hex[:12]}.org"
    assert other.api("POST", "domains", {"domain": own}).status == 200
    for verb, path, data in (
        ("GET", f"records/{record}", None),
        ("POST", f"records/{record}", {"ttl": 5}),
        ("DELETE", f"records/{record}", None),
    ):
        assert other.api(verb, f"domains/{own}/{path}", data).body["error"] == f"Unknown record id: {record}"
    batch = other.api("POST", f"domains/{own}/records", {"records": [{"id": record, "delete": True}]})
    assert batch.body["errorData"] == {"0": f"No such record ID: {record}"}
