"""Plain forms: keys and webhooks are made by a browser that runs no scripts, and by nobody without a token."""

import re

import pytest
import requests

from tests.keys import by_password, new_zone
from tests.people import Person, new_user, request_as
from tests.stack import Stack

SECRET = re.compile(r'data-copy="([0-9A-F-]{36})"')


class PlainBrowser:
    """Somebody signed in who reads pages and sends forms, and nothing else."""

    def __init__(self, person: Person) -> None:
        self.url: str = person.stack.info["web"]["url"]
        self.session = requests.Session()
        self.send("/sign-in", email=person.email, password=person.password)

    def get(self, path: str) -> requests.Response:
        return self.session.get(self.url + path, timeout=30)

    def send(self, path: str, **typed: str) -> requests.Response:
        """Send the form of a page with what is typed into it."""
        token = re.search(r'name="csrf_token" value="([^"]+)"', self.get(path).text)
        assert token is not None, path
        return self.session.post(self.url + path, data={"csrf_token": token[1], **typed}, timeout=30)


@pytest.fixture(scope="module")
def person(stack: Stack) -> Person:
    return new_user(stack)


@pytest.fixture(scope="module")
def plain(person: Person) -> PlainBrowser:
    return PlainBrowser(person)


def test_a_key_is_made_and_shown_once(person: Person, plain: PlainBrowser) -> None:
    zone = new_zone(person)
    made = plain.send("/profile/keys/new", description="backup", domains_read="yes", read_only="yes", zones=zone)
    assert (made.status_code, made.headers["Cache-Control"]) == (200, "no-store")
    assert f"This key may look at {zone}, and change nothing." in made.text
    [key] = set(SECRET.findall(made.text))
    headers = {"X-API-User": person.email, "X-API-Key": key}
    assert set(request_as(person.stack, headers, "GET", "domains").response) == {zone}
    assert key not in plain.get("/profile/keys").text
    assert not SECRET.search(plain.get("/profile/keys").text)


def test_a_key_for_certificates_is_made(person: Person, plain: PlainBrowser) -> None:
    zone = new_zone(person)
    made = plain.send("/profile/keys/acme", zone=zone)
    assert made.status_code == 200
    for client in ("lego --email", "certbot certonly", "dns_acmeproxy", "dns acmeproxy", "provider: httpreq"):
        assert client in made.text
    [secret] = set(SECRET.findall(made.text))
    # the lines can be had again, the key cannot
    [number] = [
        number
        for number, key in by_password(person, "GET", "users/self/keys").response.items()
        if (key["scope"] or {}).get("zones") == [zone] and key["scope"]["kind"] == "acme"
    ]
    again = plain.get(f"/profile/keys/{number}").text
    assert "HTTPREQ_PASSWORD=KEY" in again
    assert secret not in again


@pytest.mark.parametrize("path", ["/profile/keys/new", "/profile/keys/acme", "/profile/security/recovery-codes"])
def test_an_answer_that_shows_a_secret_makes_no_other_when_it_is_loaded_again(
    person: Person, plain: PlainBrowser, path: str
) -> None:
    form = dict(re.findall(r'name="(csrf_token|form_id)" value="([^"]+)"', plain.get(path).text))
    form |= {"description": "loaded again", "domains_read": "yes", "all": "yes"}
    secrets = ("users/self/keys", "users/self/2fa")
    made = plain.session.post(plain.url + path, data=form, timeout=30)
    assert (made.status_code, made.url) == (200, plain.url + path)
    known = [set(by_password(person, "GET", secret).response) for secret in secrets]
    for _ in range(2):
        again = plain.session.post(plain.url + path, data=form, timeout=30)
        assert again.history[0].status_code == 302
        assert "is shown only once" in again.text
    assert [set(by_password(person, "GET", secret).response) for secret in secrets] == known


def test_what_is_refused_is_kept(person: Person, plain: PlainBrowser) -> None:
    zone = new_zone(person)
    for path in ("/profile/keys/new", f"/zones/{zone}/keys/new"):
        refused = plain.send(path, description="kept", names="a..b", expires="2099-01-31", domains_write="yes")
        assert refused.status_code == 422
        assert all(text in refused.text for text in ("a..b", 'value="kept"', 'value="2099-01-31"'))
    refused = plain.send("/profile/keys/new", description="kept", expires="tomorrow", unuseddays="many")
    assert (refused.status_code, "is no" in refused.text) == (422, True)


def test_nothing_is_changed_without_a_token(person: Person, plain: PlainBrowser) -> None:
    zone = new_zone(person)
    before = by_password(person, "GET", "users/self/keys").response
    paths = ["/profile/keys/new", "/profile/keys/acme", f"/zones/{zone}/keys/new", f"/zones/{zone}/hooks"]
    paths += [f"/profile/keys/{number}{end}" for number in before for end in ("", "/delete")]
    for path in paths:
        sent = {"description": "forged", "zone": zone, "url": "https://example.org/", "domains_write": "yes"}
        assert plain.session.post(plain.url + path, data=sent, timeout=30).status_code == 400, path
    assert by_password(person, "GET", "users/self/keys").response == before
    assert by_password(person, "GET", f"domains/{zone}/keys").response == {}
    assert by_password(person, "GET", f"domains/{zone}/hooks").response == {}


def test_who_may_only_read_a_zone_is_told_so_in_place_of_its_keys(person: Person, stack: Stack) -> None:
    reader, zone = new_user(stack), new_zone(person)
    shared = by_password(person, "POST", f"domains/{zone}/access", {"access": {reader.email: "read"}})
    assert shared.status == 200
    browser = PlainBrowser(reader)
    for page in ("keys", "hooks"):
        refused = browser.get(f"/zones/{zone}/{page}")
        assert (refused.status_code, "for who may change the zone" in refused.text) == (403, True)


def test_the_keys_of_somebody_else_do_not_exist(person: Person, plain: PlainBrowser, stack: Stack) -> None:
    stranger = new_user(stack)
    [key] = by_password(stranger, "POST", "users/self/keys", {"description": "theirs"}).response.values()
    for end in ("", "/delete"):
        assert plain.get(f"/profile/keys/{key['id']}{end}").status_code in {404, 422}
    assert set(by_password(stranger, "GET", "users/self/keys").response) == {str(key["id"])}
