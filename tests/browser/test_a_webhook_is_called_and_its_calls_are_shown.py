"""Webhooks of a zone: added, called, their calls shown; disabled, changed, deleted, never with their password."""

import hashlib
import hmac

import pytest

from tests.browser.dashboard import Dashboard
from tests.hook_receiver import hook_receiver
from tests.keys import add, by_password, new_zone
from tests.people import new_user
from tests.stack import Stack
from tests.waiting import until

PASSWORD = "between us"
MARKUP = '/"><img/src=x/onerror=alert(1)>'


def test_a_webhook_is_called_and_its_calls_are_shown(dashboard: Dashboard, stack: Stack) -> None:
    person, window = new_user(stack), dashboard.window
    zone = new_zone(person)
    dashboard.sign_in_as(person)
    with hook_receiver() as receiver:
        dashboard.open(f"/zones/{zone}/hooks")
        window.type("#url", receiver.url + MARKUP)
        window.type("#password", PASSWORD)
        window.click_text("Add", "main form")
        window.wait_for_text("is added", "#notices")
        assert MARKUP in window.text("tbody")
        assert window.count("main img") == 0
        dashboard.expect_accessible()
        window.resize(360, 900)
        dashboard.expect_no_sideways_scrolling()
        receiver.statuses.append(500)
        window.click("tbody th a")
        window.wait_for_text("It has not been called yet")
        add(person, zone, {"name": "www", "type": "A", "content": "192.0.2.1"})
        # without anybody loading the page anew
        window.wait_for_text("Owed", "#calls")
        window.wait_for_text("500", "#calls")
        window.wait_for_text("Delivered", "#calls", 40)
        sent = receiver.received[-1]
    signature = hmac.new(PASSWORD.encode(), sent.body, hashlib.sha256).hexdigest()
    assert sent.headers["X-HMAC-SIGNATURE-256"] == f"sha256={signature}"
    dashboard.expect_accessible()
    dashboard.expect_no_sideways_scrolling()
    assert PASSWORD not in window.run("return document.documentElement.outerHTML")


def test_a_webhook_is_changed_disabled_and_deleted(dashboard: Dashboard, stack: Stack) -> None:
    person, window = new_user(stack), dashboard.window
    zone = new_zone(person)
    hook = {"url": "http://127.0.0.1:65000/first", "password": PASSWORD}
    [number] = by_password(person, "POST", f"domains/{zone}/hooks", hook).response

    def stored() -> dict[str, object]:
        found: dict[str, object] = by_password(person, "GET", f"domains/{zone}/hooks/{number}").response
        return found

    dashboard.sign_in_as(person)
    dashboard.open(f"/zones/{zone}/hooks/{number}")
    window.type("#url", "http://10.0.0.1/private")
    window.click_text("Save")
    window.wait_for_text("is not a public one", ".notice.problem")
    assert window.value("#url") == "http://10.0.0.1/private"
    window.type("#url", "http://127.0.0.1:65000/second")
    window.click_text("Save")
    window.wait_for_text("is changed", "#notices")
    assert (stored()["url"], stored()["password"]) == ("http://127.0.0.1:65000/second", "********")
    window.click('input[name="unsigned"]')
    window.click_text("Save")
    until(lambda: stored()["password"] == "", "the password is forgotten")
    window.click_text("All webhooks")
    window.click_text("Disable")
    window.wait_for_text("is disabled", "#notices")
    assert stored()["disabled"] is True
    window.click_text("Enable")
    window.wait_for_text("is enabled again", "#notices")
    window.click_text("Delete…")
    window.click(".on-demand[open] button")
    window.wait_for_text("is deleted", "#notices")
    assert by_password(person, "GET", f"domains/{zone}/hooks").response == {}


@pytest.mark.parametrize("url", ["ftp://example.org/", "http://"])
def test_what_cannot_be_called_is_refused_and_kept(dashboard: Dashboard, stack: Stack, url: str) -> None:
    person, window = new_user(stack), dashboard.window
    zone = new_zone(person)
    dashboard.sign_in_as(person)
    dashboard.open(f"/zones/{zone}/hooks")
    # a browser that checks addresses itself would not send them
    window.run("document.querySelector('#url').type = 'text'")
    window.type("#url", url)
    window.click_text("Add", "main form")
    window.wait_for_text("valid url", ".notice.problem")
    assert window.value("#url") == url
