"""Somebody with zones of their own, who uses the dashboard without a browser."""

import html
import re
import uuid
from collections.abc import Sequence

import requests

from tests.page_visitor import PageVisitor
from tests.people import Person, basic, new_user, request_as
from tests.stack import Answer, Stack


class ZoneOwner(PageVisitor):
    """A person nobody else is, who has nothing yet.

    Args:
        stack: a running platform.
    """

    def __init__(self, stack: Stack) -> None:
        super().__init__(stack)
        self.stack = stack
        self.person: Person = new_user(stack)
        self.sign_in(self.person.email, self.person.password)

    def api(self, verb: str, path: str, data: object = None) -> Answer:
        """Make a request to the API as this person."""
        return request_as(self.stack, basic(self.person.email, self.person.password), verb, path, data)

    def create(self, *names: str) -> Sequence[str]:
        """Create zones by the page, of a name nobody else uses where none is given, and return their names."""
        wanted = names or (new_name(),)
        answer = self.post("/zones/new", {"names": "\n".join(wanted), "start": "records", "policy": "none"})
        assert answer.status_code == 200, said(answer)
        return wanted


def new_name(about: str = "z") -> str:
    """Return a name for a zone nobody else uses."""
    return f"{about}{uuid.uuid4().hex[:12]}.org"


def said(answer: requests.Response) -> str:
    """Return what people read on a page or a part of one: its text, with single spaces."""
    return _text(answer.text.partition("</head>")[2] or answer.text)


def rows(answer: requests.Response) -> list[str]:
    """Return what people read in each row of the table of a page, but for its head."""
    return [_text(row) for row in re.findall(r"<tr.*?</tr>", answer.text.partition("<tbody>")[2], re.DOTALL)]


def _text(code: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", " ", code))).strip()
