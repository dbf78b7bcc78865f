"""Which records may stand beside which, and how TTLs and priorities are read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Invalid
from core.zone.rules import (
    MOST_RECORDS_OF_A_TYPE,
    MOST_TYPES_OF_AN_OWNER,
    Entry,
    coexistence_error,
    parse_priority,
    parse_ttl,
    rrset_ttl,
)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, 86400),
        ("", 3600),
        ("  ", 3600),
        (300, 300),
        ("300", 300),
        (" 300 ", 300),
        (0, 86400),
        ("0", 86400),
        ("0s", 86400),
        ("10s", 10),
        ("5m", 300),
        ("2h", 7200),
        ("1d", 86400),
        ("2d", 172800),
        ("1w", 604800),
        ("2D", 172800),
        ("1H", 3600),
        ("1h30m", 5400),
        ("1W2D", 777600),
        (1, 1),
        (2**31 - 1, 2**31 - 1),
        ("2147483647", 2**31 - 1),
    ],
)
def test_a_ttl_is_read_as_seconds(value: object, seconds: int) -> None:
    assert parse_ttl(value, 3600) == seconds


@pytest.mark.parametrize(
    "value",
    [-1, "-1", "-5m", "x", "1x", "m", "1 h", "1h 5", "1h5", "1.5", 1.5, 3600.0, True, False, [], {}, "٣", "²", "0x10"],
)
def test_what_is_no_ttl_is_refused(value: object) -> None:
    with pytest.raises(Invalid, match="TTL must be numeric"):
        parse_ttl(value, 3600)


@pytest.mark.parametrize("value", [2**31, "2147483648", "9999999999", "9999999w", 10**30])
def test_a_ttl_beyond_31_bits_is_refused(value: object) -> None:
    with pytest.raises(Invalid, match="greater than 2147483647"):
        parse_ttl(value, 3600)


@given(st.lists(st.integers(1, 2**31 - 1), min_size=1))
def test_an_rrset_is_served_with_its_smallest_ttl(ttls: list[int]) -> None:
    assert rrset_ttl(ttls) == min(ttls)


@pytest.mark.parametrize("value", [10, "10", " 10 "])
@pytest.mark.parametrize("record_type", ["MX", "SRV", "SVCB", "HTTPS"])
def test_a_priority_is_a_number_or_digits(value: object, record_type: str) -> None:
    assert parse_priority(value, record_type) == 10


@pytest.mark.parametrize("value", [None, "", 0, "0", " "])
def test_nothing_and_zero_are_no_priority_where_there_is_none(value: object) -> None:
    assert parse_priority(value, "A") is None


@pytest.mark.parametrize(
    ("value", "record_type", "reason"),
    [
        (None, "MX", "Records of MX require a priority."),
        ("", "HTTPS", "Records of HTTPS require a priority."),
        ("x", "MX", "Priority must be numeric."),
        (True, "MX", "Priority must be numeric."),
        (1.0, "SRV", "Priority must be numeric."),
        ([], "SRV", "Priority must be numeric."),
        ("1.5", "SRV", "Priority must be numeric."),
        ("9" * 5000, "SRV", "Priority must be numeric."),
        (-1, "MX", "from 0 to 65535"),
        (65536, "MX", "from 0 to 65535"),
        (10, "A", "Priority should not be set for records of type: A"),
        ("x", "TXT", "Priority should not be set for records of type: TXT"),
        (False, "A", "Priority should not be set for records of type: A"),
    ],
)
def test_a_priority_that_does_not_fit_is_refused(value: object, record_type: str, reason: str) -> None:
    with pytest.raises(Invalid) as refusal:
        parse_priority(value, record_type)
    assert reason in refusal.value.message


def entry(record_type: str, content: str = "x", owner: str = "www", priority: int | None = None) -> Entry:
    return Entry(owner, record_type, 300, content, priority)


@pytest.mark.parametrize(
    ("candidate", "others", "reason"),
    [
        (entry("CNAME", owner=""), [], "Can't have CNAME at domain root: x.org"),
        (entry("CNAME"), [entry("A")], "Can't have CNAME and other records: www"),
        (entry("CNAME", "b"), [entry("CNAME", "a")], "Can't have CNAME and other records: www"),
        (entry("A"), [entry("CNAME")], "There already exists a CNAME for this record: www"),
        (entry("CNAME"), [entry("DNAME")], "Can't have CNAME and other records: www"),
        (entry("DNAME"), [entry("CNAME")], "There already exists a CNAME for this record: www"),
        (entry("DNAME", "b"), [entry("DNAME", "a")], "There already exists a DNAME for this record: www"),
        (entry("DNAME"), [entry("NS")], "Can't have DNAME and NS: www"),
        (entry("NS"), [entry("DNAME")], "Can't have DNAME and NS: www"),
        (entry("A", "1.2.3.4"), [entry("A", "1.2.3.4")], "This record already exists: www A"),
        (entry("MX", "a.b", "", 10), [entry("MX", "a.b", "", 10)], "This record already exists: x.org MX"),
        (entry("DS", owner=""), [entry("NS", owner="")], "parent zone"),
        (entry("CDS", "0 0 0 00"), [], "only be at the domain root"),
        (entry("CDNSKEY", "0 3 0 AA=="), [], "only be at the domain root"),
        (entry("CSYNC", "1 1 A"), [], "only be at the domain root"),
        (entry("CDS", "1 13 2 00", ""), [], "made by the signer"),
        (entry("CDNSKEY", "257 3 13 AAAA", ""), [], "made by the signer"),
        (entry("NS", owner="*"), [], "can't be at a wildcard"),
        (entry("DS", owner="*.a"), [entry("NS", owner="*.a")], "can't be at a wildcard"),
        (entry("DNAME", owner="*.a"), [], "can't be at a wildcard"),
        (entry("CNAME", owner="xn--bcher-kva"), [entry("A", owner="xn--bcher-kva")], "other records: bücher"),
        (entry("A"), [entry("A", str(n)) for n in range(MOST_RECORDS_OF_A_TYPE)], "more than 100 A records"),
        (entry("A"), [entry(f"TYPE{n}") for n in range(MOST_TYPES_OF_AN_OWNER)], "record types at"),
        (entry("TXT", "y" * 33000), [entry("TXT", "z" * 33000)], "longer than 64000 octets"),
    ],
)
def test_records_that_cannot_stand_together_are_refused(candidate: Entry, others: list[Entry], reason: str) -> None:
    error = coexistence_error(candidate, others, "x.org")
    assert error is not None
    assert reason in error


@pytest.mark.parametrize(
    ("candidate", "others"),
    [
        (entry("CNAME"), []),
        (entry("CNAME", owner="*"), []),
        (entry("CNAME", owner="$pool"), []),
        (entry("A", "1.2.3.4"), [entry("A", "1.2.3.5"), entry("AAAA"), entry("TXT"), entry("MX")]),
        (entry("MX", "a.b", "", 10), [entry("MX", "a.b", "", 20)]),
        (entry("DNAME", owner=""), [entry("NS", owner="")]),
        (entry("DNAME"), [entry("A"), entry("TXT")]),
        (entry("DS"), [entry("NS")]),
        (entry("CDS", "0 0 0 00", ""), [entry("NS", owner="")]),
        (entry("CDNSKEY", "0 3 0 AA==", ""), []),
        (entry("CSYNC", "1 1 A", ""), []),
        (entry("A", owner="*"), []),
        (entry("A"), [entry("A", str(n)) for n in range(MOST_RECORDS_OF_A_TYPE - 1)]),
        (entry("TXT", "y" * 30000), [entry("TXT", "z" * 30000)]),
    ],
)
def test_records_that_can_stand_together_are_taken(candidate: Entry, others: list[Entry]) -> None:
    assert coexistence_error(candidate, others, "x.org") is None
