"""Plain forms: a record is changed, added, deleted, refused, by a browser that runs no scripts."""

import html
import re

import pytest
import requests

from tests.people import new_user, plain_zone
from tests.stack import Stack


class PlainBrowser:
    """Follows links and sends forms, and nothing else."""

    def __init__(self, stack: Stack) -> None:
        self.url: str = stack.info["web"]["url"]
        self.session = requests.Session()
        self.text = ""
        self.status = 0

    def open(self, path: str) -> str:
        """Go to a page."""
        return self._shown(self.session.get(self.url + path, timeout=30))

    def send(self, action: str, **typed: str) -> str:
        """Send the form of the page that leads to an address ending like this, with what is typed into it."""
        forms = re.findall(r"<form[^>]*action=\"([^\"]+)\"[^>]*>(.*?)</form>", self.text, re.DOTALL)
        [(address, inside)] = [form for form in forms if form[0].endswith(action)]
        fields = dict(re.findall(r"<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"", inside))
        fields |= dict(re.findall(r"<input id=\"[^\"]*\" name=\"([^\"]+)\" value=\"([^\"]*)\"", inside))
        fields |= dict(re.findall(r"<textarea[^>]* name=\"([^\"]+)\"[^>]*>\n?(.*?)</textarea>", inside, re.DOTALL))
        for name, options in re.findall(r"<select[^>]* name=\"([^\"]+)\">(.*?)</select>", inside, re.DOTALL):
            fields[name] = "".join(re.findall(r"<option selected>([^<]*)", options))
        sent = {name: html.unescape(value) for name, value in fields.items()} | typed
        return self._shown(self.session.post(self.url + address, data=sent, timeout=30))

    def _shown(self, answer: requests.Response) -> str:
        self.status, self.text = answer.status_code, answer.text
        return self.text


@pytest.fixture
def plain(stack: Stack) -> PlainBrowser:
    """Give a browser the demo user is signed in at."""
    browser = PlainBrowser(stack)
    browser.open("/sign-in")
    user = stack.info["user"]
    browser.send("/sign-in", email=user["email"], password=user["password"])
    return browser


def contents(stack: Stack, zone: str) -> dict[tuple[str, str], str]:
    """Return what the records of a zone hold, without those it began with."""
    records = stack.api("GET", f"domains/{zone}/records").response["records"]
    return {(one["name"], one["type"]): one["content"] for one in records if one["type"] != "NS"}


def test_a_record_is_changed_after_a_look_at_the_difference(stack: Stack, plain: PlainBrowser) -> None:
    zone = plain_zone(stack)
    stack.add(zone, {"name": "www", "type": "A", "content": "192.0.2.1", "comment": "it's <b>mine</b>"})
    [link] = re.findall(r"href=\"([^\"]+)\"[^>]*aria-label=\"Edit www A\"", plain.open(f"/zones/{zone}/records"))
    plain.open(html.unescape(link))
    [key] = re.findall(r"name=\"(\w+)\.content\"", plain.text)
    plain.send("/review", **{f"{key}.content": "192.0.2.2"})
    assert "1 changed" in plain.text
    assert contents(stack, zone) == {("www", "A"): "192.0.2.1"}
    plain.send("/save")
    assert "Saved as version" in plain.text
    assert contents(stack, zone) == {("www", "A"): "192.0.2.2"}
    [record] = [one for one in stack.api("GET", f"domains/{zone}/records").response["records"] if one["type"] == "A"]
    assert record["comment"] == "it's <b>mine</b>"


def test_records_are_added_and_what_is_refused_is_corrected_where_it_stands(stack: Stack, plain: PlainBrowser) -> None:
    zone = plain_zone(stack)
    plain.open(f"/zones/{zone}/records/new")
    typed = {"n1.name": "good", "n1.type": "A", "n1.content": "192.0.2.1"}
    typed |= {"n2.name": "mail", "n2.type": "MX", "n2.content": "mx.example.net"}
    plain.send("/review", **typed)
    assert plain.status == 422
    assert "require a priority" in plain.text
    assert "n1.content" not in plain.text
    assert contents(stack, zone) == {}
    plain.send("/review", **{"n2.priority": "10"})
    assert "2 added" in plain.text
    plain.send("/save")
    assert contents(stack, zone) == {("good", "A"): "192.0.2.1", ("mail", "MX"): "mx.example.net"}


def test_a_record_is_deleted_by_its_form(stack: Stack, plain: PlainBrowser) -> None:
    zone = plain_zone(stack)
    [made] = stack.add(zone, {"name": "www", "type": "A", "content": "192.0.2.1"})["changed"]
    plain.open(f"/zones/{zone}/records/{made['id']}/edit")
    plain.send("/review", **{f"r{made['id']}.delete": "yes"})
    assert "1 removed" in plain.text
    plain.send("/save")
    assert contents(stack, zone) == {}


def test_nothing_is_saved_without_the_token_of_the_form(stack: Stack, plain: PlainBrowser) -> None:
    zone = plain_zone(stack)
    [made] = stack.add(zone, {"name": "www", "type": "A", "content": "192.0.2.1"})["changed"]
    changes = f'[{{"key":"a","id":{made["id"]},"before":null,"values":{{}},"delete":true}}]'
    answer = plain.session.post(f"{plain.url}/zones/{zone}/records/save", data={"changes": changes}, timeout=30)
    assert answer.status_code == 400
    assert contents(stack, zone) == {("www", "A"): "192.0.2.1"}


@pytest.mark.parametrize("changes", ["[", "1", "{}", '[{"key":1}]', '[{"key":"a","id":"x","before":null,"values":{}}]'])
def test_changes_that_cannot_be_read_are_refused_in_words(stack: Stack, plain: PlainBrowser, changes: str) -> None:
    zone = plain_zone(stack)
    plain.open(f"/zones/{zone}/records/new")
    plain.send("/review", changes=changes)
    assert plain.status in {200, 422}
    assert contents(stack, zone) == {}


def test_an_alias_and_a_disabled_zone_say_what_they_are(stack: Stack, plain: PlainBrowser) -> None:
    zone, alias = plain_zone(stack), plain_zone(stack)
    assert stack.api("POST", f"domains/{alias}", {"aliasof": zone}).status == 200
    assert f"An alias of {zone}" in plain.open(f"/zones/{alias}/records")
    assert stack.api("POST", f"domains/{zone}", {"disabled": True}).status == 200
    assert "This zone is disabled" in plain.open(f"/zones/{zone}/records")


def test_a_page_that_is_not_there_leads_to_the_first(stack: Stack, plain: PlainBrowser) -> None:
    zone = plain_zone(stack)
    assert "There is no page 7" in plain.open(f"/zones/{zone}/records?page=7")


def test_who_may_only_read_gets_no_form(stack: Stack, plain: PlainBrowser) -> None:
    zone = plain_zone(stack)
    [made] = stack.add(zone, {"name": "www", "type": "A", "content": "192.0.2.1"})["changed"]
    reader = new_user(stack)
    assert stack.api("POST", f"domains/{zone}/access", {"access": {reader.email: "read"}}).status == 200
    other = PlainBrowser(stack)
    other.open("/sign-in")
    other.send("/sign-in", email=reader.email, password=reader.password)
    assert "192.0.2.1" in other.open(f"/zones/{zone}/records")
    for page in ("new", f"{made['id']}/edit"):
        assert "You may read" in other.open(f"/zones/{zone}/records/{page}")
        assert other.status == 403
