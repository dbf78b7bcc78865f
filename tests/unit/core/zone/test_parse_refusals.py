"""What the reader of master files refuses: the whole file, naming the line and the reason, and quickly."""

import string

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.errors import Invalid
from core.zone.zonefile import ImportLimits, parse_zone_file

ZONE = "harbour-lights.org"
SOA = "@ 3600 IN SOA ns1.dns-host.net. dnsadmin 5 86400 7200 2419200 60\n"


def refusal(text: str, limits: ImportLimits | None = None) -> str:
    with pytest.raises(Invalid) as caught:
        parse_zone_file(text, ZONE, limits=limits or ImportLimits())
    return caught.value.message


# Every text stands below the SOA, so its own first line is line 2.
@pytest.mark.parametrize(
    ("text", "reason"),
    [
        # Directives
        ("$INCLUDE /etc/passwd", "line 2: $INCLUDE is not supported"),
        ("\n$include other.zone sub", "line 3: $INCLUDE is not supported"),
        ("$ORIGIN", "line 2: $ORIGIN needs one name"),
        ("$ORIGIN a b", "line 2: $ORIGIN needs one name"),
        ("$TTL", "line 2: $TTL needs one TTL"),
        ("$TTL soon", "line 2: 'soon' is not a TTL"),
        ("$TTL 2147483648", "line 2: a TTL is at most 2147483647 seconds"),
        ("$UNKNOWN thing", "line 2: $UNKNOWN is no directive known here"),
        ("$GENERATE 1-2000 h$ A 192.0.2.1", "line 2: $GENERATE makes 2000 records, at most 1000"),
        ("$GENERATE 0-2147483647 h$ A 192.0.2.1", "line 2: $GENERATE makes 2147483648 records"),
        ("$GENERATE 1-2 h$", "line 2: $GENERATE needs a range, an owner"),
        ("$GENERATE 1..2 h$ A 192.0.2.1", "line 2: $GENERATE needs a range such as"),
        ("$GENERATE 2-1 h$ A 192.0.2.1", "line 2: the $GENERATE range"),
        ("$GENERATE 1-2/0 h$ A 192.0.2.1", "line 2: the $GENERATE range"),
        ("$GENERATE 1-9999999999 h$ A 192.0.2.1", "line 2: the $GENERATE range"),
        ("$GENERATE 1-2 h${x} A 192.0.2.1", "line 2: a $GENERATE modifier"),
        ("$GENERATE 1-2 h${0,128} A 192.0.2.1", "line 2: a $GENERATE width"),
        ("$GENERATE 1-2 h${-9,0,x} A 192.0.2.1", "line 2: a $GENERATE offset"),
        ("$GENERATE 1-2 h$ A 192.0.2.300", "line 2: "),
        # Syntax
        ('\na TXT "open\nb A 192.0.2.1', "line 3: a quoted string does not end"),
        ('a TXT "x" "', "line 2: a quoted string does not end"),
        ('a TXT ( "x\n" )', "line 2: a quoted string does not end"),
        ("a A 192.0.2.1 \\", "line 2: a backslash at the end"),
        ('a TXT "x\\\n"', "line 2: a quoted string does not end"),
        ("a A (\n192.0.2.1\nb A 192.0.2.2", "line 2: a parenthesis is opened here"),
        ("a A ( 192.0.2.1 )\nb A (\n(\n)\n", "line 3: a parenthesis is opened here"),
        ("a A 192.0.2.1\nb A 192.0.2.2 )", "line 3: a parenthesis is closed"),
        ("a A 192.0.2.1\n\x00", "line 3: the character U+0000"),
        ("a TXT \x1b[2J", "line 2: the character U+001B"),
        ("\n\na TXT \ud800", "line 4: the character U+D800"),
        ("a TXT \ufffd", "line 2: the character U+FFFD"),
        # Heads
        ("a", "line 2: the record has no type"),
        ("a 300 IN", "line 2: the record has no type"),
        ("a CH A 192.0.2.1", "line 2: class CH is not supported"),
        ("a 5 hs TXT x", "line 2: class HS is not supported"),
        ("a CLASS3 TXT x", "line 2: class CLASS3 is not supported"),
        ("a IN IN A 192.0.2.1", "line 2: unknown record type 'IN'"),
        ("a 5 6 A 192.0.2.1", "line 2: unknown record type '6'"),
        ("a 5x A 192.0.2.1", "line 2: '5x' is not a TTL"),
        ("a 99999999999 A 192.0.2.1", "line 2: '99999999999' is not a TTL"),
        ("a -1 A 192.0.2.1", "line 2: unknown record type '-1'"),
        ("a NOTYPE x", "line 2: unknown record type 'NOTYPE'"),
        ("a TYPE65536 \\# 0", "line 2: unknown record type 'TYPE65536'"),
        ("a ANY x", "line 2: type ANY cannot stand in a zone"),
        ("a AXFR x", "line 2: type AXFR cannot stand in a zone"),
        # Owners
        ("a A 192.0.2.1\nwww.other.example. A 192.0.2.1", "line 3: 'www.other.example.' is outside the zone"),
        ("notharbour-lights.org. A 192.0.2.1", "line 2: 'notharbour-lights.org.' is outside the zone"),
        ("x\\.harbour-lights.org. A 192.0.2.1", "line 2: "),
        (". A 192.0.2.1", "line 2: '.' is outside the zone"),
        ("$ORIGIN org.\nwww A 192.0.2.1", "line 3: 'www.org.' is outside the zone"),
        ("a..b A 192.0.2.1", "line 2: Invalid name"),
        ("x" * 64 + " A 192.0.2.1", "line 2: Invalid name"),
        ("a." * 120 + "x A 192.0.2.1", "line 2: Invalid name"),
        ("a! A 192.0.2.1", "line 2: Invalid name"),
        ('"a" A 192.0.2.1', "line 2: Invalid name"),
        ("a\\010b A 192.0.2.1", "line 2: Invalid name"),
        ("a\\300b A 192.0.2.1", "line 2: 'a\\\\300b' is not a name"),
        ("a.* A 192.0.2.1", "line 2: Invalid name"),
        ("\u2028 A 192.0.2.1", "line 2: "),
        # Content
        ("a A 192.0.2.300", "line 2: Content must be a valid IPv4 Address"),
        ("a A", "line 2: A cannot hold '': "),
        ("a A 192.0.2.1 192.0.2.2", "line 2: A cannot hold"),
        ("a AAAA 192.0.2.1", "line 2: Content must be a valid IPv6 Address"),
        ("a CNAME 192.0.2.1.", "line 2: Content must be a name not an IP"),
        ("a MX mail", "line 2: MX cannot hold 'mail'"),
        ("a MX 65536 mail", "line 2: "),
        ("a TXT \\300", "line 2: TXT cannot hold"),
        ('a TXT "\\300"', "line 2: "),
        ("a CAA 0 issue", "line 2: CAA cannot hold"),
        ("a HTTPS 1 . alpn", "line 2: "),
        ("a A \\# 5 c0000201", "line 2: A cannot hold"),
        # The zone as a whole
        ("@ SOA ns1 admin 6 1 1 1 1", "line 2: a second SOA record that differs"),
        (SOA + "a A 192.0.2.1", "line 3: a record after the second SOA"),
        ("a SOA ns1 admin 6 1 1 1 1", "line 2: this is the SOA of a.harbour-lights.org."),
        ("a A 192.0.2.1\n\na CNAME b", "line 4: Can't have CNAME and other records: a"),
        ("a CNAME b\na A 192.0.2.1", "line 3: There already exists a CNAME for this record: a"),
        ("a CNAME b\na CNAME c", "line 3: Can't have CNAME and other records: a"),
        ("@ CNAME b", "line 2: Can't have CNAME at domain root"),
        ("a DNAME b\na DNAME c", "line 3: There already exists a DNAME"),
    ],
)
def test_a_file_is_refused_with_line_and_reason(text: str, reason: str) -> None:
    assert refusal(SOA + text).startswith(reason)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "the file has no SOA record for harbour-lights.org."),
        ("; nothing\n", "the file has no SOA record for harbour-lights.org."),
        ("a A 192.0.2.1\n", "the file has no SOA record for harbour-lights.org."),
        ("\n\tA 192.0.2.1\n", "line 2: the owner is left out and no record comes before"),
        ("other.example. " + SOA[2:], "line 1: this is the SOA of other.example., not of harbour-lights.org."),
        ("@ SOA ns1. admin 1 2 3 4", "line 1: SOA cannot hold"),
        ("@ SOA ns1 . 1 2 3 4 5", "line 1: SOA admin must be"),
        ("@ SOA ns1 admin 4294967296 2 3 4 5", "line 1: SOA cannot hold"),
        ("@ SOA ns1 admin 1 2 3 4 2147483648", "line 1: SOA"),
        ("@ SOA n$1 admin 1 2 3 4 5", "line 1: SOA primary must be made of"),
    ],
)
def test_a_file_without_a_good_soa_of_the_zone_is_refused(text: str, reason: str) -> None:
    assert refusal(text).startswith(reason)


def test_every_prefix_of_the_zone_name_counts_by_label() -> None:
    assert "outside the zone" in refusal(SOA + "lights.org. A 192.0.2.1")


@pytest.mark.parametrize(
    ("limits", "text", "reason"),
    [
        (ImportLimits(max_bytes=100), SOA + "; ü" * 20, "the file is larger than 100 bytes"),
        (ImportLimits(max_bytes=100), SOA + "x" * 40, "the file is larger than 100 bytes"),
        (ImportLimits(max_lines=10), SOA + "\n" * 10, "the file has more than 10 lines"),
        (ImportLimits(max_lines=10), SOA + "\r" * 11, "the file has more than 10 lines"),
        (ImportLimits(max_records=2), SOA + "a A 192.0.2.1\n" * 3, "line 4: more than 2 records"),
        (ImportLimits(max_records=2), SOA + "$GENERATE 1-3 h$ A 192.0.2.1\n", "line 2: the $GENERATE directives"),
        (ImportLimits(max_records=2), SOA + "$GENERATE 1-2 h$ RRSIG x\n" * 2, "line 3: the $GENERATE directives"),
        (ImportLimits(max_bytes=200), SOA + "$GENERATE 1-9 h$ TXT " + "x" * 50, "line 2: the $GENERATE directives"),
        (ImportLimits(max_generate=2), SOA + "$GENERATE 1-3 h$ A 192.0.2.1\n", "line 2: $GENERATE makes 3 records"),
        (ImportLimits(max_record_chars=30), "a " * 16, "line 1: a record of more than 30"),
        (ImportLimits(max_record_chars=30), 'a TXT "' + "x" * 30 + '"', "line 1: a record of more than 30"),
        (ImportLimits(max_record_chars=30), "a TXT (" + "\nx" * 40, "line 1: a record of more than 30"),
    ],
)
def test_a_file_beyond_a_limit_is_refused(limits: ImportLimits, text: str, reason: str) -> None:
    assert refusal(text, limits).startswith(reason)


MEGABYTE = 1_000_000


@pytest.mark.parametrize(
    "junk",
    [
        "x" * 50 * MEGABYTE,
        "(" * 19 * MEGABYTE,
        "()" * 9 * MEGABYTE,
        '"' * 19 * MEGABYTE,
        '""' * 9 * MEGABYTE,
        "\\a" * 9 * MEGABYTE,
        "a " * 9 * MEGABYTE,
        ";\n" * 9 * MEGABYTE,
        "(\n" * 9 * MEGABYTE,
        "a(" * 9 * MEGABYTE,
        "1w" * 9 * MEGABYTE + " ",
        "\u00fc" * 9 * MEGABYTE,
        "$GENERATE 1-1000 a RRSIG x\n" * 30_000,
        "x" * 299_000 + " A 192.0.2.1",
        "\u00fc" * 299_000 + " A 192.0.2.1",
        "\\a" * 149_000 + " A 192.0.2.1",
        "a CNAME " + "\u00fc." * 149_000,
        "a CNAME " + "\\046." * 59_000,
        "a TXT " + "x " * 149_000,
        "a APL " + "1:192.0.2.0/24 " * 19_000,
        "a SVCB 1 . " + "key65000=x " * 25_000,
    ],
    ids=lambda junk: repr(junk[:6]),
)
def test_masses_of_junk_are_refused_in_a_short_sentence(junk: str) -> None:
    assert len(refusal(junk)) < 600


@given(st.text(max_size=60) | st.text(string.printable, max_size=200))
def test_random_text_is_read_or_refused_and_nothing_else(junk: str) -> None:
    _read_or_refuse(SOA + junk)


WORDS = st.sampled_from(
    [
        *("@", "a", "*", "..", "-", "x.y.", ".", "ü", "\u0660", "\\300", "\\.", "k=", 'k="v"', "9" * 5000, "10", "::1"),
        *("$ORIGIN", "$TTL", "$GENERATE", "1-3", "${0,1,n}", "IN", "CH", "5", "1h", "\\#", "4", "c0000201"),
        *("A", "TXT", "MX", "NS", "SOA", "CNAME", "SRV", "HTTPS", "CAA", "LOC", "APL", "NAPTR", "RRCLONE", "TYPE99"),
        *("RRSIG", "(", ")", ";", '"', '"x"', "\\", "\n", "\n", "\t", " ", "192.0.2.1"),
        "REPLACE&ME$WITH^YOUR@NAMESERVER.",
    ]
)


@given(st.lists(WORDS, max_size=30).map(" ".join))
@example("a RRCLONE ()\n")
@example("\u0660 A 192.0.2.1")
@example("a \u0660 A 192.0.2.1")
@example("a HTTPS 1 . mandatory=\n")
@example("a APL 1:192.0.2.0/33\n")
@example("$ORIGIN " + "a." * 200 + "\nb CAA 0 issue x\n")
@example("$ORIGIN ..\nb LOC 1 N 1 E 1m\n")
@example("$ORIGIN \\\u0663\nb SRV 1 2 3 x\n")
def test_random_words_are_read_or_refused_and_nothing_else(junk: str) -> None:
    _read_or_refuse(SOA + junk)


def _read_or_refuse(text: str) -> None:
    try:
        serial = parse_zone_file(text, ZONE, default_ns=["ns.example.com"]).soa.serial
    except Invalid as caught:
        message = caught.message
    else:
        message = ""
        assert serial == 5
    assert len(message) < 600
