"""Trusted devices (API 1.0 §6.6): saved with a code, good for thirty days, listed, taken away."""

import uuid
from collections.abc import Iterator

import pytest

from tests.factors import App, add_app, new_owner, sign_in
from tests.mails import wait_for_mail
from tests.people import Person, basic, command_line, request_as
from tests.stack import Stack

THIRTY_DAYS = 30 * 86_400_000


@pytest.fixture(scope="module")
def person(stack: Stack) -> Person:
    return new_owner(stack)


@pytest.fixture(scope="module")
def codes(person: Person) -> Iterator[str]:
    """Give codes, one after another."""
    add_app(person)

    def made() -> Iterator[str]:
        while True:
            wanted = {"description": "paper", "type": "plain", "count": 10}
            yield from (code["key"] for code in person.api("POST", "users/self/2fa", wanted).response)

    return made()


@pytest.fixture(autouse=True)
def untrusted(person: Person) -> None:
    person.stack.sql(
        f"DELETE d FROM trusted_devices d JOIN users u ON u.id = d.user_id WHERE email = '{person.email}';"
    )


def test_a_device_is_saved_with_a_new_id_and_then_needs_no_code(person: Person, codes: Iterator[str]) -> None:
    saved = sign_in(person, X_2FA_Key=next(codes), X_2FA_Save_Device="my läptop".encode().decode("latin-1")).body
    assert saved["device_name"] == "my läptop"
    assert str(uuid.UUID(saved["device_id"])) == saved["device_id"]
    answer = sign_in(person, X_2FA_Device_ID=saved["device_id"].upper())
    assert answer.status == 200
    assert "device_id" not in answer.body
    assert sign_in(person).body["login_error"] == "2fa_required"
    assert sign_in(person, X_2FA_Device_ID=str(uuid.uuid4())).body["login_error"] == "2fa_required"


def test_a_device_may_bring_its_own_id_and_have_no_name(person: Person, codes: Iterator[str]) -> None:
    for name in (None, "."):
        device_id = str(uuid.uuid4())
        named = {} if name is None else {"X_2FA_Save_Device": name}
        saved = sign_in(person, X_2FA_Key=next(codes), X_2FA_Device_ID=device_id, **named).body
        assert (saved["device_id"], saved["device_name"]) == (device_id, f"Device ID: {device_id}")
        assert sign_in(person, X_2FA_Device_ID=device_id).status == 200


def test_a_code_of_a_trusted_device_is_refused_as_not_needed(person: Person, codes: Iterator[str]) -> None:
    code = next(codes)
    device_id = sign_in(person, X_2FA_Key=next(codes), X_2FA_Save_Device="x").body["device_id"]
    answer = sign_in(person, X_2FA_Key=code, X_2FA_Device_ID=device_id)
    assert (answer.status, answer.body["login_error"]) == (401, "2fa_notrequired")
    assert answer.body["errorData"] == ["2FA key provided but not required."]
    assert sign_in(person, X_2FA_Key=code).status == 200, "and is not spent"


def test_nothing_is_saved_without_a_right_code(person: Person) -> None:
    device_id = str(uuid.uuid4())
    for headers in ({}, {"X_2FA_Key": "123456"}):
        answer = sign_in(person, X_2FA_Device_ID=device_id, X_2FA_Save_Device="x", **headers)
        assert answer.status == 401
        assert {"device_id", "device_name"} & answer.body.keys() == set()
    assert person.api("GET", "users/self/2fadevices").response == {}


@pytest.mark.parametrize(
    "headers", [{"X_2FA_Device_ID": "1"}, {"X_2FA_Device_ID": "x" * 36}, {"X_2FA_Save_Device": "x" * 251}]
)
def test_a_device_that_cannot_be_saved_is_refused_and_no_code_is_spent(
    person: Person, codes: Iterator[str], headers: dict[str, str]
) -> None:
    code = next(codes)
    answer = sign_in(person, X_2FA_Key=code, **headers)
    assert answer.status == 400
    assert answer.body["error"].startswith("X-2FA-")
    assert sign_in(person, X_2FA_Key=code).status == 200


def test_trust_ends_thirty_days_after_it_began_however_much_it_is_used(person: Person, codes: Iterator[str]) -> None:
    device_id = sign_in(person, X_2FA_Key=next(codes), X_2FA_Save_Device="x").body["device_id"]
    row = f"FROM trusted_devices JOIN users ON users.id = user_id WHERE email = '{person.email}'"

    def age(milliseconds: int) -> None:
        person.stack.sql(
            "UPDATE trusted_devices d JOIN users u ON u.id = d.user_id "
            f"SET d.created_at = UNIX_TIMESTAMP() * 1000 - {milliseconds} WHERE email = '{person.email}';"
        )

    age(THIRTY_DAYS - 60_000)
    assert sign_in(person, X_2FA_Device_ID=device_id).status == 200
    age(THIRTY_DAYS + 1000)
    assert person.api("GET", "users/self/2fadevices").response == {}
    assert sign_in(person, X_2FA_Device_ID=device_id).body["login_error"] == "2fa_required"
    assert person.stack.sql(f"SELECT COUNT(*) {row};")[-1] == ["0"], "it is forgotten when it is seen again"


def test_devices_are_listed_with_the_one_that_asks_and_deleted(person: Person, codes: Iterator[str]) -> None:
    mine = sign_in(person, X_2FA_Key=next(codes), X_2FA_Save_Device="mine").body["device_id"]
    sign_in(person, X_2FA_Key=next(codes), X_2FA_Save_Device="other").response  # noqa: B018 - a failure fails the test
    listed = sign_in(person, "users/self/2fadevices", X_2FA_Device_ID=mine).response
    by_name = {device["description"]: (key, device) for key, device in listed.items()}
    key, device = by_name["mine"]
    assert device["current"] is True
    assert device["created"] <= device["lastused"]
    assert "current" not in by_name["other"][1]
    assert person.api("DELETE", f"users/self/2fadevices/{key}").response == {"deleted": True}
    assert sign_in(person, X_2FA_Device_ID=mine).body["login_error"] == "2fa_required"
    again = person.api("DELETE", f"users/self/2fadevices/{key}")
    assert (again.status, again.body["error"]) == (400, f"Unknown 2fadevice: {key}")


def test_a_device_is_its_owners_alone(person: Person, codes: Iterator[str]) -> None:
    stranger = new_owner(person.stack)
    device_id = sign_in(person, X_2FA_Key=next(codes), X_2FA_Save_Device="x").body["device_id"]
    [key] = person.api("GET", "users/self/2fadevices").response
    assert stranger.api("DELETE", f"users/self/2fadevices/{key}").body["error"] == f"Unknown 2fadevice: {key}"
    add_app(stranger)
    assert sign_in(stranger, X_2FA_Device_ID=device_id).body["login_error"] == "2fa_required"
    assert request_as(person.stack, {}, "GET", "users/self/2fadevices").status == 401


def test_an_id_is_nowhere_in_the_database(person: Person, codes: Iterator[str]) -> None:
    device_id = sign_in(person, X_2FA_Key=next(codes), X_2FA_Save_Device="x").body["device_id"]
    [[stored]] = person.stack.sql(
        f"SELECT HEX(device_hash) FROM trusted_devices JOIN users ON users.id = user_id WHERE email = '{person.email}';"
    )[-1:]
    assert len(stored) == 64
    assert uuid.UUID(device_id).hex.upper() not in stored


def test_without_a_second_factor_there_is_nothing_to_be_trusted_with(stack: Stack) -> None:
    someone = new_owner(stack)
    answer = sign_in(someone, X_2FA_Save_Device="x", X_2FA_Device_ID=str(uuid.uuid4()))
    assert answer.status == 200
    assert "device_id" not in answer.body
    app: App
    app, _factor = add_app(someone)
    assert sign_in(someone, X_2FA_Key=app.code()).status == 200


@pytest.mark.parametrize("how", ["a changed password", "a forgotten password", "signing out everywhere", "the console"])
def test_no_device_is_trusted_after_what_ends_every_session(stack: Stack, how: str) -> None:
    someone = new_owner(stack)
    app, _factor = add_app(someone)
    device_id = sign_in(someone, X_2FA_Key=app.code(), X_2FA_Save_Device="x").body["device_id"]
    password = uuid.uuid4().hex
    if how == "a changed password":
        assert someone.api("POST", "users/self", {"password": password}).status == 200
    elif how == "a forgotten password":
        request_as(stack, {}, "POST", "forgotpassword", {"email": someone.email}).response  # noqa: B018
        mail = wait_for_mail(stack, someone.email, "A new password")
        path = f"forgotpassword/confirm/{mail.number}"
        assert request_as(stack, {}, "POST", path, {"code": mail.code, "password": password}).status == 200
    elif how == "signing out everywhere":
        assert someone.api("DELETE", "users/self/sessions").status == 200
        password = someone.password
    else:
        command_line(stack, "create-user", someone.email, "--name", "Ana", NEW_PASSWORD=password)
    again = request_as(stack, basic(someone.email, password) | {"X-2FA-Device-ID": device_id}, "GET", "userdata")
    assert again.body["login_error"] == "2fa_required"
