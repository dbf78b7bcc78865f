"""The question for a SOA and the serial in its answer, as octets (RFC 1035 section 4).

A library that knows all of DNS takes fifteen times as long, and every new version is asked for at every public server,
several times.
"""

import struct

import dns.name

HEADER = struct.Struct("!HHHHHH")
QUESTION_END = struct.pack("!HH", 6, 1)
RECORD = struct.Struct("!HHIH")

RESPONSE, AUTHORITATIVE, RCODE = 0x8000, 0x0400, 0x000F
SOA, POINTER = 6, 0xC0
# behind the two names of a SOA: serial, refresh, retry, expire, minimum
NUMBERS = struct.Struct("!IIIII")


class NotAnAnswer(ValueError):
    """What came is not an answer to the question."""


def soa_question(query_id: int, zone: str) -> bytes:
    """Return the question for the SOA of a zone."""
    return HEADER.pack(query_id, 0, 1, 0, 0, 0) + dns.name.from_text(zone).to_digestable() + QUESTION_END


def id_of(message: bytes) -> int:
    """Return the id of a message.

    Raises:
        NotAnAnswer: it is too short to be one.
    """
    if len(message) < HEADER.size:
        raise NotAnAnswer
    return int.from_bytes(message[:2], "big")


def serial_in(answer: bytes, question: bytes) -> int | None:
    """Return the serial an answer tells with authority, None if it tells none.

    Raises:
        NotAnAnswer: it does not answer this question, or ends too early.
    """
    try:
        query_id, flags, _questions, answers, _authorities, _more = HEADER.unpack_from(answer)
        if query_id != id_of(question) or not flags & RESPONSE:
            raise NotAnAnswer
        if flags & RCODE or not flags & AUTHORITATIVE:
            return None
        # a server repeats the question as it was asked, except perhaps for upper and lower case
        if answer[HEADER.size : len(question)].lower() != question[HEADER.size :].lower():
            raise NotAnAnswer
        return _first_serial(answer, len(question), answers)
    except (struct.error, IndexError) as error:
        raise NotAnAnswer from error


def _first_serial(answer: bytes, position: int, count: int) -> int | None:
    for _ in range(count):
        position = _after_name(answer, position)
        rdtype, _class, _ttl, size = RECORD.unpack_from(answer, position)
        position += RECORD.size + size
        if rdtype == SOA:
            serial: int = NUMBERS.unpack_from(answer, position - NUMBERS.size)[0]
            return serial
    return None


def _after_name(answer: bytes, position: int) -> int:
    while (length := answer[position]) and length < POINTER:
        position += 1 + length
    return position + (2 if length else 1)
