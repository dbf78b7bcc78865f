"""Sharing a domain (API 1.0 §10.5): who may give which level to whom."""

import pytest

from tests.people import Person, new_person, plain_zone
from tests.stack import Answer, Stack


@pytest.fixture(scope="module")
def third(stack: Stack) -> Person:
    return new_person(stack)


@pytest.fixture
def zone(stack: Stack) -> str:
    return plain_zone(stack)


def give(stack: Stack, zone: str, **levels: str) -> Answer:
    return stack.api("POST", f"domains/{zone}/access", {"access": levels})


def levels_of(stack: Stack, zone: str) -> dict[str, str]:
    access: dict[str, str] = stack.api("GET", f"domains/{zone}/access").response["access"]
    return access


def test_access_is_shown_with_the_people_behind_it(stack: Stack, zone: str, other: Person) -> None:
    demo = stack.info["user"]["email"]
    answer = give(stack, zone, **{other.email.upper(): "write"}).response
    assert answer["access"] == {demo: "owner", other.email: "write"}
    assert answer["userinfo"] == {demo: {"avatar": "gravatar"}, other.email: {"avatar": "gravatar"}}
    assert (answer["domain"], answer["defaultttl"], "SOA" in answer) == (zone, 86400, False)
    assert stack.api("GET", f"domains/{zone}/access").response == answer
    assert other.api("GET", f"domains/{zone}").response["access"] == "write"


def test_an_owner_gives_every_level_below_their_own_and_takes_it_away(stack: Stack, zone: str, other: Person) -> None:
    for level in ("read", "write", "admin", "read"):
        assert give(stack, zone, **{other.email: level}).response["access"][other.email] == level
    assert other.email not in give(stack, zone, **{other.email: "none"}).response["access"]
    assert other.api("GET", f"domains/{zone}").status == 400


def test_nobody_gives_their_own_level_or_a_higher_one(stack: Stack, zone: str, other: Person, third: Person) -> None:
    assert "greater or equal" in give(stack, zone, **{other.email: "owner"}).body["error"]
    give(stack, zone, **{other.email: "admin"})
    for level in ("admin", "owner"):
        refused = other.api("POST", f"domains/{zone}/access", {"access": {third.email: level}})
        assert (refused.status, "greater or equal" in refused.body["error"]) == (400, True)
    given = other.api("POST", f"domains/{zone}/access", {"access": {third.email: "write"}}).response
    assert given["access"][third.email] == "write"


def test_nobody_changes_somebody_as_high_as_themselves(stack: Stack, zone: str, other: Person, third: Person) -> None:
    give(stack, zone, **{other.email: "admin", third.email: "admin"})
    before = levels_of(stack, zone)
    for email in (third.email, stack.info["user"]["email"]):
        refused = other.api("POST", f"domains/{zone}/access", {"access": {email: "none"}})
        assert (refused.status, "greater or equal" in refused.body["error"]) == (400, True)
    assert levels_of(stack, zone) == before


def test_nobody_changes_their_own_level_except_by_leaving(stack: Stack, zone: str, other: Person) -> None:
    give(stack, zone, **{other.email: "admin"})
    for level in ("read", "write", "admin", "owner"):
        refused = other.api("POST", f"domains/{zone}/access", {"access": {other.email: level}})
        assert (refused.status, refused.body["error"]) == (400, "You can't change your own access level")
    assert other.api("POST", f"domains/{zone}/access", {"access": {other.email: "none"}}).status == 200
    assert other.email not in levels_of(stack, zone)


@pytest.mark.parametrize("level", ["read", "write"])
def test_below_admin_one_may_only_leave(stack: Stack, zone: str, other: Person, third: Person, level: str) -> None:
    give(stack, zone, **{other.email: level})
    for access in ({third.email: "read"}, {other.email: "none", third.email: "none"}, {other.email: "read"}):
        refused = other.api("POST", f"domains/{zone}/access", {"access": access})
        assert (refused.status, refused.body["error"]) == (400, "No data provided for update.")
    assert other.api("POST", f"domains/{zone}/access", {"access": {other.email: "none"}}).status == 200


def test_the_only_owner_cannot_leave(stack: Stack, zone: str) -> None:
    assert give(stack, zone, **{stack.info["user"]["email"]: "none"}).status == 400
    assert levels_of(stack, zone) == {stack.info["user"]["email"]: "owner"}


def test_the_first_refusal_undoes_all(stack: Stack, zone: str, other: Person) -> None:
    refused = give(stack, zone, **{other.email: "read", "nobody@people.example": "read"})
    assert (refused.status, refused.body["error"]) == (400, "No such user: nobody@people.example")
    assert other.email not in levels_of(stack, zone)


def test_unknown_words_for_a_level_are_ignored(stack: Stack, zone: str, other: Person, third: Person) -> None:
    answer = give(stack, zone, **{other.email: "emperor", third.email: "read"}).response
    assert other.email not in answer["access"]
    assert answer["access"][third.email] == "read"
    assert give(stack, zone, **{other.email: "emperor"}).body["error"] == "No data provided for update."


@pytest.mark.parametrize("access", [None, [], "x", 7, {"x": None}, {"x": 7}, {"x": ["read"]}, {"\ud800": "read"}, {}])
def test_junk_is_refused(stack: Stack, zone: str, access: object) -> None:
    assert stack.api("POST", f"domains/{zone}/access", {"access": access}).status == 400
