"""Articles are written by administrators and shown to everybody, from one time to another."""

import time
from collections.abc import Iterator

import pytest

from tests.administration import as_admin
from tests.people import request_as
from tests.stack import Stack

NOW = int(time.time())


@pytest.fixture(autouse=True)
def no_articles(stack: Stack) -> Iterator[None]:
    stack.sql("DELETE FROM articles")
    yield
    stack.sql("DELETE FROM articles")


def article(stack: Stack, title: str, visible_from: int, visible_until: int = -1) -> str:
    data = {"title": title, "content": "Body", "visiblefrom": visible_from, "visibleuntil": visible_until}
    created = as_admin(stack, "POST", "admin/articles", data).response
    assert created["updated"] is True
    return str(created["id"])


def visible(stack: Stack) -> list[str]:
    return [shown["title"] for shown in request_as(stack, {}, "GET", "articles").response.values()]


def test_there_is_always_a_map_of_articles(stack: Stack) -> None:
    assert request_as(stack, {}, "GET", "articles").response == {}


def test_the_three_newest_of_the_present_are_shown_to_everybody(stack: Stack) -> None:
    article(stack, "oldest", NOW - 500)
    article(stack, "of the future", NOW + 3600)
    article(stack, "of the past", NOW - 600, NOW - 300)
    article(stack, "newest", NOW - 100)
    article(stack, "until tomorrow", NOW - 300, NOW + 86400)
    article(stack, "older", NOW - 400)
    assert visible(stack) == ["newest", "until tomorrow", "older"]
    assert len(as_admin(stack, "GET", "admin/articles").response) == 6


def test_an_article_is_changed_and_deleted(stack: Stack) -> None:
    number = article(stack, "Planned work", NOW - 100)
    path = f"admin/articles/{number}"
    changed = as_admin(stack, "POST", path, {"contentfull": "More", "visibleuntil": NOW + 100}).response
    assert changed == {
        "id": int(number),
        "title": "Planned work",
        "content": "Body",
        "contentfull": "More",
        "created": pytest.approx(time.time(), abs=60),
        "visiblefrom": NOW - 100,
        "visibleuntil": NOW + 100,
        "updated": True,
    }
    assert as_admin(stack, "GET", path).response == {key: changed[key] for key in changed if key != "updated"}
    assert as_admin(stack, "DELETE", path).response == {"deleted": True}
    answer = as_admin(stack, "GET", path)
    assert (answer.status, answer.body["error"]) == (400, f"Unknown articleid: {number}")


def test_what_is_missing_is_named(stack: Stack) -> None:
    answer = as_admin(stack, "POST", "admin/articles", {"content": "Body", "visiblefrom": 1, "visibleuntil": -1})
    assert (answer.status, answer.body["error"]) == (400, "Error creating article.")
    assert answer.body["errorData"] == ["Missing required field: title"]


@pytest.mark.parametrize("value", [2**70, "soon", -2])
def test_a_time_that_is_none_is_refused(stack: Stack, value: object) -> None:
    data = {"title": "t", "content": "c", "visiblefrom": value, "visibleuntil": -1}
    assert as_admin(stack, "POST", "admin/articles", data).status == 400
    assert as_admin(stack, "GET", "admin/articles").response == {}


def test_only_who_manages_articles_writes_them(stack: Stack) -> None:
    data = {"title": "t", "content": "c", "visiblefrom": 1, "visibleuntil": -1}
    assert stack.api("POST", "admin/articles", data).status == 403
    assert request_as(stack, {}, "POST", "admin/articles", data).status == 401
    assert visible(stack) == []
