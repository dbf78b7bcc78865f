"""What becomes of accounts, of how they sign in, and of zones of others, by plain HTTP."""

import uuid

import pytest

from tests.administration import as_admin
from tests.page_visitor import PageVisitor, administrator
from tests.people import Person, basic, new_user, request_as
from tests.stack import Stack


@pytest.fixture
def visitor(stack: Stack) -> PageVisitor:
    """Give the administrator, with a form open."""
    found = administrator(stack)
    found.get("/admin/users/new")
    return found


def page_of(stack: Stack, person: Person) -> str:
    """Return the path of somebody's page."""
    return f"/admin/users/{as_admin(stack, 'GET', f'users?search={person.email}').response['users'][0]['id']}"


def new_zone_of(stack: Stack, person: Person) -> str:
    """Create a zone of somebody."""
    zone = f"z{uuid.uuid4().hex[:12]}.org"
    headers = basic(person.email, person.password)
    assert request_as(stack, headers, "POST", "domains", {"domain": zone}).status == 200
    return zone


def test_who_was_sent_a_welcome_is_sent_it_again_until_they_confirm(stack: Stack, visitor: PageVisitor) -> None:
    email = f"w{uuid.uuid4().hex[:10]}@people.example"
    made = visitor.post("/admin/users/new", {"email": email, "realname": "Wanda", "way": "welcome"})
    assert "A mail with a code is on its way to them." in made.text
    assert "Not confirmed" in made.text
    path = made.url.removeprefix(stack.info["web"]["url"])
    assert "once more" in visitor.post(f"{path}/welcome").text
    person = new_user(stack)
    refused = visitor.post(f"{page_of(stack, person)}/welcome")
    assert refused.status_code == 422
    assert "User has already completed registration." in refused.text


def test_no_zone_is_left_behind_when_an_account_ends(stack: Stack, visitor: PageVisitor) -> None:
    person, heir = new_user(stack), new_user(stack)
    zone = new_zone_of(stack, person)
    path = page_of(stack, person)
    shown = visitor.get(f"{path}/delete").text
    assert "It owns 1 zone." in shown
    assert zone in shown
    undecided = visitor.post(f"{path}/delete", {"confirm": person.email})
    assert undecided.status_code == 422
    assert "say what becomes of them" in undecided.text
    nobody = {"confirm": person.email, "domains": "owner", "owner": "nobody@people.example"}
    refused = visitor.post(f"{path}/delete", nobody)
    assert refused.status_code == 422
    assert 'value="nobody@people.example"' in refused.text
    done = visitor.post(f"{path}/delete", nobody | {"owner": heir.email})
    assert f"The account {person.email} is deleted." in done.text
    mine = request_as(stack, basic(heir.email, heir.password), "GET", "domains").response
    assert mine[zone] == "owner"


def test_second_factors_and_sessions_of_somebody_are_ended(stack: Stack, visitor: PageVisitor) -> None:
    person = new_user(stack)
    headers = basic(person.email, person.password)
    session = request_as(stack, headers, "GET", "session").response["session"]
    in_session = {"X-Session-ID": session}
    codes = {"description": "paper", "type": "plain", "count": 2}
    assert request_as(stack, in_session, "POST", "users/self/2fa", codes).status == 200
    assert request_as(stack, headers, "GET", "userdata").status == 401
    path = page_of(stack, person)
    assert "paper" in visitor.get(path).text
    assert "The second factors are gone" in visitor.post(f"{path}/factors/delete").text
    assert request_as(stack, headers, "GET", "userdata").status == 200
    assert request_as(stack, in_session, "GET", "userdata").status == 200
    assert "Every session of theirs has ended" in visitor.post(f"{path}/sign-out").text
    assert request_as(stack, in_session, "GET", "userdata").status == 401


def test_a_key_of_somebody_is_deleted(stack: Stack, visitor: PageVisitor) -> None:
    person = new_user(stack)
    headers = basic(person.email, person.password)
    wish = {"description": "left in a repository", "domains_read": True}
    [key] = request_as(stack, headers, "POST", "users/self/keys", wish).response
    by_key = {"X-API-User": person.email, "X-API-Key": key}
    assert request_as(stack, by_key, "GET", "domains").status == 200
    path = page_of(stack, person)
    assert "left in a repository" in visitor.get(path).text
    [key_id] = request_as(stack, headers, "GET", "users/self/keys").response
    assert "The key is deleted" in visitor.post(f"{path}/keys/{key_id}/delete").text
    assert request_as(stack, by_key, "GET", "domains").status == 401


def test_a_zone_is_made_for_somebody_shared_switched_and_deleted(stack: Stack, visitor: PageVisitor) -> None:
    owner, other = new_user(stack), new_user(stack)
    zone = f"z{uuid.uuid4().hex[:12]}.org"
    refused = visitor.post("/admin/zones/new", {"name": zone, "owner": "nobody@people.example"})
    assert refused.status_code == 422
    assert f'value="{zone}"' in refused.text
    made = visitor.post("/admin/zones/new", {"name": zone, "owner": owner.email})
    assert f"{zone} is there." in made.text
    path = f"/admin/zones/{zone}"
    assert owner.email in made.text
    assert visitor.get(f"/admin/zones?user={owner.email}").text.count(f'"{path}"') == 1
    visitor.post(f"{path}/access", {"email": other.email, "level": "read"})
    assert request_as(stack, basic(other.email, other.password), "GET", "domains").response == {zone: "read"}
    before = as_admin(stack, "GET", f"admin/domains/{zone}").response["SOA"]["serial"]
    assert "published anew" in visitor.post(f"{path}/publish").text
    assert as_admin(stack, "GET", f"admin/domains/{zone}").response["SOA"]["serial"] > before
    assert "taken off the name servers" in visitor.post(f"{path}/state", {"disabled": "yes"}).text
    assert as_admin(stack, "GET", f"admin/domains/{zone}").response["disabled"] is True
    visitor.post(f"{path}/state", {"disabled": "no"})
    assert visitor.post(f"{path}/delete", {"confirm": "another.org"}).status_code == 422
    assert f"{zone} is deleted." in visitor.post(f"{path}/delete", {"confirm": zone}).text
    assert visitor.get(path).status_code == 404
