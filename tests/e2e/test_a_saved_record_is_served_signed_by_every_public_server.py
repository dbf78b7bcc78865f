"""The whole way of a change: HTTP in, DNS out."""

from functools import partial

from tests.stack import Stack
from tests.waiting import until


def test_a_record_is_answered_by_every_public_server_when_the_waiting_request_returns(stack: Stack) -> None:
    zone = stack.new_zone()
    changed = stack.add(zone, {"name": "www", "type": "A", "content": "192.0.2.1"}, wait=30)
    assert changed["status"]["state"] == "live"
    for port in stack.public_ports.values():
        assert stack.values(port, f"www.{zone}", "A") == {"192.0.2.1"}


def test_answers_carry_signatures(stack: Stack) -> None:
    zone = stack.new_zone()
    for port in stack.public_ports.values():
        message = stack.ask(port, zone, "NS", dnssec=True)
        assert message is not None
        assert "RRSIG NS 13" in "\n".join(rrset.to_text() for rrset in message.answer)


def test_a_deleted_zone_is_refused_by_every_public_server(stack: Stack) -> None:
    zone = stack.new_zone()

    def is_gone(port: int) -> bool:
        return stack.serial(port, zone) is None

    assert stack.api("DELETE", f"domains/{zone}").response == {"deleted": True}
    for port in stack.public_ports.values():
        until(partial(is_gone, port), f"{zone} is gone from port {port}")
