"""Passkeys (WebAuthn): made by their user, signing in alone or after a password; forged and replayed ones refused."""

import copy
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from tests.authenticator import USER_PRESENT, USER_VERIFIED, Authenticator, base64url, from_base64url
from tests.factors import Owner, forget_factors, new_owner, sign_in
from tests.people import basic, request_as, send
from tests.stack import Answer, Stack

NOT_ACCEPTED = "The passkey was not accepted."


@pytest.fixture(scope="module")
def person(stack: Stack) -> Owner:
    return new_owner(stack)


@pytest.fixture
def passkey(person: Owner) -> Authenticator:
    """Give the only passkey of a person."""
    forget_factors(person)
    return made_passkey(person)


def made_passkey(person: Owner, description: str = "laptop") -> Authenticator:
    authenticator = Authenticator(person.stack.info["web"]["url"])
    options = person.api("POST", "users/self/passkeys/options").response
    wanted = {"credential": authenticator.create(options), "description": description}
    made = person.api("POST", "users/self/passkeys", wanted).response
    assert made["updated"] is True
    return authenticator


def options_to_sign_in(stack: Stack) -> dict[str, Any]:
    options: dict[str, Any] = request_as(stack, {}, "POST", "session/passkey/options").response
    return options


def start(stack: Stack, credential: object) -> Answer:
    return request_as(stack, {}, "POST", "session/passkey", {"credential": credential})


def refused(answer: Answer) -> bool:
    return (answer.status, answer.body.get("error")) == (400, NOT_ACCEPTED)


def test_a_passkey_starts_a_session_of_its_user(person: Owner, passkey: Authenticator) -> None:
    options = options_to_sign_in(person.stack)
    assert (options["rpId"], options["userVerification"]) == ("localhost", "required")
    assert not options.get("allowCredentials"), "nobody is named before they have signed in"
    session = start(person.stack, passkey.sign(options)).response["session"]
    seen = request_as(person.stack, {"X-Session-ID": session}, "GET", "userdata").response
    assert seen["user"]["email"] == person.email
    assert seen["access"]["user_write"] is True


def test_what_a_passkey_is_made_with_names_no_secret_and_asks_for_verification(person: Owner) -> None:
    options = person.api("POST", "users/self/passkeys/options").response
    assert options["authenticatorSelection"]["residentKey"] == "required"
    assert options["authenticatorSelection"]["userVerification"] == "required"
    assert options["user"]["name"] == person.email
    assert person.email.encode() not in from_base64url(options["user"]["id"])
    assert len(from_base64url(options["challenge"])) == 32


def test_passkeys_are_listed_renamed_and_deleted(person: Owner, passkey: Authenticator) -> None:
    [(key, shown)] = person.api("GET", "users/self/passkeys").response.items()
    assert shown.pop("created") > 0
    assert shown == {"description": "laptop", "lastused": 0, "transports": ["internal", "hybrid"]}
    assert person.api("POST", f"users/self/passkeys/{key}", {"description": "old laptop"}).response["id"] == int(key)
    assert person.api("POST", f"users/self/passkeys/{key}", {"description": " "}).status == 400
    start(person.stack, passkey.sign(options_to_sign_in(person.stack))).response  # noqa: B018 - a failure fails the test
    [shown] = person.api("GET", "users/self/passkeys").response.values()
    assert shown["description"] == "old laptop"
    assert shown["lastused"] > 0
    assert person.api("DELETE", f"users/self/passkeys/{key}").response == {"deleted": True}
    assert refused(start(person.stack, passkey.sign(options_to_sign_in(person.stack))))
    gone = person.api("DELETE", f"users/self/passkeys/{key}")
    assert (gone.status, gone.body["error"]) == (400, f"Unknown passkey: {key}")
    noted = person.stack.sql(f"SELECT type FROM audit_entries WHERE actor = '{person.email}' ORDER BY id;")
    assert [row[0] for row in noted[-2:]] == ["passkey.deleted", "2fa.disabled"]


def test_a_password_alone_does_not_suffice_beside_a_passkey(person: Owner, passkey: Authenticator) -> None:
    answer = sign_in(person)
    assert (answer.status, answer.body["login_error"]) == (401, "2fa_required")
    assert answer.body["2fa_methods"] == ["passkey"]
    options = sign_in(person, "session/2fa_passkey/options", "POST").response
    assert [entry["id"] for entry in options["allowCredentials"]] == [base64url(passkey.credential_id)]
    code = earn(person, passkey.sign(options)).response["code"]
    session = sign_in(person, "session", X_2FA_Key=code).response["session"]
    assert request_as(person.stack, {"X-Session-ID": session}, "GET", "userdata").status == 200
    assert sign_in(person, X_2FA_Key=code).body["login_error"] == "2fa_invalid", "a code is good once"


def earn(person: Owner, credential: object) -> Answer:
    headers = basic(person.email, person.password)
    return request_as(person.stack, headers, "POST", "session/2fa_passkey", {"credential": credential})


def test_after_a_password_the_passkey_need_not_know_its_person(person: Owner, passkey: Authenticator) -> None:
    passkey.flags, passkey.user_handle = USER_PRESENT, None
    options = sign_in(person, "session/2fa_passkey/options", "POST").response
    assert earn(person, passkey.sign(options)).status == 200
    assert refused(start(person.stack, passkey.sign(options_to_sign_in(person.stack)))), "alone it has to"


def test_a_device_is_trusted_by_a_code_a_passkey_earned(person: Owner, passkey: Authenticator) -> None:
    code = earn(person, passkey.sign(sign_in(person, "session/2fa_passkey/options", "POST").response)).response["code"]
    device_id = sign_in(person, X_2FA_Key=code, X_2FA_Save_Device="laptop").body["device_id"]
    assert sign_in(person, X_2FA_Device_ID=device_id).status == 200


def test_a_code_a_passkey_earned_is_good_for_its_user_alone(person: Owner, passkey: Authenticator) -> None:
    stranger = new_owner(person.stack)
    made_passkey(stranger)
    code = earn(person, passkey.sign(sign_in(person, "session/2fa_passkey/options", "POST").response)).response["code"]
    assert sign_in(stranger, X_2FA_Key=code).body["login_error"] == "2fa_invalid"


def test_the_way_after_a_password_needs_the_password_and_opens_nothing_else(
    person: Owner, passkey: Authenticator
) -> None:
    wrong = basic(person.email, "wrong")
    assert request_as(person.stack, wrong, "POST", "session/2fa_passkey/options").status == 401
    assert request_as(person.stack, {}, "POST", "session/2fa_passkey/options").status == 401
    assert sign_in(person, "session").status == 401
    assert sign_in(person, "users/self/passkeys/options", "POST").status == 401


Spoil = Callable[[Authenticator], None]


def another_key(passkey: Authenticator) -> None:
    passkey.key = ec.generate_private_key(ec.SECP256R1())


def another_place(passkey: Authenticator) -> None:
    passkey.origin = "http://localhost:1"


def another_domain(passkey: Authenticator) -> None:
    passkey.rp_id = "example.org"


def nobody_there(passkey: Authenticator) -> None:
    passkey.flags = USER_VERIFIED


def nobody_verified(passkey: Authenticator) -> None:
    passkey.flags = USER_PRESENT


def another_user(passkey: Authenticator) -> None:
    passkey.user_handle = (1).to_bytes(8, "big")


def no_user(passkey: Authenticator) -> None:
    passkey.user_handle = None


def unknown(passkey: Authenticator) -> None:
    passkey.credential_id = b"x" * 32


def counted_back(passkey: Authenticator) -> None:
    passkey.sign_count -= 2


def counted_no_more(passkey: Authenticator) -> None:
    passkey.counts = False


BAD = (
    another_key,
    another_place,
    another_domain,
    nobody_there,
    nobody_verified,
    another_user,
    no_user,
    unknown,
    counted_back,
    counted_no_more,
)


@pytest.mark.parametrize("spoil", BAD)
def test_a_passkey_that_is_not_what_it_says_is_not_accepted(
    person: Owner, passkey: Authenticator, spoil: Spoil
) -> None:
    for _ in range(2):
        assert start(person.stack, passkey.sign(options_to_sign_in(person.stack))).status == 200
    good = copy.copy(passkey)
    spoil(passkey)
    assert refused(start(person.stack, passkey.sign(options_to_sign_in(person.stack))))
    good.sign_count += 1
    assert start(person.stack, good.sign(options_to_sign_in(person.stack))).status == 200


def test_an_authenticator_that_never_counts_is_accepted(person: Owner, passkey: Authenticator) -> None:
    passkey.counts = False
    for _ in range(2):
        assert start(person.stack, passkey.sign(options_to_sign_in(person.stack))).status == 200


def test_a_signed_challenge_is_good_once_also_for_many_at_the_same_time(person: Owner, passkey: Authenticator) -> None:
    signed = passkey.sign(options_to_sign_in(person.stack))
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _: start(person.stack, signed), range(8)))
    assert sorted(answer.status for answer in answers) == [200] + [400] * 7
    assert refused(start(person.stack, signed))


def test_a_challenge_is_good_for_what_it_was_made_for(person: Owner, passkey: Authenticator) -> None:
    after_a_password = sign_in(person, "session/2fa_passkey/options", "POST").response
    assert refused(start(person.stack, passkey.sign(after_a_password)))
    assert refused(earn(person, passkey.sign(options_to_sign_in(person.stack))))
    to_make_one = person.api("POST", "users/self/passkeys/options").response
    assert refused(start(person.stack, passkey.sign(to_make_one)))
    made_up = {"challenge": base64url(b"x" * 32)}
    assert refused(start(person.stack, passkey.sign(made_up)))


def test_a_challenge_after_a_password_is_good_for_its_user_alone(person: Owner, passkey: Authenticator) -> None:
    stranger = new_owner(person.stack)
    strangers = made_passkey(stranger)
    options = sign_in(person, "session/2fa_passkey/options", "POST").response
    assert refused(earn(person, strangers.sign(options)))
    options = sign_in(person, "session/2fa_passkey/options", "POST").response
    assert refused(earn(stranger, passkey.sign(options)))


@pytest.mark.parametrize("spoil", [another_place, another_domain, nobody_there, nobody_verified])
def test_a_passkey_made_elsewhere_or_by_nobody_is_not_saved(person: Owner, spoil: Spoil) -> None:
    forget_factors(person)
    authenticator = Authenticator(person.stack.info["web"]["url"])
    spoil(authenticator)
    credential = authenticator.create(person.api("POST", "users/self/passkeys/options").response)
    assert refused(person.api("POST", "users/self/passkeys", {"credential": credential, "description": "x"}))
    assert person.api("GET", "users/self/passkeys").response == {}


def test_a_passkey_is_saved_once_and_for_who_asked(person: Owner, passkey: Authenticator) -> None:
    stranger = new_owner(person.stack)
    options = person.api("POST", "users/self/passkeys/options").response
    assert [entry["id"] for entry in options["excludeCredentials"]] == [base64url(passkey.credential_id)]
    again = {"credential": passkey.create(options), "description": "again"}
    assert person.api("POST", "users/self/passkeys", again).body["error"] == "This passkey is known already."
    options = person.api("POST", "users/self/passkeys/options").response
    wanted = {"credential": Authenticator(person.stack.info["web"]["url"]).create(options), "description": "x"}
    assert refused(stranger.api("POST", "users/self/passkeys", wanted))
    assert stranger.api("GET", "users/self/passkeys").response == {}


def test_a_key_and_somebody_else_cannot_add_a_passkey(person: Owner, stack: Stack) -> None:
    person.stack.sql(
        "UPDATE api_keys k JOIN users u ON u.id = k.user_id SET user_write = 1, user_read = 1 "
        f"WHERE email = '{person.email}' AND k.description = 'all';"
    )
    key = {"X-API-User": person.email, "X-API-Key": person.key}
    assert request_as(stack, key, "GET", "users/self/passkeys").status == 200
    answer = request_as(stack, key, "POST", "users/self/passkeys/options")
    assert (answer.status, answer.body["error"]) == (403, "Access denied.")
    administrator = basic(stack.info["admin"]["email"], stack.info["admin"]["password"])
    mine = person.api("GET", "userdata").response["user"]["id"]
    assert request_as(stack, administrator, "GET", f"users/{mine}/passkeys").status == 200
    assert request_as(stack, administrator, "POST", f"users/{mine}/passkeys/options").status == 403
    in_my_name = administrator | {"X-Impersonate": person.email}
    assert request_as(stack, in_my_name, "POST", "users/self/passkeys/options").status == 403
    assert request_as(stack, person.reading_headers, "POST", "users/self/passkeys/options").status == 403


@pytest.mark.parametrize(
    "credential",
    [
        {},
        {"id": "x"},
        {"response": {}},
        {"response": {"clientDataJSON": 1}},
        {"response": {"clientDataJSON": "%%%"}},
        {"response": {"clientDataJSON": base64url(b"{}")}},
        {"response": {"clientDataJSON": base64url(b"\xff")}},
        {"response": {"clientDataJSON": base64url(b'{"type":"webauthn.get","challenge":"","origin":"x"}')}},
        {"response": {"clientDataJSON": base64url(b'{"type":1,"challenge":[],"origin":{}}')}},
    ],
)
def test_nonsense_is_refused_and_breaks_nothing(person: Owner, credential: object) -> None:
    assert refused(start(person.stack, credential))
    assert refused(person.api("POST", "users/self/passkeys", {"credential": credential, "description": "x"}))
    assert person.stack.api("POST", "session/passkey", {"credential": [1]}).status == 400
    assert send(person.stack, "POST", "/1.0/session/passkey", "{").status == 400


def test_spoiled_octets_of_a_good_answer_are_refused(person: Owner, passkey: Authenticator) -> None:
    for member in ("authenticatorData", "signature", "clientDataJSON"):
        for spoiled in ("", "AAAA", "!"):
            signed = passkey.sign(options_to_sign_in(person.stack))
            signed["response"][member] = spoiled
            assert refused(start(person.stack, signed)), (member, spoiled)
    signed = passkey.sign(options_to_sign_in(person.stack))
    signed["response"]["userHandle"] = 5
    assert refused(start(person.stack, signed))


def test_a_disabled_user_does_not_get_in_by_passkey_either(person: Owner, passkey: Authenticator) -> None:
    change = f"UPDATE users SET disabled = {{}}, disabled_reason = {{}} WHERE email = '{person.email}';"
    try:
        for reason, said in (("NULL", None), ("'Not paid.'", ["Account has been suspended: Not paid."])):
            person.stack.sql(change.format(1, reason))
            answer = start(person.stack, passkey.sign(options_to_sign_in(person.stack)))
            assert (answer.status, answer.body["error"]) == (400, "This account cannot sign in.")
            assert answer.body.get("errorData") == said
    finally:
        person.stack.sql(change.format(0, "NULL"))


def test_a_public_path_answers_and_says_what_is_wrong_with_a_sign_in(person: Owner, passkey: Authenticator) -> None:
    answer = sign_in(person, "session/passkey/options", "POST")
    assert answer.status == 200
    assert answer.body["login_error"] == "2fa_required"
    headers = basic(person.email, "wrong")
    assert "login_error" not in request_as(person.stack, headers, "POST", "session/passkey/options").body
