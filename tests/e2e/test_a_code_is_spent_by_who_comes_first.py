"""Two who use one code or passkey in the same instant: both have looked before either has written, and one gets in.

Requests seldom meet that closely, because hashing passwords spreads them; so the first transaction is held open here
until the second one waits for its row.
"""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from api.sign_in.passkeys import note_use_of_passkey
from api.sign_in.second_factors import SecondFactors
from core.db import create_database_engine
from core.sealing import Sealer
from core.sessions import OneTimeValues
from core.settings import DatabaseSettings, Reader, SessionSettings
from orchestration.local import environments
from tests.authenticator import Authenticator
from tests.factors import Owner, add_app, forget_factors, new_owner
from tests.stack import Stack
from tests.waiting import until

Use = Callable[[Session], bool]
WAITING = "SELECT COUNT(*) FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT' AND trx_query LIKE '%{}%';"


@pytest.fixture(scope="module")
def engine(stack: Stack) -> Engine:
    return create_database_engine(DatabaseSettings.read(Reader(environments.of_api(stack.layout))))


@pytest.fixture(scope="module")
def factors(stack: Stack) -> SecondFactors:
    settings = environments.of_api(stack.layout)
    values = OneTimeValues(SessionSettings.read(Reader(settings)), "api")
    return SecondFactors(settings["API_KEY_PEPPER"], Sealer(settings["SEALING_SECRET"]), values)


@pytest.fixture(scope="module")
def person(stack: Stack) -> Owner:
    return new_owner(stack)


@pytest.fixture
def user_id(person: Owner) -> int:
    """Give the id of a person without factors."""
    forget_factors(person)
    found: int = person.api("GET", "userdata").response["user"]["id"]
    return found


def both(stack: Stack, engine: Engine, table: str, use: Use) -> tuple[bool, bool]:
    """Return what the first and the second are told, who both look before the first has committed."""
    with Session(engine) as first, Session(engine) as second, ThreadPoolExecutor(1) as thread:
        is_first_let_in = use(first)
        late = thread.submit(use, second)
        until(lambda: is_waited_for(stack, table) or late.done(), "the second waits for the row")
        assert not late.done(), "the second has looked and must wait for the first"
        first.commit()
        return is_first_let_in, late.result(30)


def is_waited_for(stack: Stack, table: str) -> bool:
    # InnoDB looks at its transactions anew only when nobody has asked for 100 ms
    time.sleep(0.15)
    return int(stack.sql(WAITING.format(table))[-1][0]) > 0


def now() -> int:
    return time.time_ns() // 1_000_000


def test_the_step_of_an_app_is_spent_once(
    stack: Stack, engine: Engine, factors: SecondFactors, person: Owner, user_id: int
) -> None:
    code = add_app(person)[0].code()
    told = both(stack, engine, "second_factors", lambda session: factors.spend(session, user_id, code, now()))
    assert told == (True, False)


def test_a_code_to_write_down_is_spent_once(
    stack: Stack, engine: Engine, factors: SecondFactors, person: Owner, user_id: int
) -> None:
    wanted = {"description": "paper", "type": "plain", "count": 1}
    code = person.api("POST", "users/self/2fa", wanted).response[0]["key"]
    told = both(stack, engine, "second_factors", lambda session: factors.spend(session, user_id, code, now()))
    assert told == (True, False)


def test_the_count_of_an_authenticator_is_taken_once(stack: Stack, engine: Engine, person: Owner, user_id: int) -> None:
    options = person.api("POST", "users/self/passkeys/options").response
    wanted = {"credential": Authenticator(stack.info["web"]["url"]).create(options), "description": "laptop"}
    passkey_id = person.api("POST", "users/self/passkeys", wanted).response["id"]
    told = both(stack, engine, "passkeys", lambda session: note_use_of_passkey(session, passkey_id, 5, now()))
    assert told == (True, False)
