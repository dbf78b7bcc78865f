"""A name server that was ended, in order or not, serves all its zones again, signed, without help."""

import signal
from functools import partial

import pytest

from tests.e2e.edits import new_zones
from tests.stack import Stack
from tests.waiting import until

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def zones(stack: Stack) -> list[str]:
    found = [*new_zones(stack, 8), stack.new_zone(dnssecpolicy="nsec3"), stack.new_zone(dnssecpolicy="none")]
    for zone in found:
        stack.add(zone, {"name": "www", "type": "A", "content": "192.0.2.1"}, wait=30)
    return found


def end(stack: Stack, server: str, number: int) -> None:
    before = stack.pid(server)
    stack.kill(server, number)
    until(lambda: stack.pid(server) not in {0, before}, f"{server} is started again", 60)


def signatures(stack: Stack, port: int, zone: str) -> bool | None:
    """Tell whether an answer is signed; None without an answer."""
    message = stack.ask(port, f"www.{zone}", "A", dnssec=True)
    if message is None or not message.answer:
        return None
    return any(rrset.rdtype.name == "RRSIG" for rrset in message.answer)


def assert_serves_all(stack: Stack, port: int, zones: list[str]) -> None:
    for zone in zones:
        until(partial(stack.serial, port, zone), f"{zone} is served on port {port}", 60)
        assert stack.values(port, f"www.{zone}", "A") == {"192.0.2.1"}
        assert signatures(stack, port, zone) is (zone != zones[-1])


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_the_primary_comes_back_with_all_zones(stack: Stack, zones: list[str], number: int) -> None:
    port = stack.info["primary"]["port"]
    before = {zone: stack.serial(port, zone) for zone in zones}
    end(stack, "primary", number)
    assert_serves_all(stack, port, zones)
    assert {zone: stack.serial(port, zone) for zone in zones} == before
    stack.add(zones[0], {"name": f"after{number}", "type": "A", "content": "192.0.2.2"}, wait=30)
    stack.wait_until_live(zones[0])


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_both_public_servers_come_back_with_all_zones(stack: Stack, zones: list[str], number: int) -> None:
    for server in stack.public_ports:
        end(stack, server, number)
    for port in stack.public_ports.values():
        assert_serves_all(stack, port, zones)
    zone = stack.new_zone()
    stack.api("DELETE", f"domains/{zone}")


def test_a_public_server_that_lost_everything_gets_it_back(stack: Stack, zones: list[str]) -> None:
    stack.stop("ns2_sync")
    stack.stop("ns2")
    for directory in (stack.layout.state / "ns2", stack.layout.state / "ns2_sync"):
        for path in directory.iterdir():
            if path.name == "named.conf":
                continue
            if path.is_dir():
                # what named needs is made with its configuration; what is in it is what it lost
                for file in (found for found in path.rglob("*") if found.is_file()):
                    file.unlink()
            else:
                path.unlink()
    stack.start("ns2")
    stack.start("ns2_sync")
    assert_serves_all(stack, stack.public_ports["ns2"], zones)
    stack.wait_until_all_answer()
    zone = stack.new_zone()
    stack.api("DELETE", f"domains/{zone}")
