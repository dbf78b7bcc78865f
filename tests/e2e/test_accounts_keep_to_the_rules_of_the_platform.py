"""Settings of accounts (API 1.0 §6.7, §10.2): terms, approval, closed registration; second factors of who leaves."""

import time
import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.factors import add_app, new_owner
from tests.mails import mails_to, wait_for_mail
from tests.own_api import own_api
from tests.people import Person, basic, new_user, request_as
from tests.stack import Stack
from tests.waiting import until

PASSWORD = "a good long one 7"


def ask(url: str, verb: str, path: str, headers: Mapping[str, str], data: object = None) -> tuple[int, Any]:
    answer = requests.request(verb, f"{url}/1.0/{path}", json={"data": data}, headers=dict(headers), timeout=60)
    return answer.status_code, answer.json()


@pytest.fixture(scope="module")
def strict(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of an API with terms and approval, where nobody deletes themselves."""
    settings = {
        "TERMS_TIME": str(int(time.time()) - 1000),
        "REGISTER_REQUIRE_TERMS": "true",
        "REGISTER_MANUAL_APPROVAL": "true",
        "REGISTER_PERMISSIONS": "domains_stats",
        "ALLOW_SELF_DELETE": "false",
    }
    with own_api(stack, tmp_path_factory.mktemp("strict"), **settings) as url:
        yield url


@pytest.fixture
def person(stack: Stack) -> Person:
    return new_user(stack)


def test_who_has_not_accepted_the_terms_may_only_accept_them(strict: str, person: Person) -> None:
    headers = basic(person.email, person.password)
    _status, seen = ask(strict, "GET", "userdata", headers)
    assert (seen["response"]["user"]["termstime"], seen["response"]["user"]["acceptterms"]) == (-1, False)
    assert seen["response"]["access"] == {"user_read": True, "user_write": True}
    assert ask(strict, "GET", "domains", headers)[0] == 403
    assert ask(strict, "POST", "users/self/acceptterms", headers, {"acceptterms": "no"})[0] == 400
    status, accepted = ask(strict, "POST", "users/self/acceptterms", headers, {"acceptterms": "true"})
    assert (status, accepted["response"]) == (200, {"acceptterms": "Terms accepted."})
    _status, seen = ask(strict, "GET", "userdata", headers)
    assert seen["response"]["user"]["acceptterms"] is True
    assert ask(strict, "GET", "domains", headers)[0] == 200


def test_keys_wait_for_the_terms_too(stack: Stack, strict: str) -> None:
    known = stack.info["user"]
    stack.sql(f"UPDATE users SET accepted_terms_at = NULL WHERE email = '{known['email']}';")
    headers = {"X-API-User": known["email"], "X-API-Key": known["api_key"]}
    assert ask(strict, "GET", "domains", headers)[0] == 403


def test_nobody_accepts_the_terms_for_another(stack: Stack, strict: str, person: Person) -> None:
    admin = basic(stack.info["admin"]["email"], stack.info["admin"]["password"])
    assert ask(strict, "POST", "users/self/acceptterms", admin, {"acceptterms": 1})[0] == 200
    user_id = request_as(stack, basic(person.email, person.password), "GET", "userdata").response["user"]["id"]
    for headers, path in ((admin, f"users/{user_id}"), (admin | {"X-Impersonate": person.email}, "users/self")):
        status, body = ask(strict, "POST", f"{path}/acceptterms", headers, {"acceptterms": 1})
        assert (status, body["error"]) == (400, "You can not accept the terms on behalf of another user.")


def test_without_terms_there_is_nothing_to_accept(stack: Stack, person: Person) -> None:
    headers = basic(person.email, person.password)
    assert request_as(stack, headers, "POST", "users/self/acceptterms", {"acceptterms": True}).status == 405


def test_an_administrator_lets_in_who_has_registered(stack: Stack, strict: str) -> None:
    email = f"a{uuid.uuid4().hex[:12]}@people.example"
    wanted = {"email": email, "realname": "Ana"}
    assert ask(strict, "POST", "register", {}, wanted)[1]["error"] == "You must accept the terms of service."
    assert ask(strict, "POST", "register", {}, wanted | {"acceptterms": "on"})[0] == 200
    mail = wait_for_mail(stack, email, "Confirm your address")
    data = {"code": mail.code, "password": PASSWORD}
    _status, confirmed = ask(strict, "POST", f"register/confirm/{mail.number}", {}, data)
    assert "pending" in confirmed["response"]
    headers = basic(email, PASSWORD)
    assert ask(strict, "GET", "userdata", headers)[0] == 403
    told = until(
        lambda: [mail for mail in mails_to(stack, stack.info["admin"]["email"]) if email in mail.text],
        "a mail to the administrator",
    )
    assert "waits for your approval" in told[0].subject
    assert f"number of the account: {mail.number}" in told[0].text
    others = mails_to(stack, stack.info["user"]["email"])
    assert all(email not in other.text for other in others), "only those are asked who may let somebody in"
    admin = basic(stack.info["admin"]["email"], stack.info["admin"]["password"])
    assert request_as(stack, admin, "POST", f"users/{mail.number}", {"disabled": False}).status == 200
    _status, seen = ask(strict, "GET", "userdata", headers)
    assert "domains_stats" in seen["response"]["access"]
    assert "domains_create" not in seen["response"]["access"]


def test_nobody_deletes_themselves_where_that_is_not_allowed(strict: str, person: Person) -> None:
    for path in ("users/self", "users/self/confirm/00000000"):
        status, body = ask(strict, "DELETE", path, basic(person.email, person.password))
        assert (status, body["error"]) == (400, "You can not delete yourself.")


def test_nobody_registers_where_registration_is_closed(stack: Stack, tmp_path: Path) -> None:
    with own_api(stack, tmp_path, REGISTER_ENABLED="no") as url:
        status, body = ask(url, "POST", "register", {}, {"email": "a@people.example", "realname": "Ana"})
    assert (status, body["error"]) == (400, "Registration is currently closed.")


def test_who_has_a_second_factor_needs_it_to_delete_themselves(stack: Stack) -> None:
    owner = new_owner(stack)
    app, _factor_id = add_app(owner)
    step = owner.api("DELETE", "users/self").response
    assert step["twofactor"] is True
    path = f"users/self/confirm/{step['confirmCode']}"
    for code in ("", "/000000"):
        assert owner.api("DELETE", path + code).body["error"] == "You must provide a valid 2FA code"
    assert owner.api("DELETE", f"{path}/{app.code()}").response == {"deleted": True}
    assert owner.api("GET", "userdata").status == 401
