"""From the front page to a signed answer of every public server, and a new password on the way."""

import re
import uuid
from pathlib import Path

import dns.rdatatype

from tests.browser.dashboard import Dashboard
from tests.browser.own_dashboard import own_dashboard
from tests.browser.record_editor import RecordEditor
from tests.chromium import Browser
from tests.mails import mails_to, wait_for_mail
from tests.people import new_user
from tests.stack import Stack
from tests.waiting import until

PASSWORD, NEW_PASSWORD = "a good long one 7", "another good one 8"


def choose_password(dashboard: Dashboard, password: str, repeated: str, button: str) -> None:
    dashboard.window.type("#new_password", password)
    dashboard.window.type("#repeated_password", repeated)
    dashboard.window.click_text(button, "main form")


def expect_signed_answer(stack: Stack, port: int, name: str, address: str) -> None:
    until(lambda: address in stack.values(port, name, "A"), f"{name} on port {port}", 60)
    answer = stack.ask(port, name, "A", dnssec=True)
    assert answer is not None
    assert {dns.rdatatype.A, dns.rdatatype.RRSIG} <= {rrset.rdtype for rrset in answer.answer}


def link_in(text: str) -> str:
    [link] = re.findall(r"http://localhost:\d+(/\S+/confirm/\S+)", text)
    return str(link)


def test_somebody_signs_up_and_their_record_is_served_signed(dashboard: Dashboard, stack: Stack) -> None:
    window = dashboard.window
    email, zone = f"s{uuid.uuid4().hex[:12]}@people.example", f"t{uuid.uuid4().hex[:12]}.org"
    dashboard.open("/")
    window.click_text("Register", "main")
    window.type("#name", "Ana Silva")
    window.type("#email", email)
    window.click_text("Register", "main form")
    window.wait_for_text("Look into your mail", "h1")
    dashboard.expect_accessible()
    mail = wait_for_mail(stack, email, "Confirm your address")
    dashboard.open(link_in(mail.text))
    dashboard.expect_accessible()
    choose_password(dashboard, PASSWORD, "another one", "Confirm")
    window.wait_for_text("The two passwords are not the same.")
    choose_password(dashboard, PASSWORD, PASSWORD, "Confirm")
    window.wait_for_text("Your account is ready")
    dashboard.sign_in(email, PASSWORD)

    dashboard.open("/zones/new")
    window.type("#names", zone)
    window.click("main form .button.main")
    window.wait_for_text(zone, "h1")
    editor = RecordEditor(dashboard, zone)
    editor.add_pasted("www 300 IN A 192.0.2.7\nwww 300 IN A 192.0.2.8")
    editor.review()
    editor.save()
    for port in stack.public_ports.values():
        expect_signed_answer(stack, port, f"www.{zone}", "192.0.2.7")


def test_a_forgotten_password_is_replaced_and_known_and_unknown_addresses_look_alike(
    dashboard: Dashboard, stack: Stack
) -> None:
    window, person = dashboard.window, new_user(stack)
    said = []
    for email in (person.email, f"x{uuid.uuid4().hex[:12]}@people.example"):
        dashboard.open("/forgotpassword")
        window.type("#email", email)
        window.click_text("Send me a link")
        window.wait_for_text("Look into your mail", "h1")
        said.append((dashboard.path, window.text("main")))
    assert said[0] == said[1]
    assert mails_to(stack, email) == []
    mail = wait_for_mail(stack, person.email, "A new password")
    dashboard.open(link_in(mail.text))
    choose_password(dashboard, NEW_PASSWORD, NEW_PASSWORD, "Change the password")
    window.wait_for_text("Your password is changed")
    dashboard.sign_in(person.email, NEW_PASSWORD)
    # the code is spent
    dashboard.open(link_in(mail.text))
    choose_password(dashboard, PASSWORD, PASSWORD, "Change the password")
    window.wait_for_text("It may have been used already")


def test_the_terms_come_before_anything_else(stack: Stack, window: Browser, tmp_path: Path) -> None:
    person = new_user(stack)
    settings = {"TERMS_TIME": "1700000000", "RATE_FAILURES": "3/hour"}
    with own_dashboard(stack, window, tmp_path, **settings) as dashboard:
        dashboard.open("/sign-in?next=/zones/new")
        window.type("#email", person.email)
        window.type("#password", person.password)
        window.click_text("Sign in", "main")
        window.wait_for_text("Terms of service", "h1")
        dashboard.expect_accessible()
        dashboard.open("/zones")
        window.wait_for_text("Terms of service", "h1")
        window.click_text("I accept the terms")
        window.wait_for_text("Zones", "h1")
        # who guesses is told when to come back
        window.forget()
        for _ in range(4):
            dashboard.open("/sign-in")
            window.type("#email", person.email)
            window.type("#password", "not the right one")
            window.click_text("Sign in", "main")
            window.wait_for(".notice.problem")
        assert re.search(r"Please try again in \d+ minutes\.", window.text(".notice.problem"))
