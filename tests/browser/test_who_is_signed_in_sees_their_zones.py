"""Signing in leads to one's zones, and signing out away from them."""

from tests.administration import as_admin
from tests.browser.dashboard import Dashboard
from tests.people import new_user


def test_a_page_asks_for_a_sign_in_and_is_shown_after_it(dashboard: Dashboard) -> None:
    dashboard.open("/zones/demo.example.org/records")
    dashboard.window.wait_for_text("Sign in", "h1")
    user = dashboard.stack.info["user"]
    dashboard.window.type("#email", user["email"])
    dashboard.window.type("#password", user["password"])
    dashboard.window.click("main form .button.main")
    dashboard.window.wait_for_text("demo.example.org", "h1")
    assert dashboard.path == "/zones/demo.example.org/records"
    dashboard.expect_accessible()


def test_a_wrong_password_is_refused_and_the_address_kept(dashboard: Dashboard) -> None:
    dashboard.open("/sign-in")
    dashboard.window.type("#email", "demo@zonehost.example")
    dashboard.window.type("#password", "not the right one")
    dashboard.window.click("main form .button.main")
    dashboard.window.wait_for(".notice.problem")
    assert dashboard.window.value("#email") == "demo@zonehost.example"
    assert dashboard.window.value("#password") == ""


def test_signing_out_ends_the_session(dashboard: Dashboard) -> None:
    dashboard.sign_in_as_demo_user()
    dashboard.window.click(".menu summary")
    dashboard.window.click_text("Sign out")
    dashboard.window.wait_for_text("You are signed out.")
    dashboard.open("/zones")
    dashboard.window.wait_for_text("Sign in", "h1")


def test_a_suspended_account_is_told_why(dashboard: Dashboard) -> None:
    person = new_user(dashboard.stack)
    [user] = [one for one in as_admin(dashboard.stack, "GET", "users").response if one["email"] == person.email]
    wanted = {"disabled": True, "disabledreason": "Not paid <since May>."}
    assert as_admin(dashboard.stack, "POST", f"users/{user['id']}", wanted).status == 200
    dashboard.open("/sign-in")
    dashboard.window.type("#email", person.email)
    dashboard.window.type("#password", person.password)
    dashboard.window.click("main form .button.main")
    dashboard.window.wait_for_text("Not paid <since May>.", ".notice.problem")


def test_a_page_that_is_not_there_leads_on(dashboard: Dashboard) -> None:
    dashboard.open("/no/such/page")
    dashboard.window.wait_for_text("There is no such page", "h1")
    dashboard.expect_accessible()
    dashboard.window.click_text("To the start")
    dashboard.window.wait_for_text("Sign in", "main")
