"""A session outlives the processes of the dashboard and the API, and an outage of what sessions are kept in."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.browser.dashboard import Dashboard
from tests.chromium import Browser
from tests.people import new_user
from tests.stack import Stack
from tests.waiting import until

# what was away is asked for again after a second at the earliest, by each thread of the dashboard
SEND_AGAIN = """
const again = [...document.querySelectorAll("main :is(button, a)")].find(
  (one) => ["Send it again", "Try again"].includes(one.innerText));
if (again) again.click();
return document.querySelector(".notice.done") !== null;"""

TITLE = "not lost by an outage"


@pytest.fixture
def signed_in(dashboard: Dashboard, stack: Stack) -> Dashboard:
    """Give the dashboard with somebody signed in."""
    dashboard.sign_in_as(new_user(stack))
    return dashboard


def replace_processes(stack: Stack, *services: str) -> None:
    """Have services end, and wait until others have taken their place."""
    before = {service: stack.pid(service) for service in services}
    for service in services:
        stack.kill(service, signal.SIGTERM)
    until(lambda: all(stack.pid(service) not in {0, before[service]} for service in services), "new processes", 60)
    stack.wait_until_all_answer()


def test_a_session_outlives_the_processes_of_dashboard_and_api(signed_in: Dashboard, stack: Stack) -> None:
    window = signed_in.window
    signed_in.open("/profile")
    # a form that was opened before is good after it
    window.type("#name", TITLE)
    replace_processes(stack, "web", "api")
    window.click_text("Save")
    window.wait_for_text("Saved.")
    assert window.text(".menu summary") == TITLE


def test_while_sessions_cannot_be_read_nobody_is_signed_out_and_nothing_typed_is_lost(
    signed_in: Dashboard, stack: Stack
) -> None:
    window = signed_in.window
    with without_memcached(stack):
        signed_in.open("/zones")
        window.wait_for_text("Not just now", "h1")
        signed_in.expect_accessible()
    until(lambda: is_shown(signed_in, "/profile", "#name"), "the page is shown again", 30)
    window.type("#name", TITLE)
    with without_memcached(stack):
        window.click_text("Save")
        window.wait_for_text("Not done yet", "h1")
        assert "cannot be read at the moment" in window.text("main")
        signed_in.expect_accessible()
    until(lambda: sent_again(window), "what was typed is saved", 30)
    # other threads of the dashboard may still hold memcached to be away
    until(lambda: is_shown(signed_in, "/profile", "#name"), "the page is shown again", 30)
    assert window.value("#name") == TITLE


@contextmanager
def without_memcached(stack: Stack) -> Iterator[None]:
    """Have memcached answer nothing for a while, and lose nothing."""
    stack.kill("memcached", signal.SIGSTOP)
    try:
        yield
    finally:
        stack.kill("memcached", signal.SIGCONT)


def is_shown(dashboard: Dashboard, page: str, selector: str) -> bool:
    """Return whether a page has something on it."""
    dashboard.open(page)
    return bool(dashboard.window.count(selector))


def sent_again(window: Browser) -> bool:
    """Send the form that was kept, or ask for the page after it, as often as it takes."""
    return bool(window.run(SEND_AGAIN))
