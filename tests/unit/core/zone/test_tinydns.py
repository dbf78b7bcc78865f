"""Data files of tinydns: every kind of line, and refusals that name the line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Invalid
from core.zone.zonefile.tinydns import parse_tinydns
from core.zone.zonefile.values import ImportLimits

ZONE = "harbour-lights.org"
HEAD = f".{ZONE}:192.0.2.53:a\n"


def read(text: str) -> set[str]:
    parsed = parse_tinydns(HEAD + text, ZONE)
    return {f"{r.owner} {r.ttl} {r.record.type} {r.record.rdata}" for r in parsed.records[2:]}


def test_a_dot_line_makes_soa_ns_and_address() -> None:
    parsed = parse_tinydns(HEAD, ZONE)
    assert parsed.soa.rdata() == f"a.ns.{ZONE}. hostmaster.{ZONE}. 1 16384 2048 1048576 2560"
    assert [(r.owner, r.ttl, r.record.type, r.record.content) for r in parsed.records] == [
        ("", 300, "NS", f"a.ns.{ZONE}"),
        ("a.ns", 300, "A", "192.0.2.53"),
    ]


@pytest.mark.parametrize(
    ("line", "records"),
    [
        (f"&sub.{ZONE}:192.0.2.1:b:60", {f"sub 60 NS b.ns.sub.{ZONE}.", "b.ns.sub 60 A 192.0.2.1"}),
        (f"&sub.{ZONE}::ns.example.net", {"sub 300 NS ns.example.net."}),
        (f".sub.{ZONE}::ns.example.net", {"sub 300 NS ns.example.net."}),
        (f"=www.{ZONE}:192.0.2.1", {"www 300 A 192.0.2.1"}),
        (f"+WWW.{ZONE}.:192.0.2.1:5::", {"www 5 A 192.0.2.1"}),
        (f"+www.{ZONE}:20010db8000000000000000000000001", {"www 300 AAAA 2001:db8::1"}),
        (f"6www.{ZONE}:20010db8000000000000000000000001:7", {"www 7 AAAA 2001:db8::1"}),
        (f"3www.{ZONE}:20010db8000000000000000000000001", {"www 300 AAAA 2001:db8::1"}),
        (f"@{ZONE}:192.0.2.2:m:10:90", {f" 90 MX 10 m.mx.{ZONE}.", "m.mx 90 A 192.0.2.2"}),
        (f"@{ZONE}::mail.example.net", {" 300 MX 0 mail.example.net."}),
        (f"'t.{ZONE}:v=spf1 -all", {'t 300 TXT "v=spf1 -all"'}),
        (rf"'t.{ZONE}:a\072b\042\134c:60", {r't 60 TXT "a:b\"\\c"'}),
        (rf"'t.{ZONE}:\303\251\377", {r't 300 TXT "\195\169\255"'}),
        (f"^1.{ZONE}:host.example.net", {"1 300 PTR host.example.net."}),
        (f"Cwww.{ZONE}:x.example.net:60", {"www 60 CNAME x.example.net."}),
        (rf"+\052.{ZONE}:192.0.2.1", {"* 300 A 192.0.2.1"}),
        (f"S_s._tcp.{ZONE}:192.0.2.9:s.{ZONE}:5060:1:2", {f"_s._tcp 300 SRV 1 2 5060 s.{ZONE}.", "s 300 A 192.0.2.9"}),
        ("# comment", set()),
        (f"-www.{ZONE}:192.0.2.1", set()),
        ("   ", set()),
    ],
)  # fmt: skip
def test_every_kind_of_line_is_read(line: str, records: set[str]) -> None:
    assert read(line) == records


def test_a_z_line_says_the_whole_soa_and_addresses_outside_are_left_out() -> None:
    text = f"Z{ZONE}:ns1.example.net:admin.example.net:77:1:2:3:4:60\n&{ZONE}:192.0.2.1:ns1.example.net\n"
    parsed = parse_tinydns(text, ZONE)
    assert parsed.soa.rdata() == "ns1.example.net. admin.example.net. 77 1 2 3 4"
    assert [record.record.type for record in parsed.records] == ["NS"]
    assert parsed.warnings == ["1 addresses of servers outside the zone were left out"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("%in:192.168", "Location-Data is not supported"),
        (f":{ZONE}:33:x", "Custom records are not supported"),
        (f"+www.{ZONE}:192.0.2.1:60:4000000038af1379", "Timestamped records are not supported"),
        (f"+www.{ZONE}:192.0.2.1:60::in", "Location-Specific records are not supported"),
        (f"!www.{ZONE}", "Unknown Record Type"),
        (f"+www.{ZONE}:192.0.2.1:60::in:more", "Invalid Line"),
        ("+", "Invalid Line"),
        (f"+www.{ZONE}:192.0.2.999", "IPv4"),
        (f"6www.{ZONE}:192.0.2.1", "32 hex digits"),
        (f"+www.{ZONE}:192.0.2.1:1h", "TTL"),
        (f"@{ZONE}::m:70000", "distance"),
        ("+www.example.net:192.0.2.1", "outside the zone"),
        (f"Zsub.{ZONE}:a.b:c.d", "SOA of sub"),
        (f"C{ZONE}:x.example.net", "CNAME at domain root"),
        (f"+a..{ZONE}:192.0.2.1", "empty"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_its_line(line: str, reason: str) -> None:
    with pytest.raises(Invalid, match=reason) as refusal:
        parse_tinydns(f"{HEAD}\n{line}\n", ZONE)
    assert refusal.value.message.startswith("line 3: ")


def test_a_file_without_soa_or_beyond_the_limits_is_refused() -> None:
    with pytest.raises(Invalid, match="no SOA"):
        parse_tinydns(f"+www.{ZONE}:192.0.2.1\n", ZONE)
    with pytest.raises(Invalid, match="more than 3 records"):
        parse_tinydns(
            HEAD + "".join(f"+w{n}.{ZONE}:192.0.2.1\n" for n in range(9)), ZONE, limits=ImportLimits(max_records=3)
        )


FIELDS = st.sampled_from(
    ["", ZONE, f"www.{ZONE}", "x", "192.0.2.1", "20010db8" + "0" * 24, "5", r"\072", "\\", "ü", "\ud800", "*"]
)


@given(st.lists(st.tuples(st.sampled_from(".&=+63@'^CSZ#-%:!"), st.lists(FIELDS, max_size=9)), max_size=6))
def test_random_lines_are_read_or_refused_in_a_short_sentence_and_nothing_else(
    lines: list[tuple[str, list[str]]],
) -> None:
    text = "\n".join(kind + ":".join(fields) for kind, fields in lines)
    try:
        message, records = "", len(parse_tinydns(HEAD + text, ZONE).records)
    except Invalid as refusal:
        message, records = refusal.message, 2
    assert records >= 2
    assert len(message) < 600
