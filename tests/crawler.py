"""Follows the links of the dashboard as somebody who reads every page, one page of each kind."""

import gzip
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import requests
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter

from core.settings import Address, SessionSettings, SiteSettings, WebSettings
from tests.stack import Stack
from web.app import create_app

SECONDS = 30


@dataclass(frozen=True)
class Page:
    """A page that was read.

    Attributes:
        path: where it is, with its parameters.
        endpoint: what kind of page it is.
        answer: what was answered.
        found_on: the path of the page that leads there.
    """

    path: str
    endpoint: str
    answer: requests.Response
    found_on: str


class Reader(HTMLParser):
    """Reads the links, files and ids of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.files: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a tag names."""
        named = dict(attrs)
        if tag == "a" and named.get("href"):
            self.links.append(str(named["href"]))
        address = named.get("src") or (named.get("href") if tag == "link" else None)
        if address:
            self.files.append(address)
        if named.get("id"):
            self.ids.append(str(named["id"]))


class Crawler:
    """Somebody who follows links.

    Args:
        stack: a running platform.
        email: of who is signed in; empty for nobody.
        password: of them.
    """

    def __init__(self, stack: Stack, email: str = "", password: str = "") -> None:
        self.url: str = stack.info["web"]["url"]
        self.http = requests.Session()
        if email:
            self._sign_in(email, password)
        self._kinds = _kinds_of_pages()
        self._weights: dict[str, int] = {}

    def get(self, path: str) -> requests.Response:
        """Return a page."""
        return self.http.get(self.url + path, timeout=SECONDS)

    def token(self, path: str) -> str:
        """Return what the forms of a page are guarded by."""
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.get(path).text)
        assert found, path
        return found[1]

    def pages(self, start: str = "/") -> Iterator[Page]:
        """Yield one page of each kind that can be reached by links."""
        waiting, seen = deque([(start, "")]), set()
        while waiting:
            path, found_on = waiting.popleft()
            kind = self.kind_of(path)
            if kind in seen:
                continue
            seen.add(kind)
            answer = self.get(path)
            yield Page(path, kind, answer, found_on)
            if "text/html" not in answer.headers.get("Content-Type", ""):
                continue
            here = answer.url
            for link in read(answer.text).links:
                whole = urljoin(here, link)
                if whole.startswith(self.url + "/"):
                    waiting.append((whole.removeprefix(self.url).partition("#")[0], path))

    def weight(self, page: Page) -> int:
        """Return how many octets a browser loads for a page and its files, compressed."""
        files = read(page.answer.text).files
        return _compressed(page.answer.content) + sum(
            self._weight_of_file(urljoin(page.answer.url, name)) for name in files
        )

    def kind_of(self, path: str) -> str:
        """Return the endpoint of a path."""
        try:
            return str(self._kinds.match(urlsplit(path).path, method="GET")[0])
        except HTTPException:
            # a link that leads nowhere is a kind of its own
            return path

    def _weight_of_file(self, address: str) -> int:
        if address.startswith("data:"):
            return 0
        if address not in self._weights:
            self._weights[address] = _compressed(self.http.get(address, timeout=SECONDS).content)
        return self._weights[address]

    def _sign_in(self, email: str, password: str) -> None:
        form = {"csrf_token": self.token("/sign-in"), "email": email, "password": password}
        answer = self.http.post(f"{self.url}/sign-in", data=form, timeout=SECONDS)
        assert answer.status_code == 200, answer.text


def read(text: str) -> Reader:
    """Return what a page names."""
    reader = Reader()
    reader.feed(text)
    return reader


def _compressed(content: bytes) -> int:
    return len(gzip.compress(content, 6))


def _kinds_of_pages() -> MapAdapter:
    nowhere = SessionSettings((Address("127.0.0.1", 1),), 60, 60)
    settings = WebSettings("http://api", "http://api", 1, 1, nowhere, SiteSettings("", ""), "none", False, 0, 30)
    return create_app(settings).url_map.bind("localhost")
