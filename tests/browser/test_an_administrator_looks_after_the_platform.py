"""An administrator acts for a user and back, writes news, suspends somebody, and has a job done again."""

import uuid

from tests.administration import as_admin
from tests.browser.dashboard import Dashboard
from tests.people import Person, basic, new_user, request_as
from tests.waiting import until


def user_id_of(dashboard: Dashboard, person: Person) -> int:
    """Return the id of somebody."""
    found = as_admin(dashboard.stack, "GET", f"users?search={person.email}").response["users"]
    return int(found[0]["id"])


def test_acting_for_a_user_shows_what_they_see_and_stands_in_their_log(dashboard: Dashboard) -> None:
    person = new_user(dashboard.stack)
    headers = basic(person.email, person.password)
    zone = f"a{uuid.uuid4().hex[:10]}.org"
    assert request_as(dashboard.stack, headers, "POST", "domains", {"domain": zone}).status == 200
    dashboard.sign_in_as_administrator()
    dashboard.window.click_text("Administration", "header")
    dashboard.window.type("#search", person.email)
    dashboard.window.press("Enter")
    dashboard.window.wait_for_text("1 user")
    dashboard.window.click_text(person.email, "table")
    dashboard.window.click_text("Act as this user")
    dashboard.window.wait_for_text(f"You act as {person.email}", ".banner")
    dashboard.window.wait_for_text(zone, "main")
    assert "Administration" not in dashboard.window.text("header")
    dashboard.open("/admin/users")
    dashboard.window.wait_for_text("That is not yours to do", "h1")
    dashboard.window.wait_for_text(f"You act as {person.email}", ".banner")
    dashboard.expect_accessible()
    dashboard.open(f"/zones/{zone}/records")
    dashboard.window.click_text("Stop acting as them")
    dashboard.window.wait_for_text(f"no longer as {person.email}")
    assert dashboard.window.count(".banner") == 0
    assert "Administration" in dashboard.window.text("header")
    entry = request_as(dashboard.stack, headers, "GET", "users/self/audit").response["entries"][0]
    assert entry["type"] == "user.impersonated"
    assert entry["impersonator"] == dashboard.stack.info["admin"]["email"]


def test_a_suspended_user_does_nothing_until_they_are_reactivated(dashboard: Dashboard) -> None:
    person = new_user(dashboard.stack)
    headers = basic(person.email, person.password)
    dashboard.sign_in_as_administrator()
    dashboard.open(f"/admin/users/{user_id_of(dashboard, person)}")
    dashboard.window.type("#disabledreason", "Not paid since May.")
    dashboard.window.click_text("Suspend")
    dashboard.window.wait_for_text(f"{person.email} is suspended")
    dashboard.window.wait_for_text("Not paid since May.", "main")
    assert request_as(dashboard.stack, headers, "GET", "domains").status == 403
    dashboard.expect_accessible()
    dashboard.window.click_text("Reactivate")
    dashboard.window.wait_for_text(f"{person.email} may sign in again")
    assert request_as(dashboard.stack, headers, "GET", "domains").status == 200


def test_an_article_is_looked_at_saved_and_read_by_everybody(dashboard: Dashboard) -> None:
    title = f"Planned work {uuid.uuid4().hex[:8]}"
    dashboard.sign_in_as_administrator()
    dashboard.open("/admin/articles/new")
    dashboard.window.type("#title", title)
    dashboard.window.type("#content", "On Sunday.\nAt noon.")
    dashboard.window.click_text("Preview")
    dashboard.window.wait_for_text("It is not saved yet.")
    dashboard.expect_accessible()
    assert dashboard.window.value("#content") == "On Sunday.\nAt noon."
    dashboard.window.click_text("Save")
    dashboard.window.wait_for_text("The article is saved.")
    dashboard.window.forget()
    dashboard.open("/")
    dashboard.window.wait_for_text(title)
    for article in as_admin(dashboard.stack, "GET", "admin/articles").response.values():
        if article["title"] == title:
            as_admin(dashboard.stack, "DELETE", f"admin/articles/{article['id']}")


def test_a_job_is_asked_for_and_repeated_and_seen_to_end(dashboard: Dashboard) -> None:
    dashboard.sign_in_as_administrator()
    dashboard.open("/admin/jobs/new")
    dashboard.window.type("#zone", "no-such-zone.example")
    dashboard.window.click_text("Ask for it")
    dashboard.window.wait_for_text("there is no domain no-such-zone.example")
    assert dashboard.window.value("#zone") == "no-such-zone.example"
    dashboard.window.type("#zone", "demo.example.org")
    dashboard.window.click_text("Ask for it")
    dashboard.window.wait_for_text("Job scheduled.")
    first = dashboard.path
    # the page asks again by itself
    dashboard.window.wait_for_text("Finished", "#job")
    dashboard.window.click_text("Repeat")
    dashboard.window.wait_for_text("Repeat job scheduled.")
    assert dashboard.path != first
    dashboard.window.wait_for_text("Finished", "#job")
    assert first.rpartition("/")[2] in dashboard.window.text("#job")
    dashboard.expect_accessible()
    job_id = dashboard.path.rpartition("/")[2]
    until(lambda: as_admin(dashboard.stack, "GET", f"system/jobs/{job_id}").response["state"] == "finished", "done", 20)


def test_the_longest_texts_fit_a_phone(dashboard: Dashboard) -> None:
    stack, word = dashboard.stack, uuid.uuid4().hex
    person = new_user(stack)
    user = f"users/{user_id_of(dashboard, person)}"
    long = (word * 8)[:250]
    as_admin(stack, "POST", user, {"realname": long, "disabled": True, "disabledreason": long})
    article = {"title": long, "content": long, "contentfull": long, "visiblefrom": 0, "visibleuntil": 1}
    article_id = as_admin(stack, "POST", "admin/articles", article).response["id"]
    pattern = {"regex": f"/{long[:248]}/", "comment": long, "signup_name": True}
    pattern_id = as_admin(stack, "POST", "admin/blockRegexes", pattern).response["id"]
    wish = {"name": "publish_catalog", "data": {}, "reason": long}
    job_id = as_admin(stack, "POST", "system/jobs/create", wish).response["jobid"]
    dashboard.sign_in_as_administrator()
    paths = [f"/admin/users?search={word}", f"/admin/{user}", f"/admin/{user}/log", f"/admin/{user}/delete"]
    paths += ["/admin/articles", f"/admin/articles/{article_id}", f"/admin/articles/{article_id}/delete"]
    paths += ["/admin/blocks", f"/admin/blocks/{pattern_id}", f"/admin/jobs/{job_id}", f"/admin/audit?search={word}"]
    dashboard.window.resize(360, 800)
    for path in paths:
        dashboard.open(path)
        dashboard.window.wait_for("main h1")
        dashboard.expect_no_sideways_scrolling()
        dashboard.expect_accessible()
    dashboard.open("/design")
    dashboard.expect_no_sideways_scrolling()
    dashboard.expect_accessible()
    dashboard.open("/admin/blocks")
    dashboard.window.click("details.ask summary")
    dashboard.window.wait_for("details.ask[open] button")
    dashboard.expect_no_sideways_scrolling()
    dashboard.window.resize(1280, 1000)
    as_admin(stack, "DELETE", f"admin/articles/{article_id}")
    as_admin(stack, "DELETE", f"admin/blockRegexes/{pattern_id}")
