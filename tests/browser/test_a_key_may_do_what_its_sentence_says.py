"""The scope editor says in words what a key may do, and the key may do this and nothing else."""

import subprocess
import uuid

from tests.browser.dashboard import Dashboard
from tests.keys import MadeKey, by_password, new_zone
from tests.people import Person, new_user, request_as
from tests.stack import Answer, Stack

MARKUP = '"><img src=x onerror=alert(1)><script>alert(2)</script>'


def made_key(dashboard: Dashboard) -> str:
    return str(dashboard.window.run("return document.querySelector('.secret [data-copy]').dataset.copy"))


def shown_line(dashboard: Dashboard, beginning: str) -> str:
    script = """
        for (const button of document.querySelectorAll(".paste [data-copy]"))
          if (button.dataset.copy.includes(arguments[0])) return button.dataset.copy;"""
    return str(dashboard.window.run(script, beginning))


def run(line: str) -> str:
    """Run a line in a shell, as somebody who pasted it."""
    return subprocess.run(["/bin/sh", "-ec", line], capture_output=True, text=True, check=True, timeout=60).stdout


def expect_room(dashboard: Dashboard) -> None:
    for width in (360, 1280):
        dashboard.window.resize(width, 900)
        dashboard.expect_no_sideways_scrolling()


class Holder:
    """Somebody who has nothing but a key."""

    def __init__(self, person: Person, key: str) -> None:
        self.stack = person.stack
        self.headers = {"X-API-User": person.email, "X-API-Key": key}

    def add(self, zone: str, name: str, kind: str, content: str) -> Answer:
        records = [{"name": name, "type": kind, "content": content}]
        return request_as(self.stack, self.headers, "POST", f"domains/{zone}/records", {"records": records})

    def zones(self) -> Answer:
        return request_as(self.stack, self.headers, "GET", "domains")


def test_a_key_may_do_what_its_sentence_says(dashboard: Dashboard, stack: Stack) -> None:
    person, window = new_user(stack), dashboard.window
    zone, other = (new_zone(person, f"k{uuid.uuid4().hex[:12]}.org") for _ in range(2))
    dashboard.sign_in_as(person)
    dashboard.open("/profile/keys")
    dashboard.expect_accessible()
    window.click_text("New key")
    window.wait_for("#description")
    window.type("#description", MARKUP)
    for field, text in {"zones": zone, "names": "_acme-challenge", "types": "txt", "networks": "127.0.0.0/8"}.items():
        window.type(f"#{field}", text)
    window.run(
        "const day = document.querySelector('#expires'); day.value = '2099-12-05';"
        "day.dispatchEvent(new Event('change', {bubbles: true}))"
    )
    words = (
        f"This key may look at {zone} and change TXT records at _acme-challenge in {zone}, from 127.0.0.0/8, "
        "until 5 December 2099."
    )
    window.wait_for_text(words, "#sentence")
    dashboard.expect_accessible()
    window.click_text("Make the key")
    window.wait_for_text("Copy the key now")
    assert words in window.text("main")
    dashboard.expect_accessible()
    key = made_key(dashboard)
    assert person.email in run(shown_line(dashboard, "curl"))

    holder = Holder(person, key)
    assert holder.add(zone, "_acme-challenge", "TXT", "mine").status == 200
    assert holder.add(zone, "_acme-challenge", "A", "192.0.2.1").status == 400
    assert holder.add(zone, "www", "TXT", "not mine").status == 400
    assert holder.add(other, "_acme-challenge", "TXT", "not mine").status == 400
    assert set(holder.zones().response) == {zone}

    # what was denied stands beside the key, and nothing of what was typed is markup
    dashboard.open("/profile/keys")
    window.wait_for_text("Denied 3 things")
    assert MARKUP in window.text("tbody")
    assert window.count("main img") == 0
    window.click("tbody th a")
    window.wait_for_text(f"TXT www.{zone}", "#denied")
    expect_room(dashboard)
    dashboard.expect_accessible()


def test_a_key_is_changed_and_deleted(dashboard: Dashboard, stack: Stack) -> None:
    person, window = new_user(stack), dashboard.window
    zone = new_zone(person)
    made = MadeKey(person, domains_read=True, expires=4100198400, scope={"zones": [zone], "networks": ["127.0.0.0/8"]})
    assert set(made.api("GET", "domains").response) == {zone}
    dashboard.sign_in_as(person)
    dashboard.open("/profile/keys")
    window.click("tbody th a")
    window.wait_for("#networks")
    # a limit that is none is refused, and everything typed is there
    window.type("#networks", "somewhere")
    window.click_text("Save")
    window.wait_for_text("is no network", ".notice.problem")
    assert (window.value("#networks"), window.value("#zones")) == ("somewhere", zone)
    window.type("#networks", "192.0.2.0/24")
    window.click_text("Save")
    window.wait_for_text("is changed", "#notices")
    assert made.api("GET", "domains").status in {401, 403}
    [shown] = by_password(person, "GET", "users/self/keys").response.values()
    assert shown["scope"]["networks"] == ["192.0.2.0/24"]
    assert shown["expires"] == 4100198400

    window.click_text("Delete")
    window.wait_for_text("stops working at once")
    dashboard.expect_accessible()
    window.click_text("Delete the key")
    window.wait_for_text("is deleted", "#notices")
    assert by_password(person, "GET", "users/self/keys").response == {}


def test_a_key_of_a_zone_keeps_a_router_at_its_address(dashboard: Dashboard, stack: Stack) -> None:
    person, window = new_user(stack), dashboard.window
    zone = new_zone(person)
    dashboard.sign_in_as(person)
    dashboard.open(f"/zones/{zone}/keys")
    dashboard.expect_accessible()
    window.click_text("New key")
    window.wait_for("#description")
    assert window.count("#zones") == 0
    window.type("#description", "router")
    window.type("#names", "home")
    window.type("#types", "A, AAAA")
    window.wait_for_text(f"This key may look at {zone} and change A and AAAA records at home in {zone}.", "#sentence")
    window.click_text("Make the key")
    window.wait_for_text("Copy the key now")
    dashboard.expect_accessible()
    assert zone in run(shown_line(dashboard, "/1.0/domains/"))
    run(shown_line(dashboard, "/experimental/ddns/"))
    [record] = by_password(person, "GET", f"domains/{zone}/record/home/A").response["records"]
    assert record["content"] == "127.0.0.1"
    expect_room(dashboard)
