"""What the reader of master files understands."""

import pytest

from core.zone.zonefile import ParsedRecord, ParsedZone, parse_zone_file

ZONE = "harbour-lights.org"
SOA = "@ 3600 IN SOA ns1.dns-host.net. dnsadmin 5 86400 7200 2419200 60\n"


def read(text: str, soa: str = SOA) -> ParsedZone:
    return parse_zone_file(soa + text, ZONE)


def only(text: str, soa: str = SOA) -> ParsedRecord:
    (entry,) = read(text, soa).records
    return entry


def rdatas(text: str) -> list[str]:
    return [f"{entry.owner or '@'} {entry.record.type} {entry.record.rdata}" for entry in read(text).records]


def test_an_entry_tells_owner_ttl_content_and_line() -> None:
    entry = only("www 300 IN A 192.0.2.1\n")
    assert (entry.owner, entry.ttl, entry.record.type, entry.record.content) == ("www", 300, "A", "192.0.2.1")
    assert (entry.line, entry.comment) == (2, None)


def test_a_priority_is_kept_apart_from_the_content() -> None:
    record = only("@ 300 MX 10 mail\n").record
    assert (record.content, record.priority, record.rdata) == (
        *("mail.harbour-lights.org", 10, "10 mail.harbour-lights.org."),
    )


def test_a_blank_owner_is_the_previous_owner_not_the_origin() -> None:
    assert rdatas("www A 192.0.2.1\n\tA 192.0.2.2\n$ORIGIN sub\n\n  AAAA 2001:db8::1\n") == [
        *("www A 192.0.2.1", "www A 192.0.2.2", "www AAAA 2001:db8::1"),
    ]


def test_relative_names_are_completed_with_the_origin_of_the_moment() -> None:
    text = (
        "$ORIGIN eu\n@ MX 1 mx\n$origin de\nwww CNAME @\n$ORIGIN harbour-lights.org.\nx NS ns.x\n"
        "$ORIGIN .\ny.HARBOUR-lights.org SRV 1 2 3 z.example\n"
    )
    assert rdatas(text) == [
        "eu MX 1 mx.eu.harbour-lights.org.",
        "www.de.eu CNAME de.eu.harbour-lights.org.",
        "x NS ns.x.harbour-lights.org.",
        "y SRV 1 2 3 z.example.",
    ]


@pytest.mark.parametrize(
    "head", ["300 IN A", "IN 300 A", "300 A", "5m A", "in 5M a", "CLASS1 300 TYPE1", "0h5m IN A", "2m180s A"]
)
def test_ttl_and_class_come_in_any_order_and_case(head: str) -> None:
    entry = only(f"www {head} 192.0.2.1\n")
    assert (entry.ttl, entry.record.type) == (300, "A")


@pytest.mark.parametrize(
    ("text", "ttl"),
    [
        (SOA + "a A 192.0.2.1\n", 3600),
        (SOA + "b 5 A 192.0.2.2\na A 192.0.2.1\n", 5),
        (SOA + "$TTL 1h30m\nb 5 A 192.0.2.2\na A 192.0.2.1\n", 5400),
        ("$TTL 7\n" + SOA + "$TTL 8\na A 192.0.2.1\n", 8),
        (SOA.replace("3600 ", "") + "a A 192.0.2.1\n", 60),
        ("a A 192.0.2.1\n" + SOA, 86400),
        ("b 9 A 192.0.2.2\n" + SOA.replace("3600 ", "") + "a A 192.0.2.1\n", 9),
        (SOA + "a 0 A 192.0.2.1\n", 0),
        (SOA + "a 2147483647 A 192.0.2.1\n", 2147483647),
    ],
)
def test_a_missing_ttl_is_that_of_the_directive_else_the_last_else_of_the_soa_else_a_day(text: str, ttl: int) -> None:
    (found,) = {entry.ttl for entry in read(text, soa="").records if entry.owner == "a"}
    assert found == ttl


def test_parentheses_join_lines_anywhere() -> None:
    text = 'a ( 300\nIN ) A ( 192.0.2.1 ) ; end\nb (\n; note\n\n300 TXT ( "x;(" ; ) inside a comment\n("y"))\n) \n'
    assert rdatas(text) == ["a A 192.0.2.1", 'b TXT "x;(y"']


def test_the_line_of_an_entry_is_where_it_starts() -> None:
    assert [entry.line for entry in read("\na A (\n192.0.2.1\n)\nb A 192.0.2.1").records] == [3, 6]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_all_systems_are_understood(end: str) -> None:
    text = (SOA + "; note\na A 192.0.2.1\n  A 192.0.2.2\n").replace("\n", end)
    assert [(entry.owner, entry.line, entry.comment) for entry in parse_zone_file(text, ZONE).records] == [
        *(("a", 3, "note"), ("a", 4, None)),
    ]


def test_a_byte_order_mark_is_no_part_of_the_first_owner() -> None:
    assert parse_zone_file("\ufeff" + SOA, ZONE).records == []


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (r'"a\"b"', 'a"b'),
        (r'"a\\"', "a\\"),
        (r'"\065\059"', "A;"),
        (r'"\195\188"', "ü"),
        ('"ü"', "ü"),
        ('"a" "b"', "ab"),
        ('"a""b"', "ab"),
        ("a b", "ab"),
        (r"a\ b\;c\"d", 'a b;c"d'),
        ('"' + "x" * 300 + '"', "x" * 300),
        ('"$INCLUDE @ ( ;"', "$INCLUDE @ ( ;"),
    ],
)
def test_texts_are_read_as_meant(written: str, text: str) -> None:
    assert only(f"t 5 TXT {written}\n").record.content == text


@pytest.mark.parametrize(
    ("owner", "read_as"),
    [
        ("@", ""),
        ("harbour-lights.org.", ""),
        ("WWW.Harbour-Lights.ORG.", "www"),
        ("*", "*"),
        ("*.dev", "*.dev"),
        (r"\119ww", "www"),
        (r"\$pool", "$pool"),
        ("$pool", "$pool"),
        ("$pool.harbour-lights.org.", "$pool"),
        ("bücher", "xn--bcher-kva"),
        ("xn--bcher-kva", "xn--bcher-kva"),
        ("_sip._tcp", "_sip._tcp"),
        ("in", "in"),
        ("300", "300"),
        ("harbour-lights.org", "harbour-lights.org"),
    ],
)
def test_owners_are_read_as_relative_names_in_ascii(owner: str, read_as: str) -> None:
    assert only(f"{owner} 60 A 192.0.2.1\n").owner == read_as


def test_names_with_other_scripts_are_understood_in_the_content() -> None:
    assert only("a CNAME www.bücher.example.\n").record.content == "www.xn--bcher-kva.example"


def test_escapes_are_understood_in_names_and_addresses_of_the_content() -> None:
    assert rdatas("a CNAME \\119ww.example.\nb A 192.0.2.\\049\nc MX 1 m\\120\n") == [
        *("a CNAME www.example.", "b A 192.0.2.1", "c MX 1 mx.harbour-lights.org."),
    ]


def test_unknown_and_generic_forms_are_understood() -> None:
    assert rdatas("a TYPE65280 \\# 3 abcdef\nb TYPE16 \\# 2 0161\nc A \\# 4 c0000201\n") == [
        *("a TYPE65280 \\# 3 abcdef", 'b TXT "a"', "c A 192.0.2.1"),
    ]


def test_service_parameters_stay_whole() -> None:
    assert rdatas('@ HTTPS 1 . alpn="h2,h3" port=443\n') == ['@ HTTPS 1 . alpn="h2,h3" port="443"']


@pytest.mark.parametrize(
    ("lines", "comment"),
    [
        ("; above\na A 192.0.2.1", "above"),
        ("a A 192.0.2.1 ; beside", "beside"),
        ("; above\n;  and more\na A 192.0.2.1;beside", "above\n and more\nbeside"),
        ("; above\n;\n; after a gap\na A 192.0.2.1", "above\n\nafter a gap"),
        ("  ; indented\na A 192.0.2.1", "indented"),
        ("; far\n\na A 192.0.2.1", None),
        ("; of the directive\n$TTL 5\na A 192.0.2.1", None),
        (";; heading\na A 192.0.2.1", None),
        ("a A ( 192.0.2.1 ; of a field\n)", None),
        ("; above\na A ( 192.0.2.1 ; of a field\n) ; end", "above"),
        ("; " + "x" * 5000 + "\na A 192.0.2.1", "x" * 2000),
        (";\na A 192.0.2.1;", None),
    ],
)
def test_comments_above_and_beside_a_record_are_its_comment(lines: str, comment: str | None) -> None:
    assert only(lines).comment == comment


def test_a_comment_belongs_to_one_record_only() -> None:
    assert [entry.comment for entry in read("; one\na A 192.0.2.1\nb A 192.0.2.1\n").records] == ["one", None]


def test_duplicates_are_merged_with_a_warning() -> None:
    zone = read('a 5 A 192.0.2.1\nA 6 A 192.0.2.1 ; again\na TXT x\na TXT "x"\n')
    assert [(entry.ttl, entry.record.type) for entry in zone.records] == [(5, "A"), (6, "TXT")]
    assert zone.warnings == ["2 records stood in the file more than once"]


def test_the_soa_repeated_at_the_end_of_a_transfer_is_tolerated() -> None:
    assert len(read("a A 192.0.2.1\n" + SOA + "; the end\n").records) == 1


@pytest.mark.parametrize("rtype", ["RRSIG", "NSEC", "NSEC3", "NSEC3PARAM", "DNSKEY", "ZONEMD", "TYPE65534", "CDS"])
def test_what_the_signer_maintains_is_left_out_whatever_it_says(rtype: str) -> None:
    zone = read(f"x 5 {rtype} anything\n 5 {rtype.lower()} ( more\n) ; and\n A 192.0.2.1\n")
    assert [(entry.owner, entry.record.type) for entry in zone.records] == [("x", "A")]
    assert zone.warnings == [f"2 {rtype} records were left out: the signer makes its own"]


def test_the_soa_may_use_units_and_an_escaped_dot_and_be_split() -> None:
    soa = read("", "@ SOA ns1 (\n jo\\.doe 1 ; serial\n 1d 2h\n 4w 1m )\n").soa
    assert soa.rdata() == r"ns1.harbour-lights.org. jo\.doe.harbour-lights.org. 1 86400 7200 2419200 60"


def test_an_empty_owner_after_the_soa_is_the_apex() -> None:
    assert rdatas(" NS ns1.dns-host.net.\n") == ["@ NS ns1.dns-host.net."]


@pytest.mark.parametrize("soa_owner", ["harbour-lights.org", "$ORIGIN .\n@", "@", "harbour-lights.org."])
def test_the_soa_owners_of_cloudflare_mean_the_apex(soa_owner: str) -> None:
    text = f"{soa_owner} 60 IN SOA ns.example. admin.example. 1 2 3 4 5\n NS ns.example.com.\n"
    assert only(text, soa="").owner == ""


@pytest.mark.parametrize(
    ("directive", "made"),
    [
        ("1-3 h$ A 192.0.2.$", ["h1 A 192.0.2.1", "h2 A 192.0.2.2", "h3 A 192.0.2.3"]),
        ("0-4/2 h$ 60 IN A 192.0.2.$", ["h0 A 192.0.2.0", "h2 A 192.0.2.2", "h4 A 192.0.2.4"]),
        ("9-10 h${-8,3} A 192.0.2.${0}", ["h001 A 192.0.2.9", "h002 A 192.0.2.10"]),
        ("26-26 h${0,4,x}-${0,0,X}-${0,0,o} TXT $$", ['h001a-1a-32 TXT "$"']),
        ("5-5 $ PTR ${0,3,n}.example.", ["5 PTR 5.0.example."]),
        ("171-171 ${0,0,N} CNAME ${1,5,n}.example.", ["b.a CNAME c.a.0.example."]),
        ('1-1 h$ TXT "$ \\$"', ['h1 TXT "1 $"']),
        ("7-7 @ MX $ mx$", ["@ MX 7 mx7.harbour-lights.org."]),
    ],
)
def test_a_generate_directive_is_expanded(directive: str, made: list[str]) -> None:
    assert rdatas(f"$GENERATE {directive}\n") == made


def test_generated_records_carry_the_line_of_the_directive() -> None:
    assert {entry.line for entry in read("\n$generate 1-1000 h$ A 192.0.2.1\n").records} == {3}
