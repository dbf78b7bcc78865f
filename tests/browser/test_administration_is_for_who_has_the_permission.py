"""Who may see which page of the administration, and what people typed is only ever text there."""

import html
import uuid

import pytest

from tests.administration import as_admin
from tests.page_visitor import PageVisitor, administrator
from tests.people import new_user
from tests.stack import Stack

SECTIONS = {
    "users": "manage_users",
    "zones": "manage_domains",
    "jobs": "system_job_mgmt",
    "services": "system_service_mgmt",
    "statistics": "system_stats",
    "audit": "system_audit_log",
    "articles": "manage_articles",
    "blocks": "manage_blocks",
}
BELOW = (
    "users/new", "users/1", "users/1/log", "users/1/delete", "zones/new", "zones/demo.example.org",
    "zones/demo.example.org/delete", "jobs/new", "jobs/1", "services/api", "audit/2", "articles/new", "articles/1",
    "articles/1/delete", "blocks/new", "blocks/1",
)  # fmt: skip
CHANGING = (
    "users/new", "users/1/details", "users/1/state", "users/1/permissions", "users/1/sign-out", "users/1/delete",
    "users/1/welcome", "users/1/factors/delete", "users/1/keys/1/delete", "zones/new", "zones/demo.example.org/access",
    "zones/demo.example.org/state", "zones/demo.example.org/publish", "zones/demo.example.org/delete", "jobs/new",
    "jobs/1", "articles/new", "articles/1", "articles/1/delete", "blocks/new", "blocks/1", "blocks/1/delete", "acting",
)  # fmt: skip
EVIL = """<script>alert(1)</script>"'><img src=x onerror=alert(2)>"""


def test_who_has_no_permission_sees_no_page_no_link_and_changes_nothing(stack: Stack) -> None:
    demo = stack.info["user"]
    visitor = PageVisitor(stack).sign_in(demo["email"], demo["password"])
    assert "/admin" not in visitor.get("/zones").text
    assert visitor.get("/admin").status_code == 403
    for path in (*SECTIONS, *BELOW):
        answer = visitor.get(f"/admin/{path}")
        assert answer.status_code == 403, path
        assert "That is not yours to do" in answer.text, path
        assert 'href="/admin' not in answer.text, path
    for path in CHANGING:
        assert visitor.post(f"/admin/{path}").status_code == 403, path


@pytest.mark.parametrize("section", ["articles", "statistics", "users"])
def test_each_section_needs_its_own_permission(stack: Stack, section: str) -> None:
    person = new_user(stack)
    user_id = next(user["id"] for user in as_admin(stack, "GET", f"users?search={person.email}").response["users"])
    as_admin(stack, "POST", f"users/{user_id}", {"permissions": {SECTIONS[section]: True}})
    visitor = PageVisitor(stack).sign_in(person.email, person.password)
    assert "Administration" in visitor.get("/zones").text
    shown = visitor.get(f"/admin/{section}")
    assert shown.status_code == 200
    for other in SECTIONS:
        assert (f'href="/admin/{other}"' in shown.text) == (other == section)
        if other != section:
            assert visitor.get(f"/admin/{other}").status_code == 403


def test_what_people_typed_is_text_wherever_administrators_read_it(stack: Stack) -> None:
    mark = uuid.uuid4().hex[:10]
    evil = f"{mark} {EVIL}"
    person = new_user(stack)
    found = as_admin(stack, "GET", f"users?search={person.email}").response["users"][0]
    user = f"users/{found['id']}"
    as_admin(stack, "POST", user, {"realname": evil, "disabled": True, "disabledreason": evil})
    article = as_admin(
        stack,
        "POST",
        "admin/articles",
        {"title": evil, "content": evil, "contentfull": evil, "visiblefrom": 0, "visibleuntil": 1},
    ).response["id"]
    block = as_admin(stack, "POST", "admin/blockRegexes", {"regex": "/<b>never<\\/b>$/", "comment": evil}).response[
        "id"
    ]
    wish = {"name": "publish_catalog", "data": {}, "reason": evil}
    job = as_admin(stack, "POST", "system/jobs/create", wish).response["jobid"]
    as_admin(stack, "GET", f"users/{EVIL}")
    visitor = administrator(stack)
    paths = [f"/admin/users?search={mark}", f"/admin/{user}", f"/admin/{user}/delete", "/admin/articles"]
    paths += [f"/admin/articles/{article}", f"/admin/articles/{article}/delete", "/admin/blocks"]
    paths += [f"/admin/blocks/{block}", f"/admin/jobs/{job}", f"/admin/audit?search={mark}"]
    for path in paths:
        answer = visitor.get(path)
        assert answer.status_code == 200, path
        assert mark in answer.text, path
        assert_inert(answer.text, path)
    for path in ("/admin/services/api?search=alert", f"/admin/zones?search={EVIL}", f"/admin/jobs?zone={EVIL}"):
        assert_inert(visitor.get(path).text, path)
    preview = visitor.post("/admin/articles/new", {"title": evil, "content": evil, "preview": "yes"})
    assert html.escape("<script>alert(1)") in preview.text
    assert_inert(preview.text, "preview")
    as_admin(stack, "DELETE", f"admin/articles/{article}")
    as_admin(stack, "DELETE", f"admin/blockRegexes/{block}")


def assert_inert(text: str, path: str) -> None:
    """Make sure that nothing of what was typed is a tag, or ends an attribute."""
    assert "<script>alert" not in text, path
    assert "<img" not in text, path
    assert "<b>never" not in text, path


def test_a_pattern_is_tried_before_it_is_saved(stack: Stack) -> None:
    visitor = administrator(stack)
    visitor.get("/admin/blocks/new")
    tried = {"regex": "/^paypa[l1]/i", "try": "yes"}
    assert "It would be blocked" in visitor.post("/admin/blocks/new", tried | {"subject": "PayPa1.example"}).text
    assert "It would be let in" in visitor.post("/admin/blocks/new", tried | {"subject": "example.org"}).text
    refused = visitor.post("/admin/blocks/new", {"regex": "/(/", "domain_name": "yes", "comment": "kept"})
    assert refused.status_code == 422
    assert 'value="kept"' in refused.text
    assert "/(/" not in {entry["regex"] for entry in as_admin(stack, "GET", "admin/blockRegexes").response.values()}


def test_a_user_is_made_suspended_and_deleted(stack: Stack) -> None:
    visitor = administrator(stack)
    visitor.get("/admin/users/new")
    email = f"n{uuid.uuid4().hex[:10]}@people.example"
    fields = {"email": email, "realname": "Nova Lima", "way": "password"}
    assert visitor.post("/admin/users/new", {**fields, "password": "short"}).status_code == 422
    made = visitor.post("/admin/users/new", {**fields, "password": "a long one 7 indeed"})
    path = made.url.removeprefix(stack.info["web"]["url"])
    assert f"There is an account for {email} now." in made.text
    suspended = visitor.post(f"{path}/state", {"disabled": "yes", "disabledreason": "Not paid."})
    assert "Not paid." in suspended.text
    refused = PageVisitor(stack)
    refused.get("/sign-in")
    answer = refused.post("/sign-in", {"email": email, "password": "a long one 7 indeed"})
    assert answer.status_code >= 400
    assert "Not paid." in answer.text
    visitor.post(f"{path}/permissions", {"permission": ["domains_create", "manage_articles"]})
    user = as_admin(stack, "GET", f"users/{path.rpartition('/')[2]}").response
    assert set(user["permissions"]) == {"domains_create", "manage_articles"}
    assert visitor.post(f"{path}/delete", {"confirm": "somebody else"}).status_code == 422
    assert f"The account {email} is deleted." in visitor.post(f"{path}/delete", {"confirm": email}).text
