"""core.rndc against a real named."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.errors import Invalid
from core.rndc import Rndc, RndcError, quoted_zone_name
from tests.named_server import NamedServer, free_port, new_secret

ZONE = "$TTL 60\n@ SOA a. b. 1 60 60 600 60\n@ NS a.\n"


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NamedServer]:
    directory = tmp_path_factory.mktemp("named")
    server = NamedServer(directory, options="allow-new-zones yes;")
    server.write("zone.db", ZONE)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def rndc(named: NamedServer) -> Iterator[Rndc]:
    connection = Rndc(named.address, named.rndc_port, named.rndc_secret, timeout=10)
    yield connection
    connection.close()


def test_a_command_is_answered_with_its_text(rndc: Rndc) -> None:
    answer = rndc.call("status")
    assert answer.result == 0
    assert "server is up and running" in answer.text
    assert answer.error == ""


def test_many_commands_use_one_connection(rndc: Rndc) -> None:
    rndc.call("null")
    connection = rndc._connection
    assert connection is not None
    port = connection.getsockname()
    for _ in range(300):
        assert rndc.call("zonestatus nowhere.example").error == "not found"
    assert rndc._connection is connection
    assert connection.getsockname() == port


def test_adding_twice_and_deleting_twice_are_told_apart_from_success(rndc: Rndc) -> None:
    add = f'addzone {quoted_zone_name("twice.example")} {{ type primary; file "zone.db"; }};'
    assert rndc.call(add).result == 0
    again = rndc.call(add)
    assert again.result != 0
    assert "already exists" in again.error + again.text
    assert rndc.call("delzone twice.example").result == 0
    gone = rndc.call("delzone twice.example")
    assert gone.result != 0
    assert gone.error == "not found"


def test_an_unknown_command_is_a_refusal_and_the_connection_lives_on(rndc: Rndc) -> None:
    assert rndc.call("frobnicate").result != 0
    assert rndc.call("null").result == 0


def test_a_connection_survives_restarts_of_named(tmp_path: Path) -> None:
    server = NamedServer(tmp_path / "named").start()
    connection = Rndc(server.address, server.rndc_port, server.rndc_secret)
    try:
        assert connection.call("null").result == 0
        server.restart()
        assert connection.call("null").result == 0
        server.kill()
        with pytest.raises(RndcError):
            connection.call("null")
        server.start(tmp_path / "named" / "named.conf")
        assert connection.call("null").result == 0
    finally:
        connection.close()
        server.stop()


def test_a_wrong_key_is_an_error_not_an_answer(named: NamedServer) -> None:
    connection = Rndc(named.address, named.rndc_port, new_secret())
    with pytest.raises(RndcError):
        connection.call("status")


def test_nobody_listening_is_an_error() -> None:
    with pytest.raises(RndcError):
        Rndc("127.0.0.1", free_port(), new_secret(), timeout=1).call("status")


def test_a_secret_that_is_not_base64_is_refused() -> None:
    with pytest.raises(Invalid):
        Rndc("127.0.0.1", 953, "not base64!")


@pytest.mark.parametrize("command", ["status\nstop", "status\0", "status\rstop"])
def test_a_command_of_two_lines_never_reaches_the_wire(command: str) -> None:
    with pytest.raises(Invalid):
        Rndc("127.0.0.1", free_port(), new_secret(), timeout=1).call(command)


@pytest.mark.parametrize(
    "name",
    ['a"; };', "a b", "", "-clean", "a{b", "a;b", "a\\032b", "a//b", "a/*b", "a\n", "é.example", "a..b"],
)
def test_a_name_with_a_meaning_to_the_parser_is_refused(name: str) -> None:
    with pytest.raises(Invalid):
        quoted_zone_name(name)


@pytest.mark.parametrize("name", ["example.com", "xn--bcher-kva.example.", "0/25.2.0.192.in-addr.arpa", "_tcp.example"])
def test_ordinary_names_are_quoted(name: str) -> None:
    assert quoted_zone_name(name) == f'"{name}"'
