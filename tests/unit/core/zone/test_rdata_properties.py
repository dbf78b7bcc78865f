"""Whatever is accepted survives text and wire, for values nobody thought of."""

import ipaddress

import dns.rdata
import dns.rdataclass
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Invalid
from core.zone.rdata import RECORD_TYPES, RecordData, canonical, from_wire_form
from core.zone.rdata.record_data import PRIORITY_TYPES
from tests.record_cases import CASES, Case

LABELS = st.from_regex(r"[a-z0-9]([a-z0-9]{0,20}[a-z0-9])?", fullmatch=True)
HOSTS = st.lists(LABELS, min_size=2, max_size=6).map(".".join).filter(lambda name: not name[-1].isdigit())
NUMBERS = st.integers(0, 65535)
SMALL = st.integers(0, 255)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=600).filter(
    lambda text: text.strip(" \t\r\n") != ""
)


def survives(record: RecordData) -> None:
    """Assert that the record is its own canonical form and comes back from the wire as it was."""
    assert canonical(record.type, record.content, record.priority) == record
    assert record.rdata.isascii()
    assert record.rdata.isprintable()
    rdata = dns.rdata.from_text(dns.rdataclass.IN, record.type, record.rdata, relativize=False)
    wire = rdata.to_wire() or b""
    assert from_wire_form(dns.rdata.from_wire(dns.rdataclass.IN, rdata.rdtype, wire, 0, len(wire))) == record


@given(st.ip_addresses(v=4))
def test_every_ipv4_address_survives(address: ipaddress.IPv4Address) -> None:
    survives(canonical("A", str(address), None))


@given(st.ip_addresses(v=6))
def test_every_ipv6_address_survives_and_has_one_form(address: ipaddress.IPv6Address) -> None:
    record = canonical("AAAA", address.exploded.upper(), None)
    assert record == canonical("AAAA", str(address), None)
    survives(record)


@given(TEXT)
def test_every_text_survives_as_it_was_meant(text: str) -> None:
    record = canonical("TXT", "plain: " + text, None)
    survives(record)
    assert record.content == "plain: " + text.rstrip(" \t\r\n")
    reads_or_refuses("TXT", f'"{text}"', None)


@given(st.binary(min_size=0, max_size=600))
def test_every_octet_string_in_a_txt_record_survives(octets: bytes) -> None:
    escaped = "".join(f"\\{octet:03d}" for octet in octets)
    survives(canonical("TXT", f'"{escaped}"', None))


@given(HOSTS, NUMBERS, NUMBERS, NUMBERS)
def test_every_host_survives_as_a_target(host: str, priority: int, weight: int, port: int) -> None:
    for record_type in ("CNAME", "NS", "PTR", "DNAME"):
        survives(canonical(record_type, host.upper() + ".", None))
    survives(canonical("MX", host, priority))
    survives(canonical("SRV", f"{weight} {port} {host}", priority))
    survives(canonical("HTTPS", f"{host} port={port}" if priority else host, priority))


@given(SMALL, st.from_regex(r"[A-Za-z0-9]{1,15}", fullmatch=True), st.binary(max_size=300))
def test_every_caa_value_survives(flags: int, tag: str, value: bytes) -> None:
    escaped = "".join(f"\\{octet:03d}" for octet in value)
    survives(canonical("CAA", f'{flags} {tag} "{escaped}"', None))


@given(st.sampled_from([0, 1, 2, 3, 255]), st.sampled_from([0, 1, 255]), st.binary(min_size=1, max_size=200))
def test_every_tlsa_value_survives(usage: int, selector: int, octets: bytes) -> None:
    for record_type in ("TLSA", "SMIMEA"):
        survives(canonical(record_type, f"{usage} {selector} 0 {octets.hex()}", None))
        survives(canonical(record_type, f"{usage} {selector} 1 {octets[:1].hex() * 32}", None))


@given(st.integers(263, 32767), st.binary(max_size=300))
def test_every_unknown_type_survives(number: int, octets: bytes) -> None:
    survives(canonical(f"TYPE{number}", rf"\# {len(octets)} {octets.hex()}", None))


@given(st.sampled_from(CASES), st.text(max_size=6), st.floats(0, 1))
def test_damaged_content_is_refused_or_survives(case: Case, junk: str, where: float) -> None:
    cut = int(len(case.content) * where)
    reads_or_refuses(case.type, case.content[:cut] + junk + case.content[cut:], case.priority)


@given(st.sampled_from(RECORD_TYPES), st.text(max_size=60))
def test_any_text_is_refused_or_survives(record_type: str, content: str) -> None:
    reads_or_refuses(record_type, content, 1 if record_type in PRIORITY_TYPES else None)


def reads_or_refuses(record_type: str, content: str, priority: int | None) -> None:
    try:
        record = canonical(record_type, content, priority)
    except Invalid:
        return
    survives(record)
