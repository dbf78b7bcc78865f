"""Where administrators step up, the way leads through it to what they wanted to do, and what they typed goes along."""

from collections.abc import Iterator

import pytest

from tests.administration import as_admin
from tests.own_api import own_api
from tests.own_web import own_web
from tests.page_visitor import PageVisitor
from tests.people import new_user
from tests.stack import Stack


@pytest.fixture(scope="module")
def guarded(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of a dashboard before an API that wants a step-up by password."""
    with (
        own_api(stack, tmp_path_factory.mktemp("api"), API_ADMIN_ELEVATION="password") as api,
        own_web(stack, tmp_path_factory.mktemp("web"), api) as url,
    ):
        yield url


@pytest.fixture
def visitor(stack: Stack, guarded: str) -> PageVisitor:
    """Give the administrator, who has signed in and not stepped up."""
    return PageVisitor(stack, guarded).sign_in(stack.info["admin"]["email"], stack.info["admin"]["password"])


def test_a_change_goes_on_after_the_proof(stack: Stack, visitor: PageVisitor) -> None:
    person = new_user(stack)
    user = as_admin(stack, "GET", f"users?search={person.email}").response["users"][0]
    path = f"/admin/users/{user['id']}"
    assert visitor.get(path).status_code == 200
    fields = {"permission": ["domains_create", "domains_logs"]}
    asked = visitor.post(f"{path}/permissions", fields)
    assert asked.status_code == 403
    assert "step_up_password" in asked.text
    assert set(as_admin(stack, "GET", f"users/{user['id']}").response["permissions"]) == {"domains_create"}
    proof = {"step_up_password": stack.info["admin"]["password"]}
    assert "are saved" in visitor.post(f"{path}/permissions", fields | proof).text
    after = as_admin(stack, "GET", f"users/{user['id']}").response["permissions"]
    assert set(after) == {"domains_create", "domains_logs"}
    assert "may sign in again" in visitor.post(f"{path}/state", {"disabled": "no"}).text


def test_acting_for_a_user_begins_after_the_proof_and_ends_without_one(stack: Stack, visitor: PageVisitor) -> None:
    person = new_user(stack)
    visitor.get("/admin/users")
    wish = {"email": person.email}
    assert visitor.post("/admin/acting", wish).status_code == 403
    assert "You act as" not in visitor.get("/admin/users").text
    begun = visitor.post("/admin/acting", wish | {"step_up_password": stack.info["admin"]["password"]})
    assert begun.status_code == 200
    assert f"You act as <strong>{person.email}</strong>" in begun.text
    assert visitor.get("/admin/users").status_code == 403
    stopped = visitor.post("/admin/acting/stop")
    assert "You act for yourself again" in stopped.text
    assert visitor.get("/admin").status_code == 200
