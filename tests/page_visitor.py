"""Somebody who uses the dashboard without a browser, by plain HTTP: quicker where scripts do not matter."""

import html
import re
from collections.abc import Mapping

import requests

from tests.stack import Stack

TIMEOUT = 30
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class PageVisitor:
    """A session at the dashboard.

    Args:
        stack: a running platform.
        url: of another dashboard than that of the platform.
    """

    def __init__(self, stack: Stack, url: str = "") -> None:
        self._url: str = url or stack.info["web"]["url"]
        self._http = requests.Session()
        self._token = ""

    def sign_in(self, email: str, password: str) -> "PageVisitor":
        """Sign in, and make sure that it worked."""
        self.get("/sign-in")
        answer = self.post("/sign-in", {"email": email, "password": password})
        assert answer.status_code == 200, answer.text
        assert "Sign out" in answer.text
        return self

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> requests.Response:
        """Open a page."""
        return self._noted(self._http.get(f"{self._url}{path}", headers=dict(headers or {}), timeout=TIMEOUT))

    def post(
        self,
        path: str,
        fields: Mapping[str, object] | None = None,
        files: Mapping[str, tuple[str, bytes]] | None = None,
    ) -> requests.Response:
        """Send a form with the token of the page that was opened last, and open what it leads to.

        Args:
            path: where to.
            fields: what is typed; a list where a name comes several times.
            files: name and content of what is chosen.
        """
        sent = {"csrf_token": self._token, **(fields or {})}
        return self._noted(self._http.post(f"{self._url}{path}", data=sent, files=files, timeout=TIMEOUT))

    def _noted(self, answer: requests.Response) -> requests.Response:
        found = TOKEN.search(answer.text)
        if found:
            self._token = html.unescape(found[1])
        return answer


def administrator(stack: Stack) -> PageVisitor:
    """Return a session of the administrator every stack has."""
    return PageVisitor(stack).sign_in(stack.info["admin"]["email"], stack.info["admin"]["password"])
