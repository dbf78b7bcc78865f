"""One's own account: an app by its QR code, recovery codes, passkeys, the password, devices, and its end."""

import pytest

from tests.browser.dashboard import Dashboard
from tests.factors import App, Owner, add_app, forget_factors, new_owner
from tests.mails import wait_for_mail
from tests.stack import Stack

PASSWORD = "quite another good one 8"

PASSKEYS, APPS = ".card:nth-of-type(1)", ".card:nth-of-type(2)"


@pytest.fixture
def person(dashboard: Dashboard, stack: Stack) -> Owner:
    """Give somebody nobody else uses, who is signed in."""
    made = new_owner(stack)
    dashboard.sign_in_as(made)
    return made


def expect_good_page(dashboard: Dashboard, heading: str) -> None:
    dashboard.window.wait_for_text(heading, "h2")
    dashboard.expect_accessible()
    dashboard.expect_no_sideways_scrolling()


def test_an_app_is_set_up_by_a_picture_and_recovery_codes_are_shown_once(dashboard: Dashboard, person: Owner) -> None:
    window = dashboard.window
    dashboard.open("/profile/security")
    window.wait_for_text("Your password alone opens this account", ".notice")
    window.click_text("Add an app")
    window.type("#name", "phone <b>")
    window.click_text("Go on")
    expect_good_page(dashboard, "Set up phone <b>")
    picture = window.run("return document.querySelector('img.square').src")
    assert picture.startswith("data:image/svg+xml")
    app = App(window.run("return document.querySelector('.copyable .mono').textContent"))
    window.type("#code", "000000")
    window.click_text("Turn it on")
    window.wait_for_text("Invalid code")
    window.type("#code", app.code())
    window.click_text("Turn it on")
    expect_good_page(dashboard, "Recovery codes")
    window.click_text("Show me ten codes")
    window.wait_for(".codes li")
    codes = window.run("return [...document.querySelectorAll('.codes li')].map((one) => one.textContent)")
    assert len(set(codes)) == 10
    expect_good_page(dashboard, "Recovery codes")
    window.click_text("I have them")
    window.wait_for_text("10 codes left")
    assert codes[0] not in window.run("return document.documentElement.outerHTML")
    # one of them opens the account in place of the app, once
    sign_out(dashboard)
    type_password(dashboard, person.email, person.password)
    window.type("#code", codes[3])
    window.click_text("Sign in", "main")
    window.wait_for_text("Zones", "h1")
    dashboard.open("/profile/security")
    window.wait_for_text("9 codes left")
    expect_good_page(dashboard, "Passkeys")
    window.click_text("Rename…", APPS)
    window.run("document.querySelector('details[open] input[name=name]').select()")
    window.press("tablet")
    window.click("details[open] form .button")
    window.wait_for_text("Renamed.")
    window.click_text("Delete…", APPS)
    window.click("details[open] form .danger")
    window.wait_for_text("it is no way to sign in any more")
    assert wait_for_mail(dashboard.stack, person.email, "ways to sign in")


def test_a_passkey_signs_in_alone_and_after_the_password(dashboard: Dashboard, person: Owner) -> None:
    window = dashboard.window
    window.add_authenticator()
    dashboard.open("/profile/security/passkeys/new")
    expect_good_page(dashboard, "Add a passkey")
    window.type("#name", "laptop")
    window.click_text("Make the passkey")
    window.wait_for_text("laptop is ready")
    expect_good_page(dashboard, "Passkeys")
    # by itself
    sign_out(dashboard)
    dashboard.open("/sign-in?next=/profile/activity")
    window.click_text("Sign in with a passkey")
    window.wait_for_text("Added passkey", ".table")
    assert dashboard.path == "/profile/activity"
    # the password alone does not suffice any more
    sign_out(dashboard)
    type_password(dashboard, person.email, person.password)
    window.wait_for_text("One more step", "h1")
    dashboard.expect_accessible()
    window.click("[name=remember]")
    window.click_text("Use a passkey")
    window.wait_for_text("Zones", "h1")
    dashboard.open("/profile/security")
    window.wait_for_text("this device")
    window.click_text("Trust no more…")
    window.click("details[open] form .danger")
    window.wait_for_text("The device is trusted no more")
    window.click_text("Delete…", PASSKEYS)
    window.wait_for_text("Your password alone opens the account then.")
    window.click("details[open] form .danger")
    window.wait_for_text("opens your account no more")
    assert person.api("GET", "users/self/passkeys").response == {}


def test_a_new_password_needs_the_old_one_and_ends_other_sessions(dashboard: Dashboard, person: Owner) -> None:
    window = dashboard.window
    app, _number = add_app(person)
    dashboard.open("/profile/security/password")
    expect_good_page(dashboard, "Change the password")
    for present, problem in (("not this one", "not your present password"), (person.password, "")):
        window.type("#password", present)
        window.type("#new_password", PASSWORD)
        window.type("#repeated_password", PASSWORD)
        window.click_text("Change the password", "main form")
        window.wait_for_text(problem or "One more step")
    window.type("#code", app.code())
    window.click_text("Sign in", "main")
    window.wait_for_text("Zones", "h1")
    assert window.count("[name=sealed]") == 0
    assert wait_for_mail(dashboard.stack, person.email, "Your password was changed")
    dashboard.open("/profile/security")
    window.click_text("Sign out everywhere…")
    window.click("details[open] form .danger")
    window.wait_for_text("You are signed out everywhere")
    dashboard.open("/profile")
    window.wait_for_text("Sign in", "h1")
    forget_factors(person)
    dashboard.sign_in(person.email, PASSWORD)


def test_details_and_theme_are_changed(dashboard: Dashboard, person: Owner) -> None:
    window = dashboard.window
    dashboard.open("/profile")
    window.type("#name", "Åse <i>Ó Briain</i>")
    window.type("#email", f"new-{person.email}")
    window.click_text("Save")
    window.wait_for_text("not your present password")
    assert window.value("#name") == "Åse <i>Ó Briain</i>"
    window.type("#password", person.password)
    window.click_text("Save")
    window.wait_for_text("Saved.")
    assert window.text(".menu summary") == "Åse <i>Ó Briain</i>"
    assert wait_for_mail(dashboard.stack, person.email, "Your address was changed")
    dashboard.open("/profile/appearance")
    window.click("[value=dark]")
    window.click_text("Save")
    window.wait_for("html[data-theme=dark]")
    # it follows its owner into another browser
    window.forget()
    dashboard.sign_in(f"new-{person.email}", person.password)
    window.wait_for("html[data-theme=dark]")


def test_an_account_ends_after_what_is_lost_was_named(dashboard: Dashboard, person: Owner) -> None:
    window = dashboard.window
    zone = f"lost-{person.email.partition('@')[0]}.org"
    assert person.api("POST", "domains", {"domain": zone}).status == 200
    app, _number = add_app(person)
    dashboard.open("/profile/delete")
    window.click_text("Show me what would be lost")
    window.wait_for_text("1 zone is yours alone")
    dashboard.expect_accessible()
    dashboard.expect_no_sideways_scrolling()
    assert zone in window.text("main")
    window.type("#email", "somebody@else.example")
    window.click("main form .danger")
    window.wait_for_text("type its mail address")
    window.type("#email", person.email)
    window.type("#code", app.code())
    window.click("main form .danger")
    window.wait_for_text("Your account is deleted")
    assert wait_for_mail(dashboard.stack, person.email, "Your account was deleted")
    assert person.api("GET", "userdata").status == 401


def sign_out(dashboard: Dashboard) -> None:
    dashboard.window.click(".menu summary")
    dashboard.window.click_text("Sign out", ".menu")
    dashboard.window.wait_for_text("You are signed out.")


def type_password(dashboard: Dashboard, email: str, password: str) -> None:
    dashboard.open("/sign-in")
    dashboard.window.type("#email", email)
    dashboard.window.type("#password", password)
    dashboard.window.click_text("Sign in", "main")
