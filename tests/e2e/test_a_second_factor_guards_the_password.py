"""Second factors at signing in (API 1.0 §6.5): who needs one, what is refused, and that no code is good twice."""

from concurrent.futures import ThreadPoolExecutor

import pyotp
import pytest

from tests.factors import App, add_app, forget_factors, new_owner, sign_in
from tests.people import Person, basic, request_as
from tests.stack import Answer, Stack


@pytest.fixture(scope="module")
def person(stack: Stack) -> Person:
    return new_owner(stack)


@pytest.fixture(autouse=True)
def bare(person: Person) -> None:
    """Start each story without factors."""
    forget_factors(person)


def refusal(answer: Answer) -> tuple[object, ...]:
    """What API 1.0 says of a trouble with a second factor."""
    assert answer.body.get("error") == "Authentication required.", answer.body
    assert answer.headers["WWW-Authenticate"] == 'Basic realm="API"'
    return answer.status, answer.body["errorData"], answer.body["login_error"]


REQUIRED = (401, ["2FA key required."], "2fa_required")
INVALID = (401, ["2FA key invalid."], "2fa_invalid")
NOT_REQUIRED = (401, ["2FA key provided but not required."], "2fa_notrequired")


def test_a_password_needs_a_code_once_an_app_is_verified(person: Person) -> None:
    made = person.api("POST", "users/self/2fa", {"description": "phone"}).response
    assert sign_in(person).status == 200, "a factor that was not verified asks for nothing"
    app = App(made["key"])
    assert person.api("POST", f"users/self/2fa/{made['id']}/verify", {"code": app.code()}).status == 200
    answer = sign_in(person)
    assert refusal(answer) == REQUIRED
    assert answer.body["2fa_methods"] == ["code"]
    assert sign_in(person, X_2FA_Key=app.code()).response["user"]["email"] == person.email


def test_an_empty_code_counts_as_absent(person: Person) -> None:
    assert sign_in(person, X_2FA_Key="").status == 200
    add_app(person)
    assert refusal(sign_in(person, X_2FA_Key="")) == REQUIRED


def test_a_code_nobody_asked_for_is_refused(person: Person) -> None:
    assert refusal(sign_in(person, X_2FA_Key="123456")) == NOT_REQUIRED


def test_a_wrong_code_is_refused(person: Person) -> None:
    app, _factor = add_app(person)
    good = app.code()
    for wrong in (f"{(int(good) + 1) % 10**6:06d}", good + "0", good[:5], "x", "é", "AAAA-AAAA-AAAA-AAAA", "passkey-x"):
        assert refusal(sign_in(person, X_2FA_Key=wrong.encode().decode("latin-1"))) == INVALID, wrong
    assert sign_in(person, X_2FA_Key=good).status == 200


def test_nothing_is_said_of_codes_to_somebody_without_the_password(person: Person) -> None:
    app, _factor = add_app(person)
    code = app.code()
    answer = request_as(person.stack, basic(person.email, "wrong") | {"X-2FA-Key": code}, "GET", "userdata")
    assert answer.status == 401
    assert {"errorData", "login_error", "2fa_methods"} & answer.body.keys() == set()
    assert sign_in(person, X_2FA_Key=code).status == 200, "a code beside a wrong password is not spent"


def test_a_code_is_good_once_and_so_are_all_before_it(person: Person) -> None:
    made = person.api("POST", "users/self/2fa", {"description": "phone"}).response
    app = App(made["key"])
    older, newer = app.code(), app.code()
    verified = person.api("POST", f"users/self/2fa/{made['id']}/verify", {"code": newer})
    assert verified.status == 200
    assert refusal(sign_in(person, X_2FA_Key=newer)) == INVALID, "the step that verified it is spent"
    assert refusal(sign_in(person, X_2FA_Key=older)) == INVALID, "and those before it"
    latest = app.code()
    assert sign_in(person, X_2FA_Key=latest).status == 200
    assert refusal(sign_in(person, X_2FA_Key=latest)) == INVALID


def at_once(person: Person, code: str, times: int) -> list[int]:
    with ThreadPoolExecutor(times) as threads:
        answers = list(threads.map(lambda _: sign_in(person, X_2FA_Key=code), range(times)))
    for answer in answers:
        assert answer.status == 200 or refusal(answer) == INVALID
    return sorted(answer.status for answer in answers)


def test_of_many_who_use_one_code_at_once_exactly_one_gets_in(person: Person) -> None:
    app, _factor = add_app(person)
    assert at_once(person, app.code(), 8) == [200] + [401] * 7
    codes = person.api("POST", "users/self/2fa", {"description": "paper", "type": "plain", "count": 2}).response
    assert at_once(person, codes[0]["key"], 8) == [200] + [401] * 7


def test_written_codes_are_good_once_or_as_often_as_was_said(person: Person) -> None:
    add_app(person)
    made = {}
    for is_one_time in (True, False):
        wanted = {"description": "paper", "type": "plain", "onetime": str(is_one_time).lower()}
        made[is_one_time] = person.api("POST", "users/self/2fa", wanted).response
        assert refusal(sign_in(person, X_2FA_Key=made[is_one_time]["key"])) == INVALID, "not verified yet"
        verify = f"users/self/2fa/{made[is_one_time]['id']}/verify"
        assert person.api("POST", verify, {"code": made[is_one_time]["key"].lower()}).status == 200
    once, often = made[True]["key"], made[False]["key"]
    assert [sign_in(person, X_2FA_Key=often).status for _ in range(3)] == [200, 200, 200]
    assert [sign_in(person, X_2FA_Key=once.lower()).status for _ in range(2)] == [200, 401]
    left = person.api("GET", "users/self/2fa").response
    assert str(made[True]["id"]) not in left
    assert left[str(made[False]["id"])]["lastused"] > 0


def test_a_factor_whose_time_is_over_asks_for_nothing(person: Person) -> None:
    app, factor_id = add_app(person)
    person.stack.sql(f"UPDATE second_factors SET expires_at = 1000 WHERE id = {factor_id};")
    assert person.api("GET", f"users/self/2fa/{factor_id}").response["usable"] is False
    assert sign_in(person).status == 200
    assert refusal(sign_in(person, X_2FA_Key=app.code())) == NOT_REQUIRED


def test_keys_sessions_and_tokens_need_no_code(person: Person) -> None:
    app, _factor = add_app(person)
    assert (
        request_as(person.stack, {"X-API-User": person.email, "X-API-Key": person.key}, "GET", "userdata").status == 200
    )
    assert request_as(person.stack, basic(person.email, person.key), "GET", "userdata").status == 200
    session = sign_in(person, "session", X_2FA_Key=app.code()).response["session"]
    assert request_as(person.stack, {"X-Session-ID": session}, "GET", "userdata").status == 200
    token = request_as(person.stack, {"X-Session-ID": session}, "GET", "session/jwt").response["token"]
    assert request_as(person.stack, {"Authorization": f"Bearer {token}"}, "GET", "userdata").status == 200


def test_a_suspended_user_is_told_so_and_no_code_is_spent(person: Person) -> None:
    app, _factor = add_app(person)
    code = app.code()
    change = f"UPDATE users SET disabled = {{}}, disabled_reason = 'Not paid.' WHERE email = '{person.email}';"
    person.stack.sql(change.format(1))
    assert sign_in(person, X_2FA_Key=code).body["errorData"] == ["Account has been suspended: Not paid."]
    person.stack.sql(change.format(0))
    assert sign_in(person, X_2FA_Key=code).status == 200


def test_the_secret_of_an_app_is_nowhere_in_the_database_and_no_code_either(person: Person) -> None:
    made = person.api("POST", "users/self/2fa", {"description": "phone"}).response
    codes = person.api("POST", "users/self/2fa", {"description": "paper", "type": "plain", "count": 1}).response
    stored = person.stack.sql(
        "SELECT HEX(secret) FROM second_factors JOIN users ON users.id = user_id "
        f"WHERE email = '{person.email}' ORDER BY second_factors.id;"
    )
    app_secret, code_hash = (bytes.fromhex(row[0]) for row in stored[-2:])
    for plain in (made["key"].encode(), pyotp.TOTP(made["key"]).byte_secret()):
        assert plain not in app_secret
    assert len(code_hash) == 32
    for service in ("api",):
        log = person.stack.log(service)
        assert made["key"] not in log
        assert codes[0]["key"] not in log
