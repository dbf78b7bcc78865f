"""What public servers transfer is what was saved, and every signature in it holds."""

import uuid
from pathlib import Path
from typing import Any

import dns.name
import pytest

from tests.e2e.saved_zone import assert_served_as_saved, delv, verify_signatures
from tests.record_cases import CASES
from tests.stack import Stack

DS = "12345 13 2 89abcdef0123456789abcdef0123456789abcdef0123456789abcdef01234567"


def record(name: str, record_type: str, content: str, priority: int | None = None, ttl: int = 300) -> dict[str, Any]:
    return {"name": name, "type": record_type, "content": content, "priority": priority, "ttl": ttl}


HOSTS = [
    record("www", "A", "192.0.2.1"),
    record("www", "AAAA", "2001:db8::1"),
    record("", "TXT", 'v=spf1 -all; "quoted" \\ back'),
    record("_sip._tcp", "SRV", "5 5060 www.example.org", 10),
]
CUTS_AND_WILDCARDS = [
    record("child", "NS", "ns1.child.example.net"),
    record("child", "DS", DS),
    record("unsigned", "NS", "ns1.example.net"),
    record("glued", "NS", "ns.glued.{zone}"),
    record("ns.glued", "A", "192.0.2.53"),
    record("*", "A", "192.0.2.2"),
    record("*.deep.down", "MX", "mail.example.org", 10),
    record("moved", "DNAME", "elsewhere.example.org"),
    record("alias", "CNAME", "www.example.org"),
]
POINTERS = [record("1", "PTR", "host1.example.org"), record("2", "PTR", "host2.example.org")]


def unused() -> str:
    return uuid.uuid4().hex[:8]


def reverse_name() -> str:
    number = uuid.uuid4().int
    return f"{number % 250}.{number // 250 % 250}.{number // 62500 % 250}.in-addr.arpa"


def reverse_name_6() -> str:
    return ".".join(f"{uuid.uuid4().int:x}"[:20]) + ".8.b.d.0.1.0.0.2.ip6.arpa"


KINDS: dict[str, tuple[str, str, list[dict[str, Any]]]] = {
    "default": (f"d{unused()}.org", "default", HOSTS),
    "nsec3": (f"n{unused()}.org", "nsec3", HOSTS),
    "unsigned": (f"u{unused()}.org", "none", HOSTS),
    "idn": (f"bücher-{unused()}.org", "default", [*HOSTS, record("müller", "A", "192.0.2.3")]),
    "in-addr.arpa": (reverse_name(), "default", POINTERS),
    "ip6.arpa": (reverse_name_6(), "nsec3", POINTERS),
    "cuts": (f"c{unused()}.org", "default", CUTS_AND_WILDCARDS),
    "cuts nsec3": (f"c{unused()}.org", "nsec3", CUTS_AND_WILDCARDS),
}


def one_of_each_type() -> list[dict[str, Any]]:
    """The first good case of every type, each under a name of its own; CDS and CDNSKEY are the signer's here."""
    first: dict[str, dict[str, Any]] = {}
    for case in CASES:
        kind = case.type.upper()
        if case.accepted and kind not in {"CDS", "CDNSKEY"} and kind not in first:
            first[kind] = record(f"t-{kind.lower()}", kind, case.content, case.priority)
    first["DS"]["name"] = first["NS"]["name"]
    first["CSYNC"]["name"] = ""
    return list(first.values())


@pytest.mark.parametrize("kind", KINDS)
def test_a_zone_is_served_as_saved_and_every_signature_holds(stack: Stack, kind: str, tmp_path: Path) -> None:
    zone, policy, records = KINDS[kind]
    ascii_zone = dns.name.from_unicode(zone).to_text(omit_final_dot=True)
    stack.api("POST", "domains", {"domain": zone, "dnssecpolicy": policy}).response  # noqa: B018 - fails if refused
    stack.add(zone, *[entry | {"content": entry["content"].format(zone=ascii_zone)} for entry in records], wait=30)
    stack.wait_until_live(zone)
    assert_served_as_saved(stack, zone, ascii_zone)
    if policy == "none":
        return
    for port in stack.public_ports.values():
        transferred = stack.transfer(port, ascii_zone)
        verify_signatures(transferred, tmp_path)
        assert "; fully validated" in delv(transferred, port, tmp_path, ascii_zone, "NS")
        negative = delv(transferred, port, tmp_path, f"no.such.name.{ascii_zone}", "TXT")
        assert "; negative response, fully validated" in negative, negative


def test_a_zone_with_a_record_of_every_type_is_served_as_saved(stack: Stack, tmp_path: Path) -> None:
    records = one_of_each_type()
    assert len(records) >= 40
    zone = stack.new_zone()
    stack.add(zone, *records)
    stack.wait_until_live(zone)
    assert_served_as_saved(stack, zone)
    for port in stack.public_ports.values():
        verify_signatures(stack.transfer(port, zone), tmp_path)


@pytest.mark.slow
def test_every_accepted_content_is_served_as_saved(stack: Stack, tmp_path: Path) -> None:
    zone = stack.new_zone()
    # CSYNC may stand at the apex alone, DS beside NS, and the rest is the signer's
    elsewhere = {"CDS", "CDNSKEY", "DS", "CSYNC"}
    cases = [case for case in CASES if case.accepted and case.type.upper() not in elsewhere]
    short = [case for case in cases if len(case.content) < 2000]
    stack.add(zone, *[record(f"n{n}", case.type, case.content, case.priority) for n, case in enumerate(short)])
    stack.wait_until_live(zone)
    assert_served_as_saved(stack, zone)
    for port in stack.public_ports.values():
        verify_signatures(stack.transfer(port, zone), tmp_path)


@pytest.mark.slow
def test_a_zone_of_two_thousand_records_is_served_as_saved(stack: Stack, tmp_path: Path) -> None:
    zone = stack.new_zone()
    stack.add(zone, *[record(f"h{n}", "A", f"192.0.2.{n % 256}") for n in range(2000)])
    stack.wait_until_live(zone)
    assert_served_as_saved(stack, zone)
    for port in stack.public_ports.values():
        verify_signatures(stack.transfer(port, zone), tmp_path)
