"""Step-up of administrators (API 1.0 §6.8): by a code or by the password, where it is switched on."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
import requests

from tests.factors import App
from tests.own_api import own_api
from tests.people import basic, command_line
from tests.stack import Stack


class Admin:
    """An administrator of a test's own at an API of a test's own, in a session of theirs."""

    def __init__(self, stack: Stack, url: str) -> None:
        self.url = url
        self.email, self.password = f"a{uuid.uuid4().hex[:12]}@people.example", uuid.uuid4().hex
        command_line(stack, "create-admin", self.email, "--name", "Ada", NEW_PASSWORD=self.password)
        self.headers = {"X-Session-ID": self.ask("GET", "session", headers=self.by_password)["response"]["session"]}

    @property
    def by_password(self) -> dict[str, str]:
        return basic(self.email, self.password)

    def ask(self, verb: str, path: str, data: object = None, headers: dict[str, str] | None = None) -> Any:
        """Return the body of an answer with its status."""
        body = {"data": data} if data is not None else None
        sent = headers or self.headers
        answer = requests.request(verb, f"{self.url}/1.0/{path}", headers=sent, json=body, timeout=30)
        return answer.json() | {"status": answer.status_code}

    def step_up(self, **data: object) -> Any:
        return self.ask("POST", "session/admintoken", data)

    def create_article(self, token: str | None = None) -> Any:
        headers = self.headers | ({"X-Admin-Token": token} if token else {})
        article = {"title": "t", "content": "c", "visiblefrom": 1, "visibleuntil": 2}
        return self.ask("POST", "admin/articles", article, headers)


def refusal(answer: dict[str, object]) -> tuple[object, object]:
    return answer["status"], answer["error"]


@pytest.fixture(scope="module")
def by_code(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Admin]:
    with own_api(stack, tmp_path_factory.mktemp("api"), API_ADMIN_ELEVATION="2fa") as url:
        yield Admin(stack, url)


@pytest.fixture(scope="module")
def by_password(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Admin]:
    with own_api(stack, tmp_path_factory.mktemp("api"), API_ADMIN_ELEVATION="password") as url:
        yield Admin(stack, url)


def test_where_it_is_off_nobody_steps_up(stack: Stack) -> None:
    admin = Admin(stack, stack.info["api"]["url"])
    assert refusal(admin.step_up(password=admin.password)) == (400, "Admin elevation is not enabled.")
    assert admin.create_article()["status"] == 200


def test_a_change_wants_a_step_up_and_a_look_does_not(by_password: Admin) -> None:
    answer = by_password.create_article()
    assert refusal(answer) == (403, "Admin elevation required.")
    assert answer["admin_elevation"] == "required"
    assert by_password.ask("GET", "users")["status"] == 200


def test_the_password_gives_a_token_that_opens_changes(by_password: Admin) -> None:
    assert refusal(by_password.step_up()) == (400, "Password is required.")
    assert refusal(by_password.step_up(code="123456")) == (400, "Password is required.")
    assert refusal(by_password.step_up(password="wrong")) == (400, "Invalid password.")
    granted = by_password.step_up(password=by_password.password)["response"]
    assert by_password.create_article(granted["admintoken"])["status"] == 200
    assert by_password.create_article(granted["admintoken"] + "x")["status"] == 403


def test_a_token_is_its_administrators_alone(by_password: Admin, stack: Stack) -> None:
    other = Admin(stack, by_password.url)
    granted = other.step_up(password=other.password)["response"]
    assert by_password.create_article(granted["admintoken"])["status"] == 403


def test_who_has_to_step_up_by_code_has_to_have_one(by_code: Admin, stack: Stack) -> None:
    bare = Admin(stack, by_code.url)
    sentence = "2FA is required for admin elevation. Please set up 2FA first."
    assert refusal(bare.step_up(code="123456")) == (400, sentence)
    assert refusal(bare.step_up(password=bare.password)) == (400, sentence)


def test_a_code_gives_a_token_once(by_code: Admin) -> None:
    made = by_code.ask("POST", "users/self/2fa", {"description": "phone"})["response"]
    app = App(made["key"])
    assert by_code.ask("POST", f"users/self/2fa/{made['id']}/verify", {"code": app.code()})["status"] == 200
    assert refusal(by_code.step_up()) == (400, "2FA code is required.")
    assert refusal(by_code.step_up(code="nonsense")) == (400, "Invalid 2FA code.")
    code = app.code()
    granted = by_code.step_up(code=code)["response"]
    assert by_code.create_article(granted["admintoken"])["status"] == 200
    assert refusal(by_code.step_up(code=code)) == (400, "Invalid 2FA code.")


def test_neither_a_key_nor_somebody_in_anothers_name_steps_up(by_password: Admin, stack: Stack) -> None:
    user = stack.info["user"]
    key = {"X-API-User": user["email"], "X-API-Key": user["api_key"]}
    answer = by_password.ask("POST", "session/admintoken", {"password": "x"}, key)
    assert answer["status"] == 400
    token = by_password.step_up(password=by_password.password)["response"]
    as_user = by_password.headers | {"X-Admin-Token": token["admintoken"], "X-Impersonate": user["email"]}
    answer = by_password.ask("POST", "session/admintoken", {"password": by_password.password}, as_user)
    assert (answer["status"], answer["impersonating"]) == (400, user["email"])


def test_guessing_at_a_step_up_is_locked_out_like_guessing_at_a_sign_in(
    stack: Stack, tmp_path_factory: pytest.TempPathFactory
) -> None:
    settings = {"API_ADMIN_ELEVATION": "password", "RATE_FAILURES": "3/hour"}
    with own_api(stack, tmp_path_factory.mktemp("api"), **settings) as url:
        admin = Admin(stack, url)
        assert [admin.step_up(password="wrong")["status"] for _ in range(3)] == [400] * 3
        assert admin.step_up(password=admin.password)["status"] == 429


def test_there_is_no_second_factor_by_push(stack: Stack) -> None:
    assert stack.api("GET", "session/2fa_push/check").response == {"hasPushKey": False}
    answer = stack.api("GET", "session/2fa_push")
    assert (answer.status, answer.body["error"]) == (403, "Failed.")
    assert answer.body["errorData"] == ["No 2FA Push Keys Found"]
    assert requests.get(f"{stack.info['api']['url']}/1.0/session/2fa_push/check", timeout=10).status_code == 401
