"""The page that shows the API: who asks for it in a browser is led to it, and a real one shows it without complaint."""

import re
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.chromium import Browser, browser
from tests.people import send
from tests.stack import Stack
from tests.waiting import until

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def address(stack: Stack, path: str) -> str:
    """Return a path of the API as a browser is given it."""
    return f"{stack.info['api']['url']}{path}"


def follow(stack: Stack, path: str) -> requests.Response:
    """Return where a browser ends that starts at a path."""
    return requests.get(address(stack, path), headers=BROWSER, timeout=60)


@pytest.mark.parametrize("path", ["/", "/1.0/", "/docs", "/docs/", "/help", "/help/", "/1.0/docs", "/1.0/docs/"])
def test_a_browser_is_led_to_the_page(stack: Stack, path: str) -> None:
    answer = follow(stack, path)
    assert (answer.status_code, answer.url) == (200, address(stack, "/1.0/docs/"))
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize("path", ["/", "/1.0/"])
def test_a_program_is_not(stack: Stack, path: str) -> None:
    assert send(stack, "GET", path, headers={"Accept": "application/json"}).status == 404


def test_the_page_allows_nothing_inline_and_nothing_from_elsewhere(stack: Stack) -> None:
    answer = follow(stack, "/1.0/docs/")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"https?:|<style|<script>|\son\w+=|\sstyle=", answer.text)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_files_of_the_page_are_kept_for_ever_under_an_address_made_of_their_content(stack: Stack) -> None:
    page = follow(stack, "/1.0/docs/")
    types = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "png": "image/png"}
    names = re.findall(r'(?:href|src)="\./([^"]+)"', page.text)
    assert len(names) == 5
    for name in names:
        answer = follow(stack, f"/1.0/docs/{name}")
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == types[name.rpartition(".")[2]]
        assert "immutable" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("path", ["x/page.js", "../openapi/page.py", "%2e%2e%2fpage.py/page.js"])
def test_no_other_file_is_returned(stack: Stack, path: str) -> None:
    assert send(stack, "GET", f"/1.0/docs/{path}").status == 404


def test_the_document_is_not_sent_again_to_who_has_it(stack: Stack) -> None:
    first = requests.get(address(stack, "/1.0/openapi.json"), timeout=60)
    assert first.headers["Cache-Control"].startswith("public, max-age=")
    again = requests.get(
        address(stack, "/1.0/openapi.json"), headers={"If-None-Match": first.headers["ETag"]}, timeout=60
    )
    assert (again.status_code, again.content) == (304, b"")


# as a person types: React hears of it by the event
FILL = """
    const field = document.querySelector(arguments[0]);
    if (!field) return false;
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(field, arguments[1]);
    field.dispatchEvent(new Event("input", {bubbles: true}));
    return true;
"""


def press(window: Browser, selector: str) -> None:
    """Wait for something in the page and press it."""
    found = "const found = document.querySelector(arguments[0]); if (found) found.click(); return !!found;"
    until(lambda: window.run(found, selector), f"{selector} is in the page", 30)


def text_of(window: Browser, selector: str) -> str:
    """Return the text of something in the page, empty while it is not there."""
    text: Any = window.run("return (document.querySelector(arguments[0]) || {}).innerText || '';", selector)
    return str(text)


def test_a_browser_shows_every_operation_and_tries_one_without_complaint(stack: Stack, tmp_path: Path) -> None:
    document = requests.get(address(stack, "/1.0/openapi.json"), timeout=60).json()
    with browser(tmp_path / "profile") as window:
        window.open(address(stack, "/1.0/docs/"))
        count = "return document.querySelectorAll('.opblock-tag').length;"
        until(lambda: window.run(count) == len(document["tags"]), "every feature is shown", 60)
        window.screenshot(tmp_path / "page.png")

        press(window, "#operations-tag-general")
        ping = "#operations-general-general_ping_text"
        press(window, f"{ping} .opblock-summary-control")
        press(window, f"{ping} .try-out__btn")
        until(lambda: window.run(FILL, f"{ping} input:not([disabled])", "harbour"), "the word is typed", 30)

        def is_answered() -> bool:
            # what is typed counts a moment later
            press(window, f"{ping} .execute")
            return '"time": "harbour"' in text_of(window, f"{ping} .live-responses-table")

        until(is_answered, "the answer is shown", 30)
        window.screenshot(tmp_path / "tried.png")
        assert window.complaints() == []
