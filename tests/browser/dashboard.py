"""The dashboard as somebody with a browser uses it, and the checks every page has to stand."""

import re
from typing import Any

from orchestration.local.layout import REPOSITORY
from tests.chromium import Browser
from tests.people import Person
from tests.stack import Stack

AXE = REPOSITORY / "web/node_modules/axe-core/axe.min.js"

# a refusal is answered with a status above 399, which the console notes of every page
NO_COMPLAINT = re.compile(
    r"Failed to load resource: the server responded with a status of (401|403|404|409|422|429|503)"
)


class Dashboard:
    """The pages of a stack in a browser.

    Args:
        stack: a running platform.
        window: the browser.
    """

    def __init__(self, stack: Stack, window: Browser) -> None:
        self.stack = stack
        self.window = window
        self.url: str = stack.info["web"]["url"]

    def open(self, path: str) -> None:
        """Go to a page."""
        self.window.open(f"{self.url}{path}")

    @property
    def path(self) -> str:
        """The page the browser is at, with its parameters."""
        return self.window.address.removeprefix(self.url)

    def sign_in(self, email: str, password: str) -> None:
        """Sign in, and end on the list of zones."""
        self.open("/sign-in")
        self.window.type("#email", email)
        self.window.type("#password", password)
        self.window.click("main form .button.main")
        self.window.wait_for_text("Zones", "h1")

    def sign_in_as(self, person: Person) -> None:
        """Sign in as somebody."""
        self.sign_in(person.email, person.password)

    def sign_in_as_demo_user(self) -> None:
        """Sign in as the user every stack has."""
        self.sign_in(self.stack.info["user"]["email"], self.stack.info["user"]["password"])

    def sign_in_as_administrator(self) -> None:
        """Sign in as the administrator every stack has."""
        self.sign_in(self.stack.info["admin"]["email"], self.stack.info["admin"]["password"])

    def expect_silence(self) -> None:
        """Make sure that the console has nothing to say: no error, and no violation of the policy."""
        complaints = [text for text in self.window.complaints() if not NO_COMPLAINT.search(text)]
        assert complaints == [], complaints

    def expect_accessible(self) -> None:
        """Make sure that axe finds nothing serious on the page (WCAG 2.1, A and AA)."""
        self.window.run(AXE.read_text(encoding="utf-8"))
        script = """
            const done = arguments[arguments.length - 1];
            axe.run({runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}).then(
              (found) => done(found.violations.map((one) => [one.impact, one.id, one.help,
                one.nodes.slice(0, 3).map((node) => node.target.join(" ") + " " + (node.failureSummary || ""))])),
              (error) => done([["critical", "axe", String(error), []]]));"""
        found: list[list[Any]] = self.window.run_async(script)
        serious = [violation for violation in found if violation[0] in {"serious", "critical"}]
        assert serious == [], serious

    def expect_no_sideways_scrolling(self) -> None:
        """Make sure that the page is no wider than the window."""
        script = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert self.window.run(script) <= 0, self.path
