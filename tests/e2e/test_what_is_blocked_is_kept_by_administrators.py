"""Block lists: patterns administrators keep."""

from collections.abc import Iterator

import pytest

from tests.administration import as_admin
from tests.stack import Stack

PATH = "admin/blockRegexes"


@pytest.fixture(autouse=True)
def no_patterns(stack: Stack) -> Iterator[None]:
    yield
    stack.sql("DELETE FROM block_patterns")


def test_a_pattern_is_added_changed_and_deleted(stack: Stack) -> None:
    assert as_admin(stack, "GET", PATH).response == {}
    data = {"regex": "/spam-[0-9]+/i", "comment": "spam", "domain_name": "yes"}
    added = as_admin(stack, "POST", PATH, data).response
    assert added["updated"] is True
    number = added["id"]
    assert {name: added[name] for name in ("regex", "comment", "signup_name", "signup_email", "domain_name")} == {
        "regex": "/spam-[0-9]+/i",
        "comment": "spam",
        "signup_name": False,
        "signup_email": False,
        "domain_name": True,
    }
    changed = as_admin(stack, "POST", f"{PATH}/{number}", {"domain_name": "false", "signup_email": True}).response
    assert (changed["domain_name"], changed["signup_email"], changed["regex"]) == (False, True, data["regex"])
    shown = as_admin(stack, "GET", f"{PATH}/{number}").response
    assert as_admin(stack, "GET", PATH.lower()).response == {str(number): shown}
    assert as_admin(stack, "DELETE", f"{PATH}/{number}").response == {"deleted": True}
    answer = as_admin(stack, "GET", f"{PATH}/{number}")
    assert (answer.status, answer.body["error"]) == (400, f"Unknown blockregex id: {number}")


@pytest.mark.parametrize("regex", ["(", "/(/", "/a/q", "spam", "", "/a", "/[/i", "/" + "a" * 300 + "/"])
def test_what_is_no_pattern_is_refused(stack: Stack, regex: str) -> None:
    assert as_admin(stack, "POST", PATH, {"regex": regex, "domain_name": True}).status == 400
    assert as_admin(stack, "GET", PATH).response == {}


def test_a_blocked_name_cannot_be_added(stack: Stack) -> None:
    as_admin(stack, "POST", PATH, {"regex": "/^very-BLOCKED/i", "domain_name": True})
    answer = stack.api("POST", "domains", {"domain": "very-blocked-name.org"})
    assert (answer.status, answer.body["error"]) == (400, "Error creating domain.")
    # administrators may all the same
    assert as_admin(stack, "POST", "admin/domains", {"domain": "very-blocked-name.org"}).status == 200
    assert as_admin(stack, "DELETE", "admin/domains/very-blocked-name.org").status == 200


def test_patterns_are_for_who_manages_them(stack: Stack) -> None:
    assert stack.api("GET", PATH).status == 403
