"""Signing in (API 1.0 §6, §6.7): passwords, keys in headers or as a Basic password, disabled users."""

import uuid
from collections.abc import Iterator

import pytest

from tests.people import Person, basic, new_person, request_as
from tests.stack import Stack


def test_a_password_opens_everything_of_its_user(stack: Stack, other: Person) -> None:
    seen = request_as(stack, basic(other.email, other.password), "GET", "userdata").response
    assert seen["user"]["email"] == other.email
    assert seen["user"]["realname"] == "Ana Silva"
    assert isinstance(seen["user"]["id"], int)
    assert "key" not in seen["user"]
    rights = ("domains_create", "domains_read", "domains_write", "user_read", "user_write")
    assert seen["access"] == dict.fromkeys(rights, True)


def test_a_key_gives_its_own_rights_and_the_permissions_of_its_user(stack: Stack, other: Person) -> None:
    seen = request_as(stack, other.reading_headers, "GET", "userdata").response
    assert seen["access"] == {"domains_create": True, "domains_read": True, "user_read": True}


def test_a_key_is_shown_by_its_two_ends_only(stack: Stack, other: Person) -> None:
    shown = request_as(stack, other.headers, "GET", "userdata").response["user"]["key"]
    assert shown == f"{other.key[:8]}-****-****-****-*******{other.key[-5:]}"


def test_case_of_addresses_and_keys_does_not_matter(stack: Stack, other: Person) -> None:
    for headers in (
        {"X-API-User": other.email.upper(), "x-api-key": other.key.lower()},
        basic(other.email.upper(), other.password),
        basic(other.email, other.key),
        basic(other.email.title(), other.key.lower()),
    ):
        assert request_as(stack, headers, "GET", "userdata").response["user"]["email"] == other.email


def test_wrong_credentials_are_all_refused_alike(stack: Stack, other: Person) -> None:
    somebody_elses = stack.info["user"]
    for headers in (
        basic(other.email, other.password + "x"),
        basic(other.email, other.password.upper()),
        basic(other.email, ""),
        basic("", other.password),
        basic("nobody@people.example", other.password),
        basic(other.email, str(uuid.uuid4())),
        basic("no-address", other.key),
        basic(somebody_elses["email"], other.key),
        {"X-API-User": somebody_elses["email"], "X-API-Key": other.key},
        {"X-API-User": other.email, "X-API-Key": other.key + "0"},
        {"X-API-User": other.email},
        {"X-API-Key": other.key},
        {"Authorization": f"Bearer {other.key}"},
    ):
        answer = request_as(stack, headers, "GET", "domains")
        assert (answer.status, answer.body["error"]) == (401, "Authentication required."), headers
        assert "errorData" not in answer.body


def test_a_password_is_no_key(stack: Stack, other: Person) -> None:
    assert request_as(stack, {"X-API-User": other.email, "X-API-Key": other.password}, "GET", "domains").status == 401


def test_a_failing_key_does_not_fall_through_to_a_good_password(stack: Stack, other: Person) -> None:
    headers = basic(other.email, other.password) | {"X-API-User": other.email, "X-API-Key": str(uuid.uuid4())}
    assert request_as(stack, headers, "GET", "domains").status == 401


@pytest.mark.parametrize("email", ["' OR 1=1 -- @x", "%@%", "\x00@x", "ÿ" * 300])
def test_an_odd_address_is_just_a_wrong_one(stack: Stack, other: Person, email: str) -> None:
    assert request_as(stack, basic(email, other.password), "GET", "domains").status == 401


def test_the_use_of_a_key_is_noted(stack: Stack, other: Person) -> None:
    request_as(stack, other.headers, "GET", "domains")
    [[used]] = stack.sql(
        "SELECT MAX(last_used_at) FROM api_keys JOIN users ON users.id = user_id "
        f"WHERE email = '{other.email}' AND domains_write;"
    )[-1:]
    assert used != "NULL"


@pytest.fixture(scope="module")
def disabled(stack: Stack) -> Iterator[Person]:
    person = new_person(stack)
    stack.sql(f"UPDATE users SET disabled = 1 WHERE email = '{person.email}';")
    yield person
    stack.sql(f"DELETE FROM users WHERE email = '{person.email}';")


@pytest.mark.parametrize("carrier", ["key", "password"])
def test_a_disabled_user_is_nobody(stack: Stack, disabled: Person, carrier: str) -> None:
    stack.sql(f"UPDATE users SET disabled_reason = NULL WHERE email = '{disabled.email}';")
    headers = disabled.headers if carrier == "key" else basic(disabled.email, disabled.password)
    assert request_as(stack, headers, "GET", "domains").status == 401


@pytest.mark.parametrize("carrier", ["key", "password"])
def test_a_user_disabled_for_a_reason_is_told_it(stack: Stack, disabled: Person, carrier: str) -> None:
    stack.sql(f"UPDATE users SET disabled_reason = 'Not paid.' WHERE email = '{disabled.email}';")
    headers = disabled.headers if carrier == "key" else basic(disabled.email, disabled.password)
    answer = request_as(stack, headers, "GET", "domains")
    assert (answer.status, answer.body["error"]) == (403, "Access denied.")
    assert answer.body["errorData"] == ["Account has been suspended: Not paid."]


def test_a_wrong_password_does_not_learn_why_a_user_is_disabled(stack: Stack, disabled: Person) -> None:
    stack.sql(f"UPDATE users SET disabled_reason = 'Not paid.' WHERE email = '{disabled.email}';")
    assert request_as(stack, basic(disabled.email, "wrong"), "GET", "domains").status == 401
