"""Users (API 1.0 §10.4): who sees and changes whom, permissions and their guard rails, how accounts end."""

import uuid
from collections.abc import Mapping

import pytest

from tests.mails import wait_for_mail
from tests.people import Person, basic, command_line, new_person, new_user, request_as
from tests.stack import Answer, Stack

PASSWORD = "a good long one 7"


@pytest.fixture(scope="module")
def admin(stack: Stack) -> dict[str, str]:
    known = stack.info["admin"]
    return basic(known["email"], known["password"])


@pytest.fixture
def person(stack: Stack) -> Person:
    return new_user(stack)


@pytest.fixture(scope="module")
def with_keys(stack: Stack) -> Person:
    return new_person(stack)


def by_password(person: Person) -> dict[str, str]:
    return basic(person.email, person.password)


def id_of(stack: Stack, headers: Mapping[str, str]) -> int:
    number: int = request_as(stack, headers, "GET", "userdata").response["user"]["id"]
    return number


def as_self(stack: Stack, person: Person, verb: str, path: str, data: object = None) -> Answer:
    return request_as(stack, by_password(person), verb, f"users/self{path}", data)


def new_zone_of(stack: Stack, person: Person) -> str:
    zone = f"u{uuid.uuid4().hex[:12]}.org"
    assert request_as(stack, by_password(person), "POST", "domains", {"domain": zone}).status == 200
    return zone


def set_permissions(stack: Stack, admin: dict[str, str], user_id: int, **permissions: object) -> Answer:
    return request_as(stack, admin, "POST", f"users/{user_id}", {"permissions": permissions})


def test_a_user_sees_themselves_in_the_list_and_alone(stack: Stack, person: Person) -> None:
    zone = new_zone_of(stack, person)
    [listed] = request_as(stack, by_password(person), "GET", "users").response
    assert listed == {
        "id": listed["id"],
        "email": person.email,
        "realname": "Ana Silva",
        "disabled": False,
        "disabledreason": None,
        "acceptterms": True,
        "termstime": -1,
        "avatar": "gravatar",
        "created": listed["created"],
        "permissions": {"domains_create": True},
        "accesscount": {"owner": 1},
    }
    assert zone
    alone = as_self(stack, person, "GET", "").response
    listed.pop("disabledreason")
    assert alone == listed | {"customdata": {}}
    assert request_as(stack, by_password(person), "GET", f"users/{listed['id']}").response == alone


def test_only_administrators_see_and_touch_others(stack: Stack, admin: dict[str, str], person: Person) -> None:
    other_id = id_of(stack, admin)
    paths = [
        ("GET", f"users/{other_id}", None),
        ("POST", f"users/{other_id}", {"realname": "x"}),
        ("DELETE", f"users/{other_id}", None),
        ("DELETE", f"users/{other_id}/sessions", None),
        ("GET", f"users/{other_id}/customdata", None),
        ("POST", f"users/{other_id}/customdata/a", {"value": "1"}),
        ("DELETE", f"users/{other_id}/customdata/a", None),
        ("POST", f"users/{other_id}/resendwelcome", {}),
        ("POST", "users/create", {"email": "n@people.example", "realname": "N", "password": PASSWORD}),
    ]
    for verb, path, data in paths:
        answer = request_as(stack, by_password(person), verb, path, data)
        assert (answer.status, answer.body["errorData"]) == (
            403,
            ["You do not have the required permission: manage_users"],
        ), path
    emails = {user["email"] for user in request_as(stack, admin, "GET", "users").response}
    assert {person.email, stack.info["user"]["email"]} <= emails
    for unknown in ("0", "99999999", "9" * 30, "x", "-1", "1.5", "²"):
        answer = request_as(stack, admin, "GET", f"users/{unknown}")
        assert (answer.status, "Unknown userid" in answer.body["error"]) == (400, True), unknown


def test_a_key_of_an_administrator_needs_admin_features(stack: Stack, admin: dict[str, str], with_keys: Person) -> None:
    set_permissions(stack, admin, id_of(stack, with_keys.headers), manage_users=True)
    other_id = id_of(stack, admin)
    for path in ("users", f"users/{other_id}"):
        answer = request_as(stack, with_keys.reading_headers, "GET", path)
        assert (answer.status, answer.body["error"]) == (400, "Admin features not permitted with this key.")
    assert request_as(stack, with_keys.reading_headers, "GET", "users/self").status == 200


def test_a_user_is_created_changed_and_deleted_by_an_administrator(stack: Stack, admin: dict[str, str]) -> None:
    email = f"c{uuid.uuid4().hex[:12]}@people.example"
    wanted = {
        "email": email.upper(),
        "realname": " Cy ",
        "password": PASSWORD,
        "avatar": "none",
        "permissions": {"domains_stats": "yes"},
        "customdata": {"A/b": "1"},
    }
    created = request_as(stack, admin, "POST", "users/create", wanted).response
    assert created == {
        "id": created["id"],
        "email": email,
        "realname": "Cy",
        "disabled": False,
        "avatar": "none",
        "created": created["created"],
        "permissions": {"domains_stats": True, "domains_create": True},
        "accesscount": {},
        "acceptterms": -1,
        "customdata": {"a/b": "1"},
        "updated": True,
    }
    again = request_as(stack, admin, "POST", "users/create", wanted)
    assert (again.status, again.body["errorData"]) == (400, ["Email address already exists"])
    user_id = created["id"]
    changed = request_as(
        stack, admin, "POST", f"users/{user_id}", {"disabled": True, "disabledreason": "Not paid.", "customdata": []}
    ).response
    assert (changed["disabled"], changed["disabledreason"]) == (True, "Not paid.")
    assert request_as(stack, basic(email, PASSWORD), "GET", "userdata").status == 403
    assert request_as(stack, admin, "DELETE", f"users/{user_id}").response == {"deleted": True}
    assert request_as(stack, admin, "GET", f"users/{user_id}").status == 400


def test_a_code_that_went_to_a_wrong_address_opens_nothing_once_it_is_put_right(
    stack: Stack, admin: dict[str, str]
) -> None:
    wrong, right = (f"w{uuid.uuid4().hex[:12]}@people.example" for _ in range(2))
    wanted = {"email": wrong, "realname": "Wu", "sendWelcome": True}
    user_id = request_as(stack, admin, "POST", "users/create", wanted).response["id"]
    code = wait_for_mail(stack, wrong, "Confirm your address").code
    assert request_as(stack, admin, "POST", f"users/{user_id}", {"email": right}).status == 200
    path, confirmation = f"register/confirm/{user_id}", {"code": code, "password": PASSWORD}
    assert request_as(stack, {}, "POST", path, confirmation).status == 400
    assert request_as(stack, admin, "POST", f"users/{user_id}/resendwelcome", {}).status == 200
    confirmation["code"] = wait_for_mail(stack, right, "Confirm your address").code
    assert request_as(stack, {}, "POST", path, confirmation).status == 200


def test_who_is_created_with_a_welcome_chooses_the_password(stack: Stack, admin: dict[str, str]) -> None:
    email = f"w{uuid.uuid4().hex[:12]}@people.example"
    created = request_as(
        stack, admin, "POST", "users/create", {"email": email, "realname": "Wu", "sendWelcome": True}
    ).response
    assert (created["disabled"], created["disabledreason"]) == (True, "Email address has not yet been verified.")
    first = wait_for_mail(stack, email, "Confirm your address")
    resent = request_as(stack, admin, "POST", f"users/{created['id']}/resendwelcome", {}).response
    assert resent == {"success": "Registration email resent."}
    second = wait_for_mail(stack, email, "Confirm your address", 2)
    answers = [
        request_as(
            stack, {}, "POST", f"register/confirm/{created['id']}", {"code": mail.code, "password": PASSWORD}
        ).status
        for mail in (first, second)
    ]
    assert answers == [400, 200]
    refused = request_as(stack, admin, "POST", f"users/{created['id']}/resendwelcome", {})
    assert refused.body["error"] == "User has already completed registration."


@pytest.mark.parametrize(
    ("wanted", "reason"),
    [
        ({"email": "no address"}, "Email address is invalid."),
        ({"avatar": "cat"}, "avatar"),
        ({"realname": ""}, "Missing required field: realname"),
        ({"realname": "a\nb"}, "printable"),
        ({"password": "short"}, "too short"),
        ({"disabled": True}, "disable yourself"),
        ({"customdata": {"": "1"}}, "key of custom data"),
        ({"customdata": {"a" * 251: "1"}}, "key of custom data"),
        ({"customdata": {"a": "x" * 20_000}}, "at most"),
        ({"customdata": {"a": "\ud800"}}, "customdata"),
        ({"customdata": 7}, "customdata"),
        ({"permissions": {"manage_users": True}}, "manage_permissions"),
    ],
)
def test_what_is_wrong_is_refused_and_nothing_changed(
    stack: Stack, person: Person, wanted: dict[str, object], reason: str
) -> None:
    before = as_self(stack, person, "GET", "").response
    answer = as_self(stack, person, "POST", "", {"realname": "New", "avatar": "none", **wanted})
    assert answer.status in {400, 403}
    assert reason in str(answer.body), answer.body
    assert as_self(stack, person, "GET", "").response == before


def test_a_changed_address_is_told_to_the_old_one_and_a_taken_one_is_refused(stack: Stack, person: Person) -> None:
    new = f"n{uuid.uuid4().hex[:12]}@people.example"
    assert as_self(stack, person, "POST", "", {"email": new.upper()}).response["email"] == new
    assert new in wait_for_mail(stack, person.email, "Your address was changed").text
    assert request_as(stack, basic(new, person.password), "GET", "userdata").status == 200
    taken = request_as(stack, basic(new, person.password), "POST", "users/self", {"email": stack.info["user"]["email"]})
    assert (taken.status, taken.body["error"].startswith("Error updating user")) == (400, True)
    assert "errorData" not in taken.body


def test_a_changed_password_ends_every_session(stack: Stack, person: Person) -> None:
    session = request_as(stack, by_password(person), "GET", "session").response["session"]
    assert as_self(stack, person, "POST", "", {"password": PASSWORD}).status == 200
    assert request_as(stack, {"X-Session-ID": session}, "GET", "userdata").status == 401
    assert request_as(stack, basic(person.email, PASSWORD), "GET", "userdata").status == 200
    wait_for_mail(stack, person.email, "Your password was changed")


def test_signing_out_everywhere_ends_sessions_and_tokens_and_not_keys(stack: Stack, with_keys: Person) -> None:
    opened = []
    for headers in (by_password(with_keys), with_keys.headers):
        opened.append({"X-Session-ID": request_as(stack, headers, "GET", "session").response["session"]})
        token = request_as(stack, headers, "GET", "session/jwt").response["token"]
        opened.append({"Authorization": f"Bearer {token}"})
    assert as_self(stack, with_keys, "DELETE", "/sessions").response == {"deleted": True}
    assert [request_as(stack, headers, "GET", "userdata").status for headers in opened] == [401] * 4
    assert request_as(stack, with_keys.headers, "GET", "userdata").status == 200
    assert request_as(stack, by_password(with_keys), "GET", "userdata").status == 200


def test_a_key_does_not_take_over_the_account_it_is_of(stack: Stack, with_keys: Person) -> None:
    stack.sql(
        "UPDATE api_keys SET user_write = 1 WHERE domains_write AND user_id = "
        f"(SELECT id FROM users WHERE email = '{with_keys.email}');"
    )
    for verb, path, data in (
        ("POST", "users/self", {"password": PASSWORD}),
        ("DELETE", "users/self", None),
        ("DELETE", "users/self/confirm/00000000", None),
    ):
        answer = with_keys.api(verb, path, data)
        assert (answer.status, answer.body["error"]) == (400, "Admin features not permitted with this key.")
    assert with_keys.api("POST", "users/self/customdata/a", {"value": "1"}).status == 200


def test_nobody_takes_the_last_keys_from_themselves(stack: Stack, admin: dict[str, str], person: Person) -> None:
    user_id = id_of(stack, by_password(person))
    given = set_permissions(stack, admin, user_id, all=True).response["permissions"]
    assert len(given) == 16
    assert given["admin_managed_user"] is True
    for name in ("manage_permissions", "manage_users", "system_audit_log"):
        refused = as_self(stack, person, "POST", "", {"permissions": {name: False}})
        assert (refused.status, name in refused.body["error"]) == (400, True)
    left = as_self(stack, person, "POST", "", {"permissions": {"manage_blocks": "no", "nonsense": True}}).response
    assert "manage_blocks" not in left["permissions"]
    set_permissions(stack, admin, user_id, system_audit_log=False)
    refused = as_self(stack, person, "POST", "", {"permissions": {"system_audit_log": True}})
    assert (refused.status, "system_audit_log" in refused.body["error"]) == (400, True)
    assert set_permissions(stack, admin, user_id, all=False).response["permissions"] == {}


def test_a_manager_of_users_does_not_take_over_somebody_more_powerful(
    stack: Stack, admin: dict[str, str], person: Person
) -> None:
    set_permissions(stack, admin, id_of(stack, by_password(person)), manage_users=True)
    admin_id = id_of(stack, admin)
    for verb, data in (("POST", {"password": PASSWORD}), ("DELETE", None)):
        refused = request_as(stack, by_password(person), verb, f"users/{admin_id}", data)
        assert (refused.status, "manage_permissions" in refused.body["errorData"][0]) == (403, True)
    assert request_as(stack, admin, "GET", "userdata").status == 200


def test_a_managed_user_changes_neither_address_nor_password(
    stack: Stack, admin: dict[str, str], person: Person
) -> None:
    set_permissions(stack, admin, id_of(stack, by_password(person)), admin_managed_user=True)
    for wanted in ({"email": f"{uuid.uuid4().hex}@people.example"}, {"password": PASSWORD}):
        assert as_self(stack, person, "POST", "", wanted).status == 403
    assert as_self(stack, person, "POST", "", {"realname": "B", "email": person.email}).response["realname"] == "B"
    request_as(stack, {}, "POST", "forgotpassword", {"email": person.email})
    assert "code:" not in wait_for_mail(stack, person.email, "The password of your account").text


def test_who_acts_for_another_changes_no_permissions(stack: Stack, admin: dict[str, str], person: Person) -> None:
    user_id = id_of(stack, by_password(person))
    set_permissions(stack, admin, user_id, manage_permissions=True, manage_users=True)
    headers = admin | {"X-Impersonate": person.email}
    refused = request_as(stack, headers, "POST", "users/self", {"permissions": {"domains_stats": True}})
    assert (refused.status, "impersonating" in refused.body["error"]) == (403, True)
    assert request_as(stack, headers, "POST", "users/self", {"realname": "B"}).response["realname"] == "B"


def test_custom_data_is_kept_under_keys_with_slashes(stack: Stack, person: Person) -> None:
    key = "uk.co.mydnshost.www/SiteTheme"
    first = as_self(stack, person, "POST", f"/customdata/{key}", {"value": "dark"})
    assert first.response == {"key": key.lower(), "value": "dark", "updated": True}
    assert first.body["deprecated"] is True
    assert "updated" not in as_self(stack, person, "POST", f"/customdata/{key}", {"value": "dark"}).response
    assert as_self(stack, person, "GET", f"/customdata/{key.replace('/', '%2F')}").response["value"] == "dark"
    assert as_self(stack, person, "GET", "/customdata").response == {key.lower(): "dark"}
    seen = request_as(stack, by_password(person), "GET", "userdata").response
    assert seen["user"]["customdata"] == {key.lower(): "dark"}
    assert as_self(stack, person, "POST", "", {"customdata": {key: "", "b": "2"}}).response["customdata"] == {"b": "2"}
    assert as_self(stack, person, "GET", f"/customdata/{key}").status == 400
    assert as_self(stack, person, "DELETE", "/customdata/b").response == {"deleted": True}
    assert as_self(stack, person, "DELETE", "/customdata/b").status == 400
    assert as_self(stack, person, "POST", "/customdata", {"value": "1"}).status == 405
    assert as_self(stack, person, "GET", "/customdata").response == {}


def test_a_user_deletes_themselves_in_two_steps(stack: Stack, person: Person) -> None:
    step = as_self(stack, person, "DELETE", "").response
    assert (step["twofactor"], len(step["confirmCode"])) == (False, 8)
    assert as_self(stack, person, "DELETE", "/confirm/00000000").body["error"] == "Incorrect confirm code"
    assert as_self(stack, person, "DELETE", f"/confirm/{step['confirmCode']}").response == {"deleted": True}
    assert as_self(stack, person, "GET", "").status == 401
    wait_for_mail(stack, person.email, "Your account was deleted")


def test_the_domains_of_a_user_are_deleted_with_them_only_if_they_say_so(stack: Stack, person: Person) -> None:
    zone, shared = new_zone_of(stack, person), new_zone_of(stack, person)
    demo = stack.info["user"]["email"]
    stack.sql(
        f"INSERT INTO domain_access SELECT d.id, u.id, 'owner' FROM domains d, users u "
        f"WHERE d.live_name = '{shared}' AND u.email = '{demo}';"
    )
    refused = as_self(stack, person, "DELETE", "")
    assert (refused.status, refused.body["errorData"]) == (400, [zone])
    step = as_self(stack, person, "DELETE", "?domains=delete").response
    assert as_self(stack, person, "DELETE", f"/confirm/{step['confirmCode']}").response == {"deleted": True}
    assert stack.sql(f"SELECT live_name FROM domains WHERE name = '{zone}';") == [["NULL"]]
    assert stack.api("GET", f"domains/{shared}/access").response["access"] == {demo: "owner"}
    assert zone in wait_for_mail(stack, person.email, "Your account was deleted").text


def test_an_administrator_says_what_becomes_of_the_domains(
    stack: Stack, admin: dict[str, str], person: Person, other: Person
) -> None:
    zone = new_zone_of(stack, person)
    path = f"users/{id_of(stack, by_password(person))}"
    refused = request_as(stack, admin, "DELETE", path)
    assert (refused.status, refused.body["errorData"]) == (400, [zone])
    assert request_as(stack, admin, "DELETE", f"{path}?domains=nobody@people.example").status == 400
    assert request_as(stack, admin, "DELETE", f"{path}?domains={other.email}").response == {"deleted": True}
    assert other.api("GET", f"domains/{zone}/access").response["access"] == {other.email: "owner"}


def test_every_change_of_an_account_is_in_the_audit_log_without_secrets(stack: Stack, person: Person) -> None:
    user_id = id_of(stack, by_password(person))
    as_self(stack, person, "POST", "", {"realname": "B", "password": PASSWORD, "customdata": {"a": "1"}})
    rows = stack.sql(f"SELECT type, actor, args FROM audit_entries WHERE user_id = {user_id} ORDER BY id;")
    assert [row[0] for row in rows] == ["user.new", "user.customdata.updated", "user.updated"]
    assert [row[1] for row in rows] == [stack.info["admin"]["email"], person.email, person.email]
    assert PASSWORD not in str(rows)
    assert PASSWORD not in stack.log("api")


def test_the_command_line_has_the_same_rules_for_passwords(stack: Stack) -> None:
    email = f"k{uuid.uuid4().hex[:12]}@people.example"
    for password, reason in (("short", "too short"), ("password1234", "commonest"), (email, "your mail address")):
        with pytest.raises(AssertionError, match=reason):
            command_line(stack, "create-user", email, "--name", "K", NEW_PASSWORD=password)
    assert stack.sql(f"SELECT id FROM users WHERE email = '{email}';") == []
