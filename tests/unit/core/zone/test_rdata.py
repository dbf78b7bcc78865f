"""Every record case: what is accepted is canonical and survives text and wire, what is refused says why."""

import dns.rdata
import dns.rdataclass
import dns.rdatatype
import pytest

from core.errors import Invalid
from core.zone.rdata import RECORD_TYPES, RecordData, canonical, display, from_wire_form
from tests.record_cases import CASES, Case

ACCEPTED = [case for case in CASES if case.accepted]
REFUSED = [case for case in CASES if not case.accepted]


def label(case: Case) -> str:
    return ascii(f"{case.type} {case.content[:40]}")


def through_the_wire(record: RecordData) -> RecordData:
    rdata = dns.rdata.from_text(dns.rdataclass.IN, record.type, record.rdata, relativize=False)
    wire = rdata.to_wire()
    assert wire is not None
    return from_wire_form(dns.rdata.from_wire(dns.rdataclass.IN, rdata.rdtype, wire, 0, len(wire)))


@pytest.mark.parametrize("case", ACCEPTED, ids=label)
def test_accepted_content_has_one_canonical_form_that_reads_back_as_itself(case: Case) -> None:
    record = canonical(case.type, case.content, case.priority)
    assert record.content == case.canonical_content
    assert record.type == case.type.upper()
    assert record.priority == case.priority
    assert canonical(record.type, record.content, record.priority) == record


@pytest.mark.parametrize("case", ACCEPTED, ids=label)
def test_accepted_content_is_the_same_after_text_wire_and_text(case: Case) -> None:
    record = canonical(case.type, case.content, case.priority)
    assert through_the_wire(record) == record


@pytest.mark.parametrize("case", ACCEPTED, ids=label)
def test_rdata_is_one_line_of_printable_ascii_with_balanced_quotes(case: Case) -> None:
    rdata = canonical(case.type, case.content, case.priority).rdata
    assert rdata.isascii()
    assert rdata.isprintable()
    plain = rdata.replace("\\\\", "").replace('\\"', "")
    assert plain.count('"') % 2 == 0
    outside = "".join(plain.split('"')[::2])
    assert not set(outside.replace("\\(", "").replace("\\)", "").replace("\\;", "")) & set(";()")


@pytest.mark.parametrize("case", REFUSED, ids=label)
def test_refused_content_is_refused_with_a_sentence(case: Case) -> None:
    with pytest.raises(Invalid) as refusal:
        canonical(case.type, case.content, case.priority)
    assert case.reason_contains is not None
    assert case.reason_contains in refusal.value.message
    refusal.value.message.encode()


def test_the_cases_cover_every_type_with_good_and_bad_content() -> None:
    assert len(CASES) >= 450
    assert {case.type for case in ACCEPTED} >= set(RECORD_TYPES)
    assert {case.type for case in REFUSED} >= set(RECORD_TYPES)


def test_at_least_forty_types_are_known_and_soa_is_not_among_them() -> None:
    assert len(RECORD_TYPES) >= 40
    assert len(set(RECORD_TYPES)) == len(RECORD_TYPES)
    assert "SOA" not in RECORD_TYPES


@pytest.mark.parametrize(
    ("record_type", "text"),
    [
        ("SOA", "a. b. 1 1 1 1 1"),
        ("DNSKEY", "257 3 13 AQNRU3mG"),
        ("NSEC", "a. A"),
        ("NSEC3PARAM", "1 0 0 -"),
        ("SPF", '"v=spf1 -all"'),
        ("NS", "_under.example."),
        ("MX", "10 192.0.2.1."),
        ("TLSA", "4 1 1 " + "00" * 32),
        ("MX", "10 ."),
        ("CNAME", "."),
        ("KX", "10 _k.example."),
    ],
)
def test_values_from_a_zone_file_obey_the_same_rules(record_type: str, text: str) -> None:
    with pytest.raises(Invalid):
        from_wire_form(dns.rdata.from_text(dns.rdataclass.IN, record_type, text))


@pytest.mark.parametrize(
    ("record_type", "text", "content", "priority"),
    [
        ("MX", "10 Mail.Example.", "mail.example", 10),
        ("SRV", "1 2 3 Web.Example.", "2 3 web.example", 1),
        ("TXT", '"a" "b"', "ab", None),
        ("TXT", '"\\255"', '"\\255"', None),
        ("HTTPS", "1 . alpn=h2", '. alpn="h2"', 1),
        ("LOC", "52 N 4 E 1m 1.55m", "52 0 0.000 N 4 0 0.000 E 1.00m", None),
        ("TYPE65280", "\\# 1 ff", "\\# 1 ff", None),
    ],
)
def test_values_from_a_zone_file_become_canonical(
    record_type: str, text: str, content: str, priority: int | None
) -> None:
    record = from_wire_form(dns.rdata.from_text(dns.rdataclass.IN, record_type, text))
    assert (record.content, record.priority) == (content, priority)
    assert through_the_wire(record) == record


@pytest.mark.parametrize(
    ("record_type", "content", "shown"),
    [
        ("MX", "xn--bcher-kva.example", "bücher.example"),
        ("SRV", "1 2 xn--bcher-kva.example", "1 2 bücher.example"),
        ("HTTPS", 'xn--bcher-kva.example alpn="h2"', 'bücher.example alpn="h2"'),
        ("KX", "1 xn--bcher-kva.example", "1 bücher.example"),
        ("CNAME", "plain.example", "plain.example"),
        ("TXT", "say xn--bcher-kva.example", "say xn--bcher-kva.example"),
        ("CAA", '0 issue "xn--bcher-kva.example"', '0 issue "xn--bcher-kva.example"'),
        ("CNAME", "xn--.example", "xn--.example"),
        ("TYPE65280", "\\# 1 00", "\\# 1 00"),
    ],
)
def test_names_in_content_are_shown_in_unicode(record_type: str, content: str, shown: str) -> None:
    assert display(record_type, content) == shown
    if shown != content:
        priority = 1 if record_type in ("MX", "SRV", "HTTPS") else None
        assert canonical(record_type, shown, priority).content == content


def test_a_priority_is_no_truth_value() -> None:
    with pytest.raises(Invalid, match="numeric"):
        canonical("MX", "mail.example.org", True)
