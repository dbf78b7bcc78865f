"""The serial is read from answers as a library of DNS writes them, and from nothing else."""

import dns.flags
import dns.message
import dns.rcode
import dns.rrset
import pytest

from worker.soa_question import NotAnAnswer, serial_in, soa_question

ZONE = "first.org"
QUESTION = soa_question(4711, ZONE)


def answer(*records: tuple[str, str], flags: int = dns.flags.AA, rcode: int = dns.rcode.NOERROR) -> bytes:
    message = dns.message.make_response(dns.message.from_wire(QUESTION))
    message.flags |= flags
    message.set_rcode(dns.rcode.Rcode(rcode))
    for rdtype, rdata in records:
        message.answer.append(dns.rrset.from_text(f"{ZONE}.", 60, "IN", rdtype, rdata))
    return message.to_wire()


def soa(serial: int) -> tuple[str, str]:
    return "SOA", f"ns1.{ZONE}. admin.else.where.example. {serial} 1 2 3 4"


def test_the_question_is_one_for_the_soa() -> None:
    message = dns.message.from_wire(QUESTION)
    assert message.id == 4711
    assert message.flags == 0
    assert [rrset.to_text() for rrset in message.question] == [f"{ZONE}. IN SOA"]


@pytest.mark.parametrize("serial", [0, 2026112501, 2**32 - 1])
def test_the_serial_is_read(serial: int) -> None:
    assert serial_in(answer(soa(serial)), QUESTION) == serial
    assert serial_in(answer(("TXT", '"before it"'), soa(serial)), QUESTION) == serial


def test_an_answer_without_authority_a_refusal_and_an_empty_one_tell_none() -> None:
    assert serial_in(answer(soa(1), flags=0), QUESTION) is None
    assert serial_in(answer(soa(1), rcode=dns.rcode.SERVFAIL), QUESTION) is None
    assert serial_in(answer(), QUESTION) is None


def test_what_does_not_answer_the_question_is_no_answer() -> None:
    whole = answer(soa(1))
    others = [QUESTION, whole.replace(b"\x05first", b"\x05other"), b"\0\0" + whole[2:], b"", b"\x12"]
    for wire in others:
        with pytest.raises(NotAnAnswer):
            serial_in(wire, QUESTION)


def test_no_answer_that_was_cut_is_taken_for_a_whole_one() -> None:
    whole = answer(soa(1))
    for length in range(len(whole)):
        with pytest.raises(NotAnAnswer):
            serial_in(whole[:length], QUESTION)
