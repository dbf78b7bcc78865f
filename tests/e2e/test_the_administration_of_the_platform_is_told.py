"""Additions to API 1.0 for administrators: pages of users, patterns tried, acting noted, the platform's state."""

import time
import uuid

import pytest

from tests.administration import as_admin
from tests.people import Person, basic, new_user, request_as
from tests.stack import Answer, Stack


@pytest.fixture(scope="module")
def people(stack: Stack) -> list[Person]:
    """Give three people whose names share a word nobody else has, the first suspended, in the order of their ids."""
    word = uuid.uuid4().hex[:8]
    found = [new_user(stack) for _ in range(3)]
    for index, person in enumerate(found):
        user_id = as_admin(stack, "GET", f"users?search={person.email}").response["users"][0]["id"]
        members = {"realname": f"{word} {'cab'[index]}", "disabled": index == 0}
        assert as_admin(stack, "POST", f"users/{user_id}", members).status == 200
    return found


def word_of(stack: Stack, people: list[Person]) -> str:
    """Return the word in their names."""
    user = as_admin(stack, "GET", f"users?search={people[0].email}").response["users"][0]
    return str(user["realname"].partition(" ")[0])


def test_users_are_found_sorted_and_cut_by_the_database(stack: Stack, people: list[Person]) -> None:
    word = word_of(stack, people)
    emails = [person.email for person in people]

    def found(query: str) -> list[str]:
        return [user["email"] for user in as_admin(stack, "GET", f"users?search={word}{query}").response["users"]]

    assert found("") == emails
    assert found("&sort=-id") == emails[::-1]
    assert found("&sort=realname") == [emails[1], emails[2], emails[0]]
    assert found("&state=disabled") == emails[:1]
    assert found("&state=active") == emails[1:]
    assert found("&state=unverified") == []
    assert found("&per_page=2&page=2") == emails[2:]
    answer = as_admin(stack, "GET", f"users?search={word.upper()}&per_page=2").response
    assert answer["pagination"] == {"page": 1, "per_page": 2, "total": 3, "pages": 2}
    assert abs(answer["users"][0]["created"] - time.time()) < 3600
    assert as_admin(stack, "GET", "users?search=%25").response["users"] == []


def test_a_page_of_users_that_cannot_be_is_refused(stack: Stack) -> None:
    for query in ("state=asleep", "sort=password_hash", "page=0", "per_page=100000", f"search={'x' * 251}"):
        assert as_admin(stack, "GET", f"users?{query}").status == 400, query


def test_who_is_no_administrator_finds_only_themselves_in_pages(stack: Stack, people: list[Person]) -> None:
    person = people[1]
    answer = request_as(stack, basic(person.email, person.password), "GET", "users?page=1&search=people.example")
    assert [user["email"] for user in answer.response["users"]] == [person.email]
    assert answer.response["pagination"]["total"] == 1


def test_a_pattern_is_tried_without_being_saved(stack: Stack) -> None:
    def tried(regex: str, subject: str) -> Answer:
        return as_admin(stack, "GET", f"admin/blockRegexes/try?regex={regex}&subject={subject}")

    assert tried("/^paypa[l1]/i", "PAYPA1.org").response == {"matches": True}
    assert tried("/^paypa[l1]/", "PAYPA1.org").response == {"matches": False}
    long = "x" * 255
    for regex, subject in (("/(/", "x"), ("nothing", "x"), ("/x/", ""), ("/x/", long), (f"/{long}/", "x")):
        assert tried(regex, subject).status == 400, regex


def test_that_somebody_acts_for_a_user_stands_in_the_log_of_the_user(stack: Stack, people: list[Person]) -> None:
    admin, person = stack.info["admin"], people[2]
    headers = basic(admin["email"], admin["password"])
    assert request_as(stack, headers, "POST", "session/impersonation").status == 400
    noted = request_as(stack, headers | {"X-Impersonate": person.email}, "POST", "session/impersonation")
    assert noted.response == {"noted": True}
    own = request_as(stack, basic(person.email, person.password), "GET", "users/self/audit").response["entries"][0]
    assert (own["type"], own["actor"], own["impersonator"]) == ("user.impersonated", person.email, admin["email"])
    assert own["summary"] == f"Began to act as {person.email}"
    mine = basic(person.email, person.password) | {"X-Impersonate": admin["email"]}
    assert request_as(stack, mine, "POST", "session/impersonation").status == 403


def test_the_state_of_the_platform_is_told(stack: Stack) -> None:
    state = as_admin(stack, "GET", "system/state").response
    assert state["parts"] == dict.fromkeys(("database", "memcached", "gearmand", "redis"), "ok")
    assert state["backlog"]["zones"] >= 1
    assert [server["name"] for server in state["servers"]] == [server["name"] for server in stack.info["public"]]
    assert all(time.time() - server["answered_at"] < 600 for server in state["servers"])
    assert all(task["started_at"] <= time.time() for task in state["tasks"])
