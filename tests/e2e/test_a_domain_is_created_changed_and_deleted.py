"""Domains (API 1.0 §8.1, §9, §10.5): which names can be had, what a domain starts with, what can be changed."""

import datetime
import uuid

import pytest

from tests.people import Person, plain_zone, state_of
from tests.stack import Stack
from tests.waiting import until

MEMBERS = [
    *("id", "domain", "disabled", "defaultttl", "nsec3params", "dnssecpolicy", "aliasof"),
    *("verificationstate", "verificationstatetime", "dnssecstate", "aliases", "SOA", "userdata"),
    *("labels", "notes", "access"),
]


def free_label() -> str:
    return f"p{uuid.uuid4().hex[:12]}"


def test_a_new_domain_has_the_soa_and_the_name_servers_of_the_platform(stack: Stack) -> None:
    zone = f"{free_label()}.org"
    created = stack.api("POST", "domains", {"domain": zone}).response
    assert list(created) == MEMBERS
    assert (created["domain"], created["disabled"], created["defaultttl"]) == (zone, False, 86400)
    assert (created["access"], created["aliases"], created["userdata"]) == ("owner", {}, {})
    today = int(datetime.datetime.now(datetime.UTC).strftime("%Y%m%d00"))
    assert created["SOA"] == {
        "primaryNS": "ns1.zonehost.example.",
        "adminAddress": f"dnsadmin.{zone}.",
        "serial": pytest.approx(today, abs=101),
        "refresh": 86400,
        "retry": 7200,
        "expire": 2419200,
        "minttl": 60,
        "min_ttl": 60,
    }
    assert stack.api("GET", f"domains/{zone}").response == created
    listed = stack.api("GET", f"domains/{zone}/records").response
    servers = [(record["name"], record["type"], record["content"], record["ttl"]) for record in listed["records"]]
    assert servers == [("", "NS", f"ns{n}.zonehost.example", 86400) for n in (1, 2)]
    assert listed["hasNS"] is True
    assert listed["soa"] == created["SOA"]


@pytest.mark.parametrize(
    ("template", "shown", "ascii_name"),
    [
        ("{0}.ORG", "{0}.org", "{0}.org"),
        ("bücher-{0}.de", "bücher-{0}.de", None),
        ("{0}.例え.jp", "{0}.例え.jp", "{0}.xn--r8jz45g.jp"),
        ("{0}.xn--r8jz45g.jp", "{0}.例え.jp", "{0}.xn--r8jz45g.jp"),
        ("_{0}.a.org", "_{0}.a.org", "_{0}.a.org"),
        ("{0}.2.0.192.in-addr.arpa", "{0}.2.0.192.in-addr.arpa", "{0}.2.0.192.in-addr.arpa"),
        ("{0}.github.io", "{0}.github.io", "{0}.github.io"),
    ],
)
def test_a_name_is_stored_in_ascii_and_shown_in_unicode(
    stack: Stack, template: str, shown: str, ascii_name: str | None
) -> None:
    label = free_label()
    created = stack.api("POST", "domains", {"domain": template.format(label)}).response
    assert created["domain"] == shown.format(label)
    for spelling in filter(None, (template, shown, shown.upper(), ascii_name)):
        assert stack.api("GET", f"domains/{spelling.format(label)}").response["id"] == created["id"]
    again = stack.api("POST", "domains", {"domain": shown.format(label).upper()})
    assert (again.status, again.body["errorData"]) == (400, ["Domain already exists"])


@pytest.mark.parametrize(
    "name",
    [
        *("", ".", "org", "co.uk", "github.io", "localhost", "a.localhost", "in-addr.arpa", "ip6.arpa", "x.notld"),
        *("x.org.", ".x.org", "x..org", "-x.org", "x-.org", "a--b.org", "a b.org", "x.o", "192.0.2.1", "x/y.org"),
        *("*.x.org", "$x.org", "@", "x.org\n", "x\x00.org", "x\u2028.org", "xn--.org", "ü\u0300.-.org"),
        *(f"{'a' * 64}.org", f"{'a.' * 120}org", f"{'a.' * 130}org", "a" * 100_000, '";--.org', "../x.org", "x.org;"),
    ],
    ids=lambda name: ascii(name[:20]),
)
def test_a_name_that_cannot_be_held_is_refused(stack: Stack, name: str) -> None:
    answer = stack.api("POST", "domains", {"domain": name})
    assert answer.status == 400
    assert answer.body["error"].startswith("Invalid domain: ")
    assert answer.body["errorData"]


@pytest.mark.parametrize("data", [{}, {"domain": 7}, {"domain": None}, {"domain": ["x.org"]}, {"name": "x.org"}])
def test_a_domain_without_a_name_is_refused(stack: Stack, data: object) -> None:
    assert stack.api("POST", "domains", data).status == 400


def test_a_zone_below_a_zone_of_somebody_else_is_refused(stack: Stack, other: Person) -> None:
    zone = plain_zone(stack)
    for name in (f"sub.{zone}", f"a.b.{zone}"):
        answer = other.api("POST", "domains", {"domain": name})
        assert answer.status == 400
        assert answer.body["error"] == f"You do not have the required access to the domain: {zone}"
        assert stack.api("POST", "domains", {"domain": name}).response["access"] == "owner"
    # the same ending is not the same zone
    assert other.api("POST", "domains", {"domain": f"x{zone}"}).status == 200


def test_the_longest_enclosing_domain_is_found(stack: Stack) -> None:
    zone = plain_zone(stack)
    stack.api("POST", "domains", {"domain": f"sub.{zone}"})
    for name, found in (
        (zone, zone),
        (f"www.{zone}", zone),
        (f"www.sub.{zone}", f"sub.{zone}"),
        (f"WWW.SUB.{zone}.", f"sub.{zone}"),
        (f"xsub.{zone}", zone),
        (f"bücher.{zone}", zone),
    ):
        answer = stack.api("GET", f"domains?contains={name}")
        assert answer.body["response"] == {found: "owner"}, name
        assert answer.body["contains"] == name
    for name in (f"x{zone}", "org", "", "ü\u0300.-", "%00"):
        assert stack.api("GET", f"domains?contains={name}").body["response"] == {}


def test_domains_are_listed_by_their_ascii_names(stack: Stack) -> None:
    for _ in range(2):
        plain_zone(stack)
    names = [name.encode("idna") for name in stack.api("GET", "domains").response if name.isascii()]
    assert len(names) >= 2
    assert names == sorted(names)


@pytest.mark.parametrize(
    ("sent", "stored"),
    [(600, 600), ("601", 601), ("1h", 3600), ("2D", 172800), ("", 600), (0, 86400), (2**31 - 1, 2**31 - 1)],
)
def test_the_default_ttl_can_be_changed(stack: Stack, sent: object, stored: int) -> None:
    zone = plain_zone(stack)
    stack.api("POST", f"domains/{zone}", {"defaultttl": 600})
    assert stack.api("POST", f"domains/{zone}", {"defaultttl": sent}).response["defaultttl"] == stored
    added = stack.add(zone, {"name": "a", "type": "A", "content": "192.0.2.1", "ttl": ""})
    assert added["changed"][0]["ttl"] == stored


BAD_TTLS: list[object] = [-1, "abc", 2**31, "2²", [], {}, 1.5, True]
BAD_SOAS: list[object] = [7, [], "x", {"refresh": -1}, {"refresh": 2**31}, {"minttl": "x"}, {"retry": []}]


@pytest.mark.parametrize(
    "data",
    [
        *({"defaultttl": ttl} for ttl in BAD_TTLS),
        *({"SOA": soa} for soa in BAD_SOAS),
        *({"SOA": {"primaryNS": name}} for name in ("ns1.x.org", "", "a b.", "\x00.", "ns1..x.", 7, f"{'a.' * 130}")),
        *({"SOA": {"adminAddress": name}} for name in ("x.org", "a@b.org.", "", ".", "a\nb.", ["x."])),
        *({"SOA": {"serial": serial}} for serial in (2**32, -1, "x", 5, 2**70)),
        {"defaultttl": 77, "SOA": {"expire": -1}},
        {"dnssecpolicy": "unknown"},
        {"dnssecpolicy": "none", "defaultttl": 77},
    ],
    ids=lambda data: ascii(data)[:50],
)
def test_a_bad_value_changes_nothing_of_a_domain(stack: Stack, zone: str, data: object) -> None:
    before = state_of(stack, zone)
    assert stack.api("POST", f"domains/{zone}", data).status == 400
    assert state_of(stack, zone) == before


@pytest.fixture(scope="module")
def zone(stack: Stack) -> str:
    return plain_zone(stack)


def test_an_update_that_changes_nothing_makes_no_version(stack: Stack, zone: str) -> None:
    before = stack.api("GET", f"domains/{zone}").response
    soa = {**before["SOA"], "unknown": 1}
    same: list[object] = [{}, {"SOA": {}}, {"SOA": soa}, {"defaultttl": before["defaultttl"]}, {"disabled": False}]
    for data in same:
        assert stack.api("POST", f"domains/{zone}", data).response == before


def test_a_deleted_domain_is_unknown_and_its_name_is_free_under_a_higher_serial(stack: Stack) -> None:
    zone = plain_zone(stack)
    for _ in range(3):
        serial = stack.api("POST", f"domains/{zone}/sync?wait=0").response["status"]["serial"]
    assert stack.api("DELETE", f"domains/{zone}").response == {"deleted": True}
    for verb in ("GET", "DELETE"):
        answer = stack.api(verb, f"domains/{zone}")
        assert (answer.status, answer.body["error"]) == (400, f"Unknown domain: {zone}")
    assert zone not in stack.api("GET", "domains").response
    assert stack.api("POST", "domains", {"domain": zone}).response["SOA"]["serial"] > serial


def test_a_disabled_domain_is_not_served_until_it_is_enabled(stack: Stack) -> None:
    zone = stack.new_zone()
    disabled = stack.api("POST", f"domains/{zone}", {"disabled": "yes"}).response
    assert disabled["disabled"] is True
    ports = stack.public_ports.values()
    until(lambda: all(stack.serial(port, zone) is None for port in ports), f"{zone} is taken off", 60)
    stack.add(zone, {"name": "www", "type": "A", "content": "192.0.2.1"})
    enabled = stack.api("POST", f"domains/{zone}?wait=30", {"disabled": 0}).response
    assert (enabled["disabled"], enabled["status"]["state"]) == (False, "live")
    for port in ports:
        assert stack.values(port, f"www.{zone}", "A") == {"192.0.2.1"}
