"""API keys (API 1.0 §6.1, §10.4): made, shown once, listed, changed, deleted."""

import json
import time
import uuid
from typing import Any

import pytest

from tests.keys import MadeKey, by_password
from tests.mails import mails_to, wait_for_mail
from tests.people import Person, basic, new_person, request_as
from tests.stack import Stack


@pytest.fixture(scope="module")
def owner(stack: Stack) -> Person:
    return new_person(stack)


def test_a_key_is_shown_once_and_listed_by_its_id_and_its_two_ends(owner: Person) -> None:
    made = MadeKey(owner, description="laptop", domains_read="yes", user_read=1)
    assert made.shown == {
        "id": made.id,
        "description": "laptop",
        "domains_read": True,
        "domains_write": False,
        "user_read": True,
        "user_write": False,
        "admin_features": False,
        "recordregex": None,
        "scope": None,
        "expires": 0,
        "unuseddays": 0,
        "created": made.shown["created"],
        "lastused": 0,
        "maskedkey": f"{made.secret[:8]}-****-****-****-*******{made.secret[-5:]}",
        "updated": True,
    }
    assert abs(made.shown["created"] - time.time()) < 60
    listed = by_password(owner, "GET", "users/self/keys")
    assert made.secret not in json.dumps(listed.body)
    assert listed.response[str(made.id)] == {name: value for name, value in made.shown.items() if name != "updated"}


def test_no_key_is_stored_or_logged(stack: Stack, owner: Person) -> None:
    made = MadeKey(owner, user_read=True, user_write=True)
    made.api("GET", f"users/self/keys/{made.secret}")
    MadeKey(owner).api("DELETE", f"users/self/keys/{made.secret}")
    for columns in ("masked_key, description, HEX(key_hash) FROM api_keys", "args FROM audit_entries"):
        rows = stack.sql(f"SELECT {columns};")
        assert made.secret.lower() not in str(rows).lower(), columns
    for log in stack.layout.logs.glob("*.log"):
        assert made.secret.lower() not in log.read_text(errors="replace").lower(), log


def test_a_key_is_named_by_itself_in_any_case_or_by_its_id(owner: Person) -> None:
    made = MadeKey(owner, description="named")
    for name in (made.secret, made.secret.lower(), made.id):
        assert by_password(owner, "GET", f"users/self/keys/{name}").response["description"] == "named"
    for name in (str(uuid.uuid4()), 0, 2**31, 10**12, "x", "1.5"):
        answer = by_password(owner, "GET", f"users/self/keys/{name}")
        assert (answer.status, answer.body["error"].split(":")[0]) == (400, "Unknown apikey")


def test_a_key_of_somebody_else_cannot_be_reached_by_ones_own_path(owner: Person, other: Person) -> None:
    made = MadeKey(owner)
    for name in (made.secret, made.id):
        for verb, data in (("GET", None), ("POST", {"description": "mine"}), ("DELETE", None)):
            assert by_password(other, verb, f"users/self/keys/{name}", data).status == 400
    assert by_password(owner, "GET", f"users/self/keys/{made.id}").response["description"] == "made"


def test_only_what_is_sent_changes(owner: Person) -> None:
    made = MadeKey(owner, domains_read=True, recordregex="TXT .*", unuseddays=30, scope={"types": ["txt"]})
    path = f"users/self/keys/{made.id}"
    changed = by_password(owner, "POST", path, {"description": "renamed", "domains_read": False}).response
    assert changed == {**made.shown, "description": "renamed", "domains_read": False}
    changed = by_password(owner, "POST", path, {"recordregex": None, "scope": None, "unuseddays": 0}).response
    assert (changed["recordregex"], changed["scope"], changed["unuseddays"]) == (None, None, 0)
    assert (changed["description"], changed["domains_read"]) == ("renamed", False)


@pytest.mark.parametrize(
    "members",
    [
        {"description": None},
        {"description": ""},
        {"description": "  "},
        {"description": 7},
        {"description": "x" * 251},
        {"description": "\ud800"},
        {"recordregex": "(TXT"},
        {"recordregex": "(?=TXT)"},
        {"recordregex": "x" * 1001},
        {"recordregex": ["TXT"]},
        {"expires": 1000},
        {"expires": -1},
        {"expires": 10**15},
        {"expires": "soon"},
        {"unuseddays": -1},
        {"unuseddays": 100_000},
        {"scope": "acme"},
        {"scope": {"zone": ["a.org"]}},
        {"scope": {"zones": []}},
        {"scope": {"zones": ["x" * 5000]}},
        {"scope": {"names": ["a..b"]}},
        {"scope": {"types": ["NOPE"]}},
        {"scope": {"networks": ["300.0.0.0/8"]}},
        {"scope": {"access": "all"}},
        {"scope": {"kind": "acme"}, "user_write": True},
        {"scope": {"kind": "acme"}, "admin_features": True},
        {"scope": {"kind": "acme", "types": ["A"]}},
    ],
)
def test_what_cannot_be_accepted_is_refused_and_makes_no_key(owner: Person, members: dict[str, Any]) -> None:
    before = by_password(owner, "GET", "users/self/keys").response
    answer = by_password(owner, "POST", "users/self/keys", {"description": "bad", **members})
    assert answer.status == 400, answer.body
    assert by_password(owner, "GET", "users/self/keys").response == before


def test_a_deleted_key_is_worth_nothing_and_neither_are_its_sessions(owner: Person) -> None:
    made = MadeKey(owner, domains_read=True)
    session = {"X-Session-ID": made.api("GET", "session").response["session"]}
    token = {"Authorization": f"Bearer {made.api('GET', 'session/jwt').response['token']}"}
    for headers in (made.headers, session, token):
        assert request_as(owner.stack, headers, "GET", "domains").status == 200
    assert by_password(owner, "DELETE", f"users/self/keys/{made.id}").response == {"deleted": True}
    for headers in (made.headers, session, token):
        assert request_as(owner.stack, headers, "GET", "domains").status == 401


def test_changes_of_keys_are_in_the_audit_log(owner: Person) -> None:
    made = MadeKey(owner, description="watched")
    by_password(owner, "POST", f"users/self/keys/{made.id}", {"description": "watched closely"})
    by_password(owner, "DELETE", f"users/self/keys/{made.id}")
    entries = by_password(owner, "GET", "users/self/audit").response["entries"]
    mine = [entry for entry in entries if made.shown["maskedkey"] in entry["args"]]
    assert [entry["type"] for entry in mine] == ["apikey.deleted", "apikey.updated", "apikey.created"]
    _user, _key, before, after = json.loads(mine[1]["args"])
    assert (before["description"], after["description"]) == ("watched", "watched closely")


def test_the_use_of_a_key_is_shown_in_seconds(owner: Person) -> None:
    made = MadeKey(owner, domains_read=True)
    made.api("GET", "domains")
    used = by_password(owner, "GET", f"users/self/keys/{made.id}").response["lastused"]
    assert abs(used - time.time()) < 60


def test_the_owner_is_told_by_mail_when_a_key_is_made_changed_and_deleted(stack: Stack) -> None:
    person = new_person(stack)
    made = MadeKey(person, description="my\n<laptop>")
    path = f"users/self/keys/{made.id}"
    by_password(person, "POST", path, {"description": made.shown["description"]}).response  # noqa: B018
    by_password(person, "POST", path, {"domains_read": True}).response  # noqa: B018
    by_password(person, "DELETE", path).response  # noqa: B018
    for change in ("made", "changed", "deleted"):
        mail = wait_for_mail(stack, person.email, f"An API key of your account was {change}")
        assert f'"my <laptop>" ({made.shown["maskedkey"]})' in mail.text
        assert f"was {change} from 127." in mail.text
        assert "&lt;laptop&gt;" in mail.html
    mails = mails_to(stack, person.email)
    assert len(mails) == 3, "a change that changes nothing is not worth a mail"
    assert all(made.secret.lower().encode() not in mail.raw.lower() for mail in mails)


def test_the_mail_does_not_tell_where_an_administrator_sits_and_is_left_out_when_one_acts_for_the_owner(
    stack: Stack,
) -> None:
    known, person = stack.info["admin"], new_person(stack)
    admin = basic(known["email"], known["password"])
    as_owner = admin | {"X-Impersonate": person.email}
    [secret] = request_as(stack, as_owner, "POST", "users/self/keys", {"description": "by support"}).response
    user_id = by_password(person, "GET", "userdata").response["user"]["id"]
    deleted = request_as(stack, admin, "DELETE", f"users/{user_id}/keys/{secret}")
    assert deleted.response == {"deleted": True}
    mail = wait_for_mail(stack, person.email, "An API key of your account was deleted")
    assert "was deleted:" in mail.text
    query = f"SELECT template FROM mails WHERE recipient = '{person.email}';"
    assert stack.sql(query) == [["api_keys_changed"]], "only the deletion was written"
