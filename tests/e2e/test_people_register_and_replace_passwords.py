"""Registration and forgotten passwords (API 1.0 §10.2): codes by mail, single use, and nobody learns who is there."""

import statistics
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from core.db import create_database_engine
from core.settings import DatabaseSettings, Reader
from cron.accounts import unconfirmed_users
from cron.retention import DAY_MILLISECONDS
from orchestration.local import environments
from tests.mails import mails_to, wait_for_mail
from tests.people import Person, basic, new_person, new_user, plain_zone, request_as
from tests.stack import Answer, Stack

PASSWORD = "a good long one 7"


@pytest.fixture
def email() -> str:
    return f"r{uuid.uuid4().hex[:12]}@people.example"


def ask(stack: Stack, path: str, data: object) -> Answer:
    return request_as(stack, {}, "POST", path, data)


def register(stack: Stack, email: str, **more: object) -> Answer:
    return ask(stack, "register", {"email": email, "realname": "Ana Silva", **more})


def reset_code(stack: Stack, person: Person, count: int = 1) -> tuple[int, str]:
    assert ask(stack, "forgotpassword", {"email": person.email}).status == 200
    mail = wait_for_mail(stack, person.email, "A new password", count)
    return mail.number, mail.code


def user_row(stack: Stack, email: str) -> list[str]:
    [row] = stack.sql(f"SELECT id, disabled, is_unverified, password_hash FROM users WHERE email = '{email}';")
    return row


def test_who_registers_confirms_by_the_code_from_the_mail_and_can_sign_in(stack: Stack, email: str) -> None:
    answer = register(stack, email.upper()).response
    assert answer == {"id": answer["id"], "email": email, "realname": "Ana Silva"}
    mail = wait_for_mail(stack, email, "Confirm your address")
    assert mail.number == answer["id"]
    assert request_as(stack, basic(email, PASSWORD), "GET", "userdata").status == 401
    confirmed = ask(stack, f"register/confirm/{mail.number}", {"code": mail.code, "password": PASSWORD}).response
    assert confirmed == {"success": "Registration was successful, you can now log in."}
    seen = request_as(stack, basic(email, PASSWORD), "GET", "userdata").response
    assert seen["user"]["id"] == answer["id"]
    assert seen["access"]["domains_create"] is True


def test_a_code_confirms_once(stack: Stack, email: str) -> None:
    register(stack, email)
    mail = wait_for_mail(stack, email, "Confirm your address")
    body = {"code": mail.code, "password": PASSWORD}
    with ThreadPoolExecutor(4) as several:
        answers = list(several.map(lambda _: ask(stack, f"register/confirm/{mail.number}", body), range(4)))
    assert sorted(answer.status for answer in answers) == [200, 400, 400, 400]


def test_only_a_keyed_hash_of_a_code_is_stored_and_the_mail_goes_once_it_is_sent(stack: Stack, email: str) -> None:
    register(stack, email)
    mail = wait_for_mail(stack, email, "Confirm your address")
    number = mail.number
    [[stored]] = stack.sql(f"SELECT HEX(code_hash) FROM user_codes WHERE user_id = {number};")
    assert len(stored) == 64

    def finished() -> list[list[str]]:
        return stack.sql(f"SELECT text_body, html_body, result FROM mails WHERE user_id = {number} AND NOT is_owed;")

    deadline = time.monotonic() + 10
    while not finished() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert finished() == [["NULL", "NULL", "sent"]]
    for service in ("api", "worker", "cron", "mail"):
        assert mail.code not in stack.log(service)


def test_registration_answers_alike_for_an_address_that_is_known(stack: Stack, email: str, other: Person) -> None:
    fresh, known = register(stack, email), register(stack, other.email)
    assert (fresh.status, known.status) == (200, 200)
    assert fresh.body.keys() == known.body.keys()
    assert known.response == {"id": known.response["id"], "email": other.email, "realname": "Ana Silva"}
    assert known.response["id"] > fresh.response["id"]
    assert stack.sql(f"SELECT id FROM users WHERE id = {known.response['id']};") == []
    told = wait_for_mail(stack, other.email, "You have an account")
    assert "code:" not in told.text
    wrong = {"code": "x" * 32, "password": PASSWORD}
    answers = [ask(stack, f"register/confirm/{answer.response['id']}", wrong) for answer in (fresh, known)]
    assert answers[0].status == answers[1].status == 400
    assert answers[0].body["error"] == answers[1].body["error"]
    assert answers[0].body["errorData"] == answers[1].body["errorData"]


def test_a_forgotten_password_is_answered_alike_and_in_the_same_time_for_everybody(stack: Stack, email: str) -> None:
    person = new_user(stack)
    known = [ask_timed(stack, person.email) for _ in range(5)]
    unknown = [ask_timed(stack, email) for _ in range(5)]
    assert {body for body, _seconds in known} == {body for body, _seconds in unknown}
    medians = [statistics.median(seconds for _body, seconds in answers) for answers in (known, unknown)]
    assert abs(medians[0] - medians[1]) < 0.1
    wait_for_mail(stack, person.email, "A new password")
    assert mails_to(stack, email) == []
    # one mail, however often somebody asks within a minute
    assert len(mails_to(stack, person.email)) == 1


def ask_timed(stack: Stack, email: str) -> tuple[str, float]:
    started = time.monotonic()
    answer = ask(stack, "forgotpassword", {"email": email})
    return str(answer.response), time.monotonic() - started


def test_a_new_password_ends_sessions_and_tokens_and_works_once(stack: Stack) -> None:
    person = new_person(stack)
    by_password = basic(person.email, person.password)
    session = request_as(stack, by_password, "GET", "session").response["session"]
    token = request_as(stack, by_password, "GET", "session/jwt").response["token"]
    by_key = request_as(stack, person.headers, "GET", "session").response["session"]
    opened = ({"X-Session-ID": session}, {"Authorization": f"Bearer {token}"}, {"X-Session-ID": by_key})
    assert [request_as(stack, headers, "GET", "userdata").status for headers in opened] == [200, 200, 200]
    number, code = reset_code(stack, person)
    body = {"code": code, "password": PASSWORD}
    assert ask(stack, f"forgotpassword/confirm/{number}", body).status == 200
    assert [request_as(stack, headers, "GET", "userdata").status for headers in opened] == [401, 401, 401]
    assert request_as(stack, by_password, "GET", "userdata").status == 401
    assert request_as(stack, basic(person.email, PASSWORD), "GET", "userdata").status == 200
    assert request_as(stack, person.headers, "GET", "userdata").status == 200
    assert ask(stack, f"forgotpassword/confirm/{number}", body).status == 400
    wait_for_mail(stack, person.email, "Your password was changed")


def test_a_code_is_of_its_own_account_purpose_and_hour(stack: Stack, other: Person) -> None:
    person = new_user(stack)
    number, code = reset_code(stack, person)
    other_number = user_row(stack, other.email)[0]
    body = {"code": code, "password": PASSWORD}
    for path in (
        f"forgotpassword/confirm/{other_number}",
        f"register/confirm/{number}",
        "forgotpassword/confirm/0",
        "forgotpassword/confirm/x",
        f"forgotpassword/confirm/{'9' * 40}",
    ):
        assert (ask(stack, path, body).body["error"]) == "Invalid verification code."
    stack.sql(f"UPDATE user_codes SET expires_at = created_at WHERE user_id = {number};")
    assert ask(stack, f"forgotpassword/confirm/{number}", body).status == 400
    assert request_as(stack, basic(person.email, person.password), "GET", "userdata").status == 200


@pytest.mark.parametrize("password", ["short", "password1234", "aaaaaaaaaaaa", "x" * 300, "the address"])
def test_a_bad_password_is_refused_and_the_code_stays_good(stack: Stack, email: str, password: str) -> None:
    register(stack, email)
    mail = wait_for_mail(stack, email, "Confirm your address")
    wanted = email if password == "the address" else password
    refused = ask(stack, f"register/confirm/{mail.number}", {"code": mail.code, "password": wanted})
    assert (refused.status, "The password is too" in refused.body["error"]) == (400, True)
    confirmed = ask(stack, f"register/confirm/{mail.number}", {"code": mail.code, "password": PASSWORD})
    assert confirmed.status == 200


@pytest.mark.parametrize(
    "data",
    [
        {"email": "a@b.example\r\nBcc: victim@people.example", "realname": "Ana"},
        {"email": "a@b.example", "realname": "Ana\r\nBcc: victim@people.example"},
        {"email": "a@b.example", "realname": "Ana\u2028Bcc: x"},
        {"email": "a\x00@b.example", "realname": "Ana"},
        {"email": "no address", "realname": "Ana"},
        {"email": "a@b", "realname": "Ana"},
        {"email": '"a b"@b.example', "realname": "Ana"},
        {"email": "a@bücher.example", "realname": "Ana"},
        {"email": f"{'a' * 65}@b.example", "realname": "Ana"},
        {"email": f"a@{'b.' * 130}example", "realname": "Ana"},
        {"email": "a@b.example", "realname": "x" * 251},
        {"email": "a@b.example"},
        {"realname": "Ana"},
        {"email": "a@b.example", "realname": "  "},
        {"email": 7, "realname": "Ana"},
        {"email": "a@b.example", "realname": ["Ana"]},
    ],
)
def test_no_header_nor_junk_gets_into_a_mail_by_name_or_address(stack: Stack, data: dict[str, object]) -> None:
    [[before]] = stack.sql("SELECT COUNT(*) FROM mails;")
    assert ask(stack, "register", data).status == 400
    assert stack.sql("SELECT COUNT(*) FROM mails;") == [[before]]


def test_html_in_a_name_is_text_in_a_mail(stack: Stack) -> None:
    person = new_user(stack)
    request_as(stack, basic(person.email, person.password), "POST", "users/self", {"realname": "<b>A</b> & Co"})
    assert ask(stack, "forgotpassword", {"email": person.email}).status == 200
    mail = wait_for_mail(stack, person.email, "A new password")
    assert "<b>A</b> & Co" in mail.text
    assert "&lt;b&gt;A&lt;/b&gt; &amp; Co" in mail.html
    assert "<b>A" not in mail.html


def test_blocked_names_and_addresses_cannot_register(stack: Stack, email: str) -> None:
    word = uuid.uuid4().hex[:10]
    values = f"'c', '/^{word}/i', 1, 1, 0, 0), ('bad', '/(/', 1, 1, 0, 0), ('slow', '/^(a+)+$/', 1, 1, 0, 0"
    columns = "comment, regex, signup_name, signup_email, domain_name, created_at"
    stack.sql(f"INSERT INTO block_patterns ({columns}) VALUES ({values});")
    try:
        by_name = ask(stack, "register", {"email": email, "realname": f"{word.upper()} Inc"})
        assert by_name.body["error"] == "This name has been blocked from being used."
        by_address = ask(stack, "register", {"email": f"{word}@people.example", "realname": "Ana"})
        assert by_address.body["error"] == "This email address has been blocked from being used."
        started = time.monotonic()
        assert ask(stack, "register", {"email": email, "realname": "a" * 200 + "!"}).status == 200
        assert time.monotonic() - started < 20
    finally:
        stack.sql("DELETE FROM block_patterns WHERE comment IN ('c', 'bad', 'slow');")


def test_a_mail_that_cannot_be_sent_is_sent_later(stack: Stack, email: str) -> None:
    stack.stop("mail")
    try:
        register(stack, email)
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            rows = stack.sql(f"SELECT attempts, is_owed, result FROM mails WHERE recipient = '{email}';")
            if rows and rows[0][0] != "0" and rows[0][2] != "NULL":
                break
            time.sleep(0.1)
        assert rows[0][:2] == ["1", "1"]
    finally:
        stack.start("mail")
    wait_for_mail(stack, email, "Confirm your address")


def test_an_account_nobody_confirms_is_deleted_after_its_time(stack: Stack) -> None:
    emails = {
        name: f"{name}{uuid.uuid4().hex[:12]}@people.example" for name in ("old", "new", "asked", "let-in", "given")
    }
    for address in emails.values():
        assert register(stack, address).status == 200
    confirmed = new_person(stack).email
    now = time.time_ns() // 1_000_000
    everybody = ", ".join(f"'{address}'" for address in (*emails.values(), confirmed))
    stack.sql(
        f"UPDATE users SET created_at = {now - 8 * DAY_MILLISECONDS} WHERE email IN ({everybody}) "
        f"AND email <> '{emails['new']}';"
        "UPDATE user_codes c JOIN users u ON u.id = c.user_id SET c.created_at = u.created_at "
        f"WHERE u.email IN ({everybody}) AND u.email <> '{emails['asked']}';"
        f"UPDATE users SET disabled = 0 WHERE email = '{emails['let-in']}';"
        "INSERT INTO domain_access SELECT d.id, u.id, 'read' FROM domains d, users u "
        f"WHERE d.live_name = '{plain_zone(stack)}' AND u.email = '{emails['given']}';"
    )
    engine = create_database_engine(DatabaseSettings.read(Reader(environments.of_python(stack.layout))))
    assert unconfirmed_users(engine, now, 7) >= 1
    left = {row[0] for row in stack.sql(f"SELECT email FROM users WHERE email IN ({everybody});")}
    assert left == {*emails.values(), confirmed} - {emails["old"]}
    noted = stack.sql(f"SELECT type, actor FROM audit_entries WHERE args LIKE '%{emails['old']}%';")
    assert noted == [["user.deleted", "cron"]]
    assert register(stack, emails["old"]).status == 200
    wait_for_mail(stack, emails["old"], "Confirm your address", 2)


def test_what_the_database_refuses_is_not_repeated_in_the_log(stack: Stack) -> None:
    engine = create_database_engine(DatabaseSettings.read(Reader(environments.of_python(stack.layout))))
    with engine.connect() as connection, pytest.raises(SQLAlchemyError) as refused:
        connection.execute(text("INSERT INTO no_such_table VALUES (:body)"), {"body": "the code of a mail"})
    engine.dispose()
    assert "no_such_table" in str(refused.value)
    assert "the code of a mail" not in str(refused.value)
