"""The step-up of administrators: asked for on the way to a change, which is then done as it was typed."""

import uuid
from pathlib import Path

from tests.browser.dashboard import Dashboard
from tests.browser.own_dashboard import own_dashboard
from tests.chromium import Browser
from tests.people import command_line
from tests.stack import Stack

PROOF = "Prove that it is you"


def new_administrator(stack: Stack) -> tuple[str, str]:
    email, password = f"a{uuid.uuid4().hex[:12]}@people.example", uuid.uuid4().hex
    command_line(stack, "create-admin", email, "--name", "Ada", NEW_PASSWORD=password)
    return email, password


def write_article(dashboard: Dashboard, title: str) -> None:
    dashboard.open("/admin/articles/new")
    dashboard.window.type("#title", title)
    dashboard.window.type("#content", "On <Sunday>\nand Monday.")
    dashboard.window.click_text("Save", "main form")


def titles(stack: Stack) -> set[str]:
    return {title for [title] in stack.sql("SELECT title FROM articles;")}


def test_the_password_is_asked_for_once_and_the_change_is_done_as_it_was_typed(
    stack: Stack, window: Browser, tmp_path: Path
) -> None:
    first, second = (f"planned {uuid.uuid4().hex[:8]}" for _ in range(2))
    with own_dashboard(stack, window, tmp_path, API_ADMIN_ELEVATION="password") as dashboard:
        email, password = new_administrator(stack)
        dashboard.sign_in(email, password)
        write_article(dashboard, first)
        window.wait_for_text(PROOF, "h1")
        dashboard.expect_accessible()
        dashboard.expect_no_sideways_scrolling()
        assert window.count("#step_up_code") == 0
        window.type("#step_up_password", "not the right one")
        window.click_text("Go on")
        window.wait_for_text("Invalid password.")
        assert first not in titles(stack)
        window.type("#step_up_password", password)
        window.click_text("Go on")
        window.wait_for_text("The article is saved.")
        [[content]] = stack.sql(f"SELECT HEX(content) FROM articles WHERE title = '{first}';")
        assert bytes.fromhex(content).decode().split() == ["On", "<Sunday>", "and", "Monday."]
        # good for some minutes of changes
        write_article(dashboard, second)
        window.wait_for_text("The article is saved.")
        assert {first, second} <= titles(stack)


def test_a_passkey_proves_it_where_a_second_factor_is_wanted(stack: Stack, window: Browser, tmp_path: Path) -> None:
    title = f"planned {uuid.uuid4().hex[:8]}"
    with own_dashboard(stack, window, tmp_path, API_ADMIN_ELEVATION="2fa") as dashboard:
        window.add_authenticator()
        dashboard.sign_in(*new_administrator(stack))
        dashboard.open("/profile/security/passkeys/new")
        window.click_text("Make the passkey")
        window.wait_for_text("is ready: you can sign in with it")
        write_article(dashboard, title)
        window.wait_for_text(PROOF, "h1")
        assert window.count("#step_up_password") == 0
        window.click_text("Use a passkey")
        window.wait_for_text("The article is saved.")
        assert title in titles(stack)
        # and by itself, before a page is opened
        dashboard.open("/step-up?next=/admin/articles")
        window.click_text("Use a passkey")
        window.wait_for_text(title)
        assert dashboard.path == "/admin/articles"
