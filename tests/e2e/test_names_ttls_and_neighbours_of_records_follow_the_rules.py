"""Names, TTLs, priorities and what may stand beside what (API 1.0 §8.2 to §8.7), through the API."""

from typing import Any

import pytest

from tests.people import plain_zone, state_of
from tests.stack import Answer, Stack

A = {"type": "A", "content": "192.0.2.1"}
CNAME = {"type": "CNAME", "content": "target.example.net"}


@pytest.fixture(scope="module")
def zone(stack: Stack) -> str:
    return plain_zone(stack)


@pytest.fixture(autouse=True)
def as_new(stack: Stack, zone: str) -> None:
    records = stack.api("GET", f"domains/{zone}/records").response["records"]
    batch(stack, zone, *({"id": record["id"], "delete": True} for record in records if record["type"] != "NS"))


def batch(stack: Stack, zone: str, *records: Any) -> Answer:
    return stack.api("POST", f"domains/{zone}/records", {"records": list(records)})


@pytest.mark.parametrize(
    ("sent", "relative"),
    [
        ("", ""),
        ("@", ""),
        (".", ""),
        (None, ""),
        ("www", "www"),
        ("WwW", "www"),
        ("www.{zone}.", "www"),
        ("{zone}.", ""),
        ("www.{zone}", "www.{zone}"),
        ("*", "*"),
        ("*.dev", "*.dev"),
        ("_sip._tcp", "_sip._tcp"),
        ("$pool", "$pool"),
        ("Bücher", "bücher"),
        ("xn--bcher-kva", "bücher"),
        ("a.b.c.d", "a.b.c.d"),
        ("l" * 63, "l" * 63),
    ],
)
def test_a_name_is_stored_relative_and_shown_in_both_forms(
    stack: Stack, zone: str, sent: str | None, relative: str
) -> None:
    name = sent and sent.format(zone=zone)
    (record,) = batch(stack, zone, {"name": name, **A}).response["changed"]
    relative = relative.format(zone=zone)
    assert record["name"] == relative
    single = stack.api("GET", f"domains/{zone}/records/{record['id']}").response
    assert single["name"] == (f"{relative}.{zone}" if relative else zone)
    listed = stack.api("GET", f"domains/{zone}/record/{relative or '@'}/a").response["records"]
    assert [(found["id"], found["name"]) for found in listed] == [(record["id"], relative)]


@pytest.mark.parametrize(
    "name",
    [
        *(
            "a..b",
            "-a",
            "a-",
            "a--b",
            "a b",
            "foo$",
            "*a",
            "a.*",
            "a.*.b",
            "**",
            "l" * 64,
            "x." * 125,
            "a\x00b",
            "..",
            "a..",
        ),
        *("foo{zone}.", "www.other.org.", "org.", "a/b", 'a"', "a\\b", "a;b", "a\nb", "(", "@.a", "ü\u0300-", "\ud800"),
    ],
    ids=ascii,
)
def test_a_name_that_cannot_own_records_is_refused(stack: Stack, zone: str, name: str) -> None:
    errors = batch(stack, zone, {"name": name.format(zone=zone), **A}).body["errorData"]
    assert list(errors) == ["0"]
    assert errors["0"].startswith('Unable to validate record: Invalid name: "')


@pytest.mark.parametrize(
    ("sent", "seconds"),
    [
        *((300, 300), ("300", 300), (" 300 ", 300), (0, 86400), ("0", 86400), (None, 86400), ("", 4321), (1, 1)),
        *(("10s", 10), ("5m", 300), ("2h", 7200), ("3d", 259200), ("1w", 604800), ("1W", 604800), ("2H", 7200)),
        *(("1h30m", 5400), (2**31 - 1, 2**31 - 1)),
    ],
)
def test_a_ttl_is_read_as_people_write_it(stack: Stack, zone: str, sent: object, seconds: int) -> None:
    stack.api("POST", f"domains/{zone}", {"defaultttl": 4321})
    assert batch(stack, zone, {"name": "t", "ttl": sent, **A}).response["changed"][0]["ttl"] == seconds


def test_a_record_without_a_ttl_lives_a_day_whatever_the_default_of_its_domain(stack: Stack, zone: str) -> None:
    stack.api("POST", f"domains/{zone}", {"defaultttl": 4321})
    assert batch(stack, zone, {"name": "t", **A}).response["changed"][0]["ttl"] == 86400


@pytest.mark.parametrize("ttl", [-1, "-1", "abc", "1x", "h", 2**31, 1.5, True, [], {}, "٣", "9" * 5000, "5 m"])
def test_a_bad_ttl_is_refused(stack: Stack, zone: str, ttl: object) -> None:
    assert "TTL must" in batch(stack, zone, {"name": "t", "ttl": ttl, **A}).body["errorData"]["0"]


@pytest.mark.parametrize(
    ("record_type", "content"),
    [("MX", "a.example.net"), ("SRV", "1 2 a.example.net"), ("HTTPS", "a.example.net"), ("SVCB", "a.example.net")],
)
def test_types_with_a_priority_need_one_and_others_refuse_it(
    stack: Stack, zone: str, record_type: str, content: str
) -> None:
    record = {"name": "p", "type": record_type, "content": content}
    bad: list[object] = [None, "", "x", -1, 65536, 1.5, True, []]
    for missing in bad:
        errors = batch(stack, zone, {**record, "priority": missing}).body["errorData"]
        assert "riority" in errors["0"], missing
    assert batch(stack, zone, {**record, "priority": "7"}).response["changed"][0]["priority"] == 7
    for number, none in enumerate((None, "", 0, "0")):
        (plain,) = batch(stack, zone, {"name": f"q{number}", "priority": none, **A}).response["changed"]
        assert plain["priority"] is None
    assert "Priority should not be set" in batch(stack, zone, {"priority": 1, **A}).body["errorData"]["0"]


@pytest.mark.parametrize(
    "record_type", ["SOA", "", None, "FOO", "A A", "RRSIG", "NSEC", "ANY", "AXFR", 7, ["A"], "\ud800"]
)
def test_a_type_nobody_may_store_is_refused(stack: Stack, zone: str, record_type: object) -> None:
    assert list(batch(stack, zone, {"type": record_type, "content": "1"}).body["errorData"]) == ["0"]


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        ({"name": "c", **A}, {"name": "c", **CNAME}, "CNAME and other records"),
        ({"name": "c", **CNAME}, {"name": "c", **A}, "already exists a CNAME"),
        ({"name": "c", **CNAME}, {"name": "C", **CNAME, "content": "b.example.net"}, "CNAME"),
        ({"name": "x", **A}, {"name": "", **CNAME}, "domain root"),
        ({"name": "c", **A}, {"name": "c", **A}, "already exists"),
    ],
)
def test_records_that_cannot_stand_together_are_refused(
    stack: Stack, zone: str, first: dict[str, Any], second: dict[str, Any], reason: str
) -> None:
    together = batch(stack, zone, first, second)
    assert reason in together.body["errorData"]["1"]
    (stored,) = batch(stack, zone, first).response["changed"]
    before = state_of(stack, zone)
    assert reason in batch(stack, zone, second).body["errorData"]["0"]
    assert state_of(stack, zone) == before
    # a disabled record is in nobody's way, until it is enabled
    batch(stack, zone, {"id": stored["id"], "disabled": True})
    if second["name"]:
        assert batch(stack, zone, second).status == 200
        assert list(batch(stack, zone, {"id": stored["id"], "disabled": False}).body["errorData"]) == ["0"]


def test_records_are_listed_by_owner_type_and_priority(stack: Stack, zone: str) -> None:
    mail = [{"name": "", "type": "MX", "content": f"{n}.example.net", "priority": n} for n in (20, 5, 10)]
    batch(stack, zone, {"name": "b", **A}, {"name": "a", "type": "TXT", "content": "x"}, {"name": "a", **A}, *mail)
    listed = stack.api("GET", f"domains/{zone}/records").response["records"]
    keys = [(record["name"], record["type"], record["priority"]) for record in listed if record["type"] != "NS"]
    assert keys == [
        ("", "MX", 5),
        ("", "MX", 10),
        ("", "MX", 20),
        ("a", "A", None),
        ("a", "TXT", None),
        ("b", "A", None),
    ]


def test_comments_may_be_long_and_of_many_lines_but_not_endless(stack: Stack, zone: str) -> None:
    comment = 'first\nsecond ; "x" \\ ü 😀\n' + "x" * 9000
    assert batch(stack, zone, {"name": "c", "comment": comment, **A}).response["changed"][0]["comment"] == comment
    for bad in ("x" * 10_001, 7, ["x"], "\ud800"):
        assert "omment" in batch(stack, zone, {"name": "d", "comment": bad, **A}).body["errorData"]["0"]
    (record,) = stack.api("GET", f"domains/{zone}/record/c").response["records"]
    assert batch(stack, zone, {"id": record["id"], "comment": ""}).response["changed"][0]["comment"] is None
