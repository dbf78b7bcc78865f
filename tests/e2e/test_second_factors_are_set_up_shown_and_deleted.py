"""Second factors as API 1.0 shows them (§10.4): made, shown until verified, renamed, deleted; by whom."""

import pytest

from tests.administration import as_admin
from tests.factors import App, add_app, forget_factors, new_owner, sign_in
from tests.mails import Received, mails_to
from tests.people import Person, basic, request_as
from tests.stack import Stack
from tests.waiting import until


@pytest.fixture(scope="module")
def person(stack: Stack) -> Person:
    return new_owner(stack)


@pytest.fixture(autouse=True)
def bare(person: Person) -> None:
    """Start each story without factors."""
    forget_factors(person)


def make(person: Person, **wanted: object) -> dict[str, object]:
    made: dict[str, object] = person.api("POST", "users/self/2fa", {"description": "phone"} | wanted).response
    return made


def test_there_are_none_at_first(person: Person) -> None:
    assert person.api("GET", "users/self/2fa").response == {}


def test_a_new_app_is_shown_with_its_secret_until_it_is_verified(person: Person) -> None:
    made = make(person)
    key, uri = str(made.pop("key")), str(made.pop("uri"))
    assert len(key) == 32
    assert uri.startswith("otpauth://totp/")
    assert f"secret={key}" in uri
    assert made.pop("created")
    factor_id = made.pop("id")
    assert made == {
        "description": "phone",
        "lastused": 0,
        "expires": 0,
        "active": False,
        "code": True,
        "push": False,
        "type": "rfc6238",
        "onetime": False,
        "updated": True,
    }
    assert person.api("GET", f"users/self/2fa/{factor_id}").response["key"] == key
    listed = person.api("GET", "users/self/2fa").response
    assert listed[str(factor_id)]["key"] == key
    assert "id" not in listed[str(factor_id)]
    assert listed[str(factor_id)]["usable"] is False
    assert person.api("POST", f"users/self/2fa/{factor_id}/verify", {"code": App(key).code()}).status == 200
    shown = person.api("GET", f"users/self/2fa/{factor_id}").response
    assert (shown["active"], shown["usable"]) == (True, True)
    assert {"key", "uri"} & shown.keys() == set()
    assert shown["lastused"] > 0


def test_a_written_code_is_shown_once(person: Person) -> None:
    made = make(person, type="plain")
    assert (made["onetime"], made["active"]) == (False, False)
    assert len(str(made["key"])) == 19
    assert "key" not in person.api("GET", f"users/self/2fa/{made['id']}").response


def test_ten_recovery_codes_are_made_at_once_and_count_at_once(person: Person) -> None:
    made = person.api("POST", "users/self/2fa", {"description": "paper", "type": "plain", "count": 10}).response
    assert len({code["key"] for code in made}) == 10
    assert {(code["onetime"], code["active"]) for code in made} == {(True, True)}
    assert made[9]["description"] == "paper 10"
    assert sign_in(person).body["login_error"] == "2fa_required"
    assert sign_in(person, X_2FA_Key=made[3]["key"]).status == 200
    assert len(person.api("GET", "users/self/2fa").response) == 9


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ({"type": "yubikeyotp", "secret": "x"}, 'Error creating key: Unknown type "yubikeyotp"'),
        ({"type": "authy"}, 'Error creating key: Unknown type "authy"'),
        ({"type": "RFC6238"}, "Error creating key: Unknown type"),
        ({"description": " "}, "Error creating key: Missing required field: description"),
        ({"description": "two\nlines"}, "Error creating key: The description may have printable"),
        ({"count": 3}, 'Error creating key: Only keys of type "plain"'),
        ({"type": "plain", "count": 0}, "Error with input."),
        ({"type": "plain", "count": 21}, "Error with input."),
        ({"description": "x" * 251}, "Error with input."),
        ({"type": ["plain"]}, "Error with input."),
    ],
)
def test_what_cannot_be_made_is_refused(person: Person, wanted: dict[str, object], said: str) -> None:
    answer = person.api("POST", "users/self/2fa", {"description": "phone"} | wanted)
    assert answer.status == 400
    assert answer.body["error"].startswith(said)
    assert person.api("GET", "users/self/2fa").response == {}


def test_nobody_gathers_factors_without_end(person: Person) -> None:
    for _ in range(2):
        person.api("POST", "users/self/2fa", {"description": "p", "type": "plain", "count": 20}).response  # noqa: B018
    answer = person.api("POST", "users/self/2fa", {"description": "p", "type": "plain", "count": 11})
    assert (answer.status, "50" in answer.body["error"]) == (400, True)
    assert len(person.api("GET", "users/self/2fa").response) == 40


@pytest.mark.parametrize("code", ["", "000000", "nonsense", None])
def test_a_wrong_or_missing_code_verifies_nothing(person: Person, code: str | None) -> None:
    made = make(person)
    answer = person.api("POST", f"users/self/2fa/{made['id']}/verify", {"code": code} if code is not None else {})
    said = "Invalid code provided for verification." if code else "No code provided for verification."
    assert (answer.status, answer.body["error"]) == (400, said)
    assert person.api("GET", f"users/self/2fa/{made['id']}").response["active"] is False


def test_only_the_description_can_be_changed(person: Person) -> None:
    made = make(person)
    changed = person.api("POST", f"users/self/2fa/{made['id']}", {"description": "new", "active": True}).response
    assert (changed["description"], changed["active"], changed["updated"]) == ("new", False, True)
    assert person.api("POST", f"users/self/2fa/{made['id']}", {"description": ""}).status == 400


def test_a_deleted_factor_is_gone_and_the_log_says_that_it_was_the_last(person: Person) -> None:
    _app, factor_id = add_app(person)
    assert person.api("DELETE", f"users/self/2fa/{factor_id}").response == {"deleted": True}
    answer = person.api("GET", f"users/self/2fa/{factor_id}")
    assert (answer.status, answer.body["error"]) == (400, f"Unknown 2fakey: {factor_id}")
    assert sign_in(person).status == 200
    noted = person.stack.sql(f"SELECT type FROM audit_entries WHERE actor = '{person.email}' ORDER BY id;")
    assert [row[0] for row in noted[-4:]] == ["2fa.created", "2fa.verified", "2fa.deleted", "2fa.disabled"]


def test_the_owner_is_told_by_mail_of_every_change_that_opens_or_closes_something(person: Person) -> None:
    before = len(mails_to(person.stack, person.email))
    _app, factor_id = add_app(person, "my <phone>")
    person.api("DELETE", f"users/self/2fa/{factor_id}").response  # noqa: B018 - a failure fails the test

    def both() -> list[Received]:
        mails = mails_to(person.stack, person.email)[before:]
        return mails if len(mails) >= 2 else []

    told = sorted(until(both, "two mails"), key=lambda mail: "deleted" in mail.text)
    assert 'The second factor "my <phone>" was set up.' in told[0].text
    assert "password alone" not in told[0].text
    assert 'The second factor "my <phone>" was deleted.' in told[1].text
    assert "your password alone opens the account" in told[1].text
    assert "&lt;phone&gt;" in told[1].html


def test_somebody_elses_factors_are_not_there(person: Person, stack: Stack) -> None:
    other = new_owner(stack)
    _app, factor_id = add_app(person)
    for verb, path in (
        ("GET", f"users/self/2fa/{factor_id}"),
        ("POST", f"users/self/2fa/{factor_id}"),
        ("DELETE", f"users/self/2fa/{factor_id}"),
        ("POST", f"users/self/2fa/{factor_id}/verify"),
    ):
        answer = other.api(verb, path, {"description": "mine", "code": "123456"} if verb == "POST" else None)
        assert (answer.status, answer.body["error"]) == (400, f"Unknown 2fakey: {factor_id}")
    mine = person.api("GET", "userdata").response["user"]["id"]
    assert other.api("GET", f"users/{mine}/2fa").status == 403
    assert other.api("DELETE", f"users/{mine}/2fa/{factor_id}").status == 403


def test_an_administrator_takes_a_lost_factor_away(person: Person, stack: Stack) -> None:
    made, (_app, factor_id) = make(person), add_app(person)
    mine = person.api("GET", "userdata").response["user"]["id"]
    listed = as_admin(stack, "GET", f"users/{mine}/2fa").response
    assert set(listed) == {str(made["id"]), str(factor_id)}
    assert all("key" not in factor for factor in listed.values()), "a secret is its owner's alone"
    assert as_admin(stack, "DELETE", f"users/{mine}/2fa/{factor_id}").response == {"deleted": True}
    assert sign_in(person).status == 200


def test_a_key_that_only_reads_changes_nothing(person: Person) -> None:
    answer = request_as(person.stack, person.reading_headers, "POST", "users/self/2fa", {"description": "x"})
    assert (answer.status, answer.body["error"]) == (403, "Permission Denied")
    assert request_as(person.stack, person.reading_headers, "GET", "users/self/2fa").status == 200
    assert request_as(person.stack, basic("nobody@x.org", "x"), "GET", "users/self/2fa").status == 401
