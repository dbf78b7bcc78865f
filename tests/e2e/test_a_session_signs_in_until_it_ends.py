"""Sessions and tokens: what they are worth, and everything that ends them."""

import time
from pathlib import Path
from typing import Any

import jwt
import pytest
import requests

from api.sign_in.tokens import Tokens
from core.sessions import Sessions
from core.settings import Address, SessionSettings
from tests.own_api import own_api
from tests.people import Person, basic, command_line, new_person, request_as
from tests.stack import Stack
from tests.waiting import until


def session_of(stack: Stack, headers: dict[str, str]) -> dict[str, str]:
    started = request_as(stack, headers, "GET", "session").response
    return {"X-Session-ID": started["session"]}


def token_of(stack: Stack, headers: dict[str, str]) -> dict[str, str]:
    made = request_as(stack, headers, "GET", "session/jwt").response
    return {"Authorization": f"Bearer {made['token']}"}


def user_of(stack: Stack, headers: dict[str, str]) -> Any:
    answer = request_as(stack, headers, "GET", "userdata")
    return answer.response["user"]["email"] if answer.status == 200 else answer.status


@pytest.fixture
def person(stack: Stack) -> Person:
    return new_person(stack)


@pytest.mark.parametrize("start", [session_of, token_of])
def test_a_session_and_a_token_have_the_rights_of_the_sign_in_they_come_from(
    stack: Stack, person: Person, start: Any
) -> None:
    by_password = start(stack, basic(person.email, person.password))
    assert user_of(stack, by_password) == person.email
    assert request_as(stack, by_password, "GET", "userdata").response["access"]["user_write"]
    by_key = start(stack, person.reading_headers)
    access = request_as(stack, by_key, "GET", "userdata").response["access"]
    assert access["domains_read"]
    assert "domains_write" not in access


def test_a_session_ends_when_it_is_ended(stack: Stack, person: Person) -> None:
    headers = session_of(stack, person.headers)
    assert request_as(stack, headers, "DELETE", "session").response == {"session": ""}
    assert user_of(stack, headers) == 401
    again = request_as(stack, person.headers, "DELETE", "session")
    assert (again.status, again.body["error"]) == (400, "No current session.")


def test_sessions_and_tokens_end_with_the_password(stack: Stack, person: Person) -> None:
    kept = [start(stack, basic(person.email, person.password)) for start in (session_of, token_of)]
    assert [user_of(stack, headers) for headers in kept] == [person.email] * 2
    command_line(stack, "create-user", person.email, "--name", "Ana Silva", NEW_PASSWORD="another password")
    assert [user_of(stack, headers) for headers in kept] == [401] * 2


def test_an_invalid_token_falls_back_to_a_session_and_to_nothing_else(stack: Stack, person: Person) -> None:
    session = session_of(stack, person.headers)
    bad = {"Authorization": "Bearer nonsense"}
    assert user_of(stack, bad | session) == person.email
    assert user_of(stack, bad | person.headers) == 401


def test_a_token_that_has_ended_or_was_changed_is_worth_nothing(stack: Stack, person: Person) -> None:
    good = token_of(stack, basic(person.email, person.password))["Authorization"].removeprefix("Bearer ")
    claims = jwt.decode(good, options={"verify_signature": False})
    tokens = Tokens(stack.layout.secret("api_token"))
    same, _ends = tokens.make(claims, claims["iat"] * 1000, 3600)
    assert user_of(stack, {"Authorization": f"Bearer {same}"}) == person.email
    old = {name: value for name, value in claims.items() if name not in {"iat", "exp"}}
    ended, _ends = tokens.make(old, (int(time.time()) - 7200) * 1000, 3600)
    assert user_of(stack, {"Authorization": f"Bearer {ended}"}) == 401
    foreign, _ends = Tokens("another secret").make(old, int(time.time()) * 1000, 3600)
    assert user_of(stack, {"Authorization": f"Bearer {foreign}"}) == 401
    unsigned = jwt.encode(claims, "", algorithm="none")
    assert user_of(stack, {"Authorization": f"Bearer {unsigned}"}) == 401


def test_without_memcached_nobody_is_signed_out_silently(stack: Stack, person: Person, tmp_path: Path) -> None:
    headers = session_of(stack, person.headers)
    with own_api(stack, tmp_path, MEMCACHED="127.0.0.1:1") as url:
        answer = requests.get(f"{url}/1.0/userdata", headers=headers, timeout=10)
        assert answer.status_code == 503
        assert answer.headers["Retry-After"]
        assert requests.get(f"{url}/1.0/session", headers=person.headers, timeout=10).status_code == 503
        assert requests.get(f"{url}/1.0/userdata", headers=person.headers, timeout=10).status_code == 200


def test_sessions_outlive_the_processes_of_the_api(stack: Stack, person: Person) -> None:
    headers = session_of(stack, person.headers)
    stack.kill_all_of("api")
    stack.wait_until_all_answer()
    until(lambda: user_of(stack, headers) == person.email, "the session still signs in", 20)


def test_a_session_has_a_longest_life_however_much_it_is_used(stack: Stack, person: Person) -> None:
    headers = session_of(stack, person.headers)
    settings = SessionSettings((Address("127.0.0.1", stack.layout.ports["memcached"]),), 600, 0)
    kept = Sessions(settings, "api")
    content = kept.get(headers["X-Session-ID"])
    assert content is not None
    day = 86_400_000
    kept.put(headers["X-Session-ID"], content | {"created_at": content["created_at"] - day + 60_000})
    assert user_of(stack, headers) == person.email
    kept.put(headers["X-Session-ID"], content | {"created_at": content["created_at"] - day})
    assert user_of(stack, headers) == 401
