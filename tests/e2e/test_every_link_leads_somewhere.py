"""Every page that can be reached is there, is light, and is one that browsers and people can rely on."""

from collections import Counter

import pytest

from tests.crawler import Crawler, Page, read
from tests.people import demo_headers, request_as, state_of
from tests.stack import Stack

MOST_OCTETS = 150_000


@pytest.fixture(scope="module", params=["nobody", "user", "admin"])
def crawl(request: pytest.FixtureRequest, stack: Stack) -> tuple[Crawler, list[Page]]:
    """Give one page of each kind as somebody sees them, and who read them."""
    known = stack.info.get(request.param, {})
    crawler = Crawler(stack, known.get("email", ""), known.get("password", ""))
    return crawler, list(crawler.pages())


def says_who_may(page: Page) -> bool:
    """Tell whether a page of a zone is for its writers, and says so to its readers: keys and webhooks."""
    return page.answer.status_code == 403 and "are for who may change the zone" in page.answer.text


def html(crawl: tuple[Crawler, list[Page]]) -> list[Page]:
    """Return the pages that are no downloads."""
    return [page for page in crawl[1] if "text/html" in page.answer.headers["Content-Type"]]


def test_no_link_leads_nowhere(crawl: tuple[Crawler, list[Page]]) -> None:
    lost = {
        page.path: (page.answer.status_code, page.found_on)
        for page in crawl[1]
        if page.answer.status_code != 200 and not says_who_may(page)
    }
    assert lost == {}


def test_a_page_with_all_it_needs_is_light(crawl: tuple[Crawler, list[Page]]) -> None:
    weights = {page.path: crawl[0].weight(page) for page in html(crawl)}
    assert {path: weight for path, weight in weights.items() if weight > MOST_OCTETS} == {}


def test_an_id_stands_once_on_a_page(crawl: tuple[Crawler, list[Page]]) -> None:
    for page in html(crawl):
        counts = Counter(read(page.answer.text).ids)
        assert [name for name, count in counts.items() if count > 1] == [], page.path


def test_a_page_names_what_it_is(crawl: tuple[Crawler, list[Page]]) -> None:
    for page in html(crawl):
        assert page.answer.text.count("<h1") == 1, page.path
        assert "<title>" in page.answer.text, page.path


def test_reading_every_page_changes_nothing(stack: Stack) -> None:
    def everything() -> tuple[object, ...]:
        paths = ("users/self", "users/self/keys", "domains?page=1", "domains/demo.example.org/history")
        answers = [request_as(stack, demo_headers(stack), "GET", path) for path in paths]
        # when a key was used last changes with every look
        keys = [
            {name: value for name, value in key.items() if name != "lastused"} for key in answers[1].response.values()
        ]
        return state_of(stack, "demo.example.org"), answers[0].response, keys, answers[2].response, answers[3].response

    before = everything()
    crawler = Crawler(stack, stack.info["user"]["email"], stack.info["user"]["password"])
    assert len(list(crawler.pages())) > 20
    assert everything() == before
