"""Acting for another user (API 1.0 §6.9) gives nobody a permission they do not have."""

import pytest

from tests.administration import as_admin
from tests.people import Person, basic, new_user, request_as, send
from tests.stack import Stack


@pytest.fixture(scope="module")
def supporter(stack: Stack) -> Person:
    """Somebody who may act for others, and not even create domains."""
    person = new_user(stack)
    allow(stack, person, impersonate_users=True, domains_create=False)
    return person


def allow(stack: Stack, person: Person, **permissions: bool) -> None:
    user_id = request_as(stack, basic(person.email, person.password), "GET", "users/self").response["id"]
    changed = as_admin(stack, "POST", f"users/{user_id}", {"permissions": permissions})
    assert changed.status == 200, changed.body


def acting_for(supporter: Person, email: str) -> dict[str, str]:
    return basic(supporter.email, supporter.password) | {"X-Impersonate": email}


def test_who_may_do_more_is_not_acted_for(stack: Stack, supporter: Person) -> None:
    target = new_user(stack)
    allow(stack, target, domains_create=True, manage_users=True)
    for email in (target.email, stack.info["admin"]["email"]):
        refused = request_as(stack, acting_for(supporter, email), "GET", "userdata")
        assert (refused.status, refused.body["error"]) == (403, "Access denied.")
        assert "manage_users" in refused.body["errorData"][0]
        assert "domains_create" not in refused.body["errorData"][0]
        assert "impersonating" not in refused.body
    assert request_as(stack, acting_for(supporter, target.email), "GET", "users").status == 403


def test_who_may_do_the_same_or_less_is_acted_for(stack: Stack, supporter: Person) -> None:
    target = new_user(stack)
    # it takes rights away
    allow(stack, target, domains_create=True, admin_managed_user=True)
    seen = request_as(stack, acting_for(supporter, target.email), "GET", "userdata")
    assert (seen.status, seen.body["impersonating"]) == (200, target.email)
    assert seen.response["user"]["email"] == target.email


def test_an_administrator_acts_for_everybody(stack: Stack, supporter: Person) -> None:
    admin = basic(stack.info["admin"]["email"], stack.info["admin"]["password"])
    seen = request_as(stack, admin | {"X-Impersonate": supporter.email}, "GET", "userdata")
    assert seen.body["impersonating"] == supporter.email


@pytest.mark.parametrize(
    "header", [{"X-Impersonate-ID": "²"}, {"X-Impersonate-ID": "9" * 3000}, {"X-Impersonate": "ÿ@x"}]
)
def test_what_is_nobody_is_not_acted_for(stack: Stack, supporter: Person, header: dict[str, str]) -> None:
    answer = send(stack, "GET", "/1.0/userdata", headers=basic(supporter.email, supporter.password) | header)
    assert (answer.status, answer.body["error"]) == (400, "No such user to impersonate.")


@pytest.mark.parametrize(
    "wished", ['[["email"], 1]', "[{}, {}]", '["email", "\\ud800"]', '["id", [[]]]', '["id", 1e99]']
)
def test_junk_in_a_body_acts_for_nobody(stack: Stack, supporter: Person, wished: str) -> None:
    body = f'{{"impersonate": {wished}, "data": {{"domain": "x"}}}}'
    answer = send(stack, "POST", "/1.0/domains", body, basic(supporter.email, supporter.password))
    # who is not understood acts for themselves, and may not create domains
    assert answer.status in {400, 403}
    assert "impersonating" not in answer.body
