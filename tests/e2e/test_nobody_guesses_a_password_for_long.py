"""Failed sign-ins are counted by account and network; after too many not even the right password helps for a while."""

import uuid
from collections.abc import Iterator

import pytest
import requests

from tests.own_api import own_api
from tests.people import Person, basic, new_person, request_as
from tests.stack import Stack

STRICT = {"RATE_FAILURES": "3/hour", "RATE_FAILURES_OF_ACCOUNT": "6/hour", "RATE_FAILURES_OF_NETWORK": "12/hour"}


@pytest.fixture(scope="module")
def strict_api(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give an API that counts behind a proxy, so that a test may come from networks of its own."""
    with own_api(stack, tmp_path_factory.mktemp("api"), API_TRUSTED_PROXIES="1", **STRICT) as url:
        yield url


@pytest.fixture
def person(stack: Stack) -> Person:
    """Give somebody whose failures nobody has counted yet."""
    return new_person(stack)


def network() -> str:
    """Return the address of a network nobody else comes from."""
    digits = uuid.uuid4().hex
    return f"2001:db8:{digits[:4]}:{digits[4:8]}::1"


def sign_in(url: str, name: str, secret: str, address: str) -> requests.Response:
    headers = basic(name, secret) | {"X-Forwarded-For": address}
    return requests.get(f"{url}/1.0/userdata", headers=headers, timeout=10)


def test_the_right_password_is_not_looked_at_after_too_many_wrong_ones(strict_api: str, person: Person) -> None:
    address = network()
    assert [sign_in(strict_api, person.email, "wrong", address).status_code for _ in range(4)] == [401, 401, 401, 429]
    refused = sign_in(strict_api, person.email, person.password, address)
    assert refused.status_code == 429
    assert 0 < int(refused.headers["Retry-After"]) <= 3600
    assert refused.json()["error"] == "Too many failed attempts to sign in."
    # somebody else from there, and the same account from elsewhere, are not locked out
    assert sign_in(strict_api, person.email, person.password, network()).status_code == 200


def test_a_neighbour_in_the_same_ipv6_network_counts_as_the_same(strict_api: str, person: Person) -> None:
    address = network()
    for last in "2", "3", "4":
        assert sign_in(strict_api, person.email, "wrong", address.removesuffix("1") + last).status_code == 401
    assert sign_in(strict_api, person.email, person.password, address).status_code == 429


def test_a_sign_in_that_succeeds_starts_the_count_anew(strict_api: str, person: Person) -> None:
    address = network()
    for _ in range(3):
        assert sign_in(strict_api, person.email, "wrong", address).status_code == 401
        assert sign_in(strict_api, person.email, "wrong", address).status_code == 401
        answer = sign_in(strict_api, person.email, person.password, address)
        if answer.status_code == 429:
            # six failures of this account in all: the looser count
            return
    pytest.fail("the account as a whole was never locked")


def test_one_network_cannot_try_many_accounts(strict_api: str) -> None:
    address = network()
    codes = [sign_in(strict_api, f"{uuid.uuid4().hex}@people.example", "wrong", address).status_code for _ in range(13)]
    assert codes == [401] * 12 + [429]


def test_unknown_and_known_accounts_are_counted_alike(strict_api: str) -> None:
    address, name = network(), f"{uuid.uuid4().hex}@people.example"
    assert [sign_in(strict_api, name, "wrong", address).status_code for _ in range(4)] == [401, 401, 401, 429]


def test_a_key_goes_on_working_while_its_user_is_locked_out(strict_api: str, person: Person) -> None:
    address = network()
    for _ in range(4):
        sign_in(strict_api, person.email, "wrong", address)
    assert sign_in(strict_api, person.email, person.key, address).status_code == 200


def test_a_guess_that_looks_like_a_key_is_not_looked_at_either_after_too_many(strict_api: str, person: Person) -> None:
    password, address = str(uuid.uuid4()), network()
    as_person = basic(person.email, person.password)
    assert request_as(person.stack, as_person, "POST", "users/self", {"password": password}).status == 200
    assert sign_in(strict_api, person.email, password, network()).status_code == 200
    guesses = [sign_in(strict_api, person.email, str(uuid.uuid4()), address).status_code for _ in range(4)]
    assert guesses == [401, 401, 401, 429]
    assert sign_in(strict_api, person.email, password, address).status_code == 429


def test_a_name_in_another_spelling_is_another_name(strict_api: str, person: Person) -> None:
    assert sign_in(strict_api, person.email.upper(), person.password, network()).status_code == 200
    for spelling in person.email.replace("e", "é"), f"{person.email} ":
        assert sign_in(strict_api, spelling, person.password, network()).status_code == 401


def test_the_password_alone_does_not_start_the_count_of_guessed_codes_anew(strict_api: str, person: Person) -> None:
    as_person = basic(person.email, person.password)
    made = request_as(
        person.stack, as_person, "POST", "users/self/2fa", {"type": "plain", "description": "x", "count": 1}
    )
    assert made.status == 200, made.body
    address = network()
    statuses = []
    for number in range(4):
        headers = as_person | {"X-Forwarded-For": address}
        code = {"X-2FA-Key": f"0000-0000-0000-000{number}"}
        statuses.append(requests.get(f"{strict_api}/1.0/userdata", headers=headers | code, timeout=10).status_code)
        # asks for nothing but the password
        requests.post(f"{strict_api}/1.0/session/2fa_passkey/options", headers=headers, timeout=10)
    assert statuses == [401, 401, 401, 429]
