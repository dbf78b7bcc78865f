"""The second step of a sign-in: by a code, or a passkey, and on a device that is trusted from then on."""

import pytest

from tests.browser.dashboard import Dashboard
from tests.factors import App, Owner, add_app, forget_factors, new_owner
from tests.stack import Stack


@pytest.fixture(scope="module")
def owner(stack: Stack) -> Owner:
    return new_owner(stack)


@pytest.fixture
def app(owner: Owner) -> App:
    forget_factors(owner)
    return add_app(owner)[0]


def type_password(dashboard: Dashboard, owner: Owner, page: str = "/sign-in") -> None:
    dashboard.open(page)
    dashboard.window.type("#email", owner.email)
    dashboard.window.type("#password", owner.password)
    dashboard.window.click_text("Sign in", "main")


def type_code(dashboard: Dashboard, code: str) -> None:
    dashboard.window.wait_for_text("One more step", "h1")
    dashboard.window.type("#code", code)
    dashboard.window.click_text("Sign in", "main")


def test_a_code_opens_the_page_that_was_wanted(dashboard: Dashboard, owner: Owner, app: App) -> None:
    type_password(dashboard, owner, "/zones/new")
    dashboard.window.wait_for_text("One more step", "h1")
    dashboard.expect_accessible()
    dashboard.expect_no_sideways_scrolling()
    # a code that is not right costs nothing but a further one
    type_code(dashboard, "000000")
    dashboard.window.wait_for_text("This code is not right")
    assert owner.password not in dashboard.window.run("return document.documentElement.outerHTML")
    type_code(dashboard, app.code())
    dashboard.window.wait_for_text("New zone", "h1")
    # nobody asked for the device to be trusted
    dashboard.window.forget()
    type_password(dashboard, owner)
    dashboard.window.wait_for_text("One more step", "h1")


def test_a_trusted_device_is_asked_for_the_password_alone(dashboard: Dashboard, owner: Owner, app: App) -> None:
    type_password(dashboard, owner)
    dashboard.window.wait_for_text("One more step", "h1")
    dashboard.window.click("[name=remember]")
    type_code(dashboard, app.code())
    dashboard.window.wait_for_text("Zones", "h1")
    [device] = [cookie for cookie in dashboard.window.cookies() if cookie["name"] == "zonehost-device"]
    assert (device["httpOnly"], device["sameSite"]) == (True, "Lax")
    [known] = owner.api("GET", "users/self/2fadevices").response.values()
    assert known["description"].startswith("Chrome on ")
    dashboard.window.click(".menu summary")
    dashboard.window.click_text("Sign out")
    dashboard.window.wait_for_text("You are signed out.")
    type_password(dashboard, owner)
    dashboard.window.wait_for_text("Zones", "h1")
