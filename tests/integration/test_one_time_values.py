"""Values for one use, on a real memcached: one of many gets it, and a server that is away says so."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest

from core.errors import TryLater
from core.sessions import OneTimeValues
from core.settings import Address, SessionSettings
from tests.daemons import Daemon
from tests.waiting import until


@pytest.fixture
def values(memcached: Daemon) -> OneTimeValues:
    return OneTimeValues(SessionSettings((Address("127.0.0.1", memcached.port),), 60, 60), "api")


def test_a_value_is_taken_once(values: OneTimeValues) -> None:
    values.put("challenge", "name", {"user_id": 1}, 60)
    assert values.take("challenge", "name") == {"user_id": 1}
    assert values.take("challenge", "name") is None


def test_a_value_is_nothing_to_another_purpose_or_service(values: OneTimeValues, memcached: Daemon) -> None:
    values.put("challenge", "name", {}, 60)
    elsewhere = OneTimeValues(SessionSettings((Address("127.0.0.1", memcached.port),), 60, 60), "web")
    assert values.take("code", "name") is None
    assert elsewhere.take("challenge", "name") is None
    assert values.take("challenge", "name") == {}


def test_of_many_who_take_a_value_at_once_one_gets_it(values: OneTimeValues) -> None:
    with ThreadPoolExecutor(8) as threads:
        for _ in range(30):
            name = uuid.uuid4().hex
            values.put("challenge", name, {"taken": True}, 60)
            taken = list(threads.map(lambda _, name=name: values.take("challenge", name), range(8)))
            assert sorted(map(bool, taken)) == [False] * 7 + [True]


def test_a_value_lives_as_long_as_was_said(values: OneTimeValues) -> None:
    # taking a value ends it, so another one of the same life is tried each time
    names = iter([f"name {number}" for number in range(2000)])
    for number in range(2000):
        values.put("challenge", f"name {number}", {"is": "there"}, 2)
    assert values.take("challenge", next(names)) == {"is": "there"}
    until(lambda: values.take("challenge", next(names)) is None, "the values are over", 10)


def test_a_server_that_is_away_is_no_value_that_is_gone(values: OneTimeValues, memcached: Daemon) -> None:
    values.put("challenge", "name", {}, 60)
    memcached.stop()
    with pytest.raises(TryLater):
        values.take("challenge", "name")
    with pytest.raises(TryLater):
        values.put("challenge", "name", {}, 60)
