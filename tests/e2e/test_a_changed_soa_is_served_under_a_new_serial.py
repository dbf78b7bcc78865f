"""SOA and serials (API 1.0 §9): every change is a version, served under a serial that only grows."""

import pytest

from tests.stack import Stack


@pytest.fixture(scope="module")
def zone(stack: Stack) -> str:
    return stack.new_zone()


def test_every_member_of_the_soa_is_served_as_it_was_set(stack: Stack, zone: str) -> None:
    before = stack.api("GET", f"domains/{zone}").response["SOA"]
    wanted = {
        "primaryNS": "ns9.zonehost.example.",
        "adminAddress": r"first\.last.zonehost.example.",
        "refresh": 3601,
        "retry": "601",
        "expire": 1209601,
        "minttl": 301,
    }
    changed = stack.api("POST", f"domains/{zone}?wait=30", {"SOA": wanted}).response
    assert changed["status"]["state"] == "live"
    assert changed["SOA"]["serial"] > before["serial"]
    assert changed["SOA"] == wanted | {"retry": 601, "serial": changed["SOA"]["serial"], "min_ttl": 301}
    for port in stack.public_ports.values():
        (served,) = stack.values(port, zone, "SOA")
        words = served.split()
        assert words[:2] == ["ns9.zonehost.example.", r"first\.last.zonehost.example."]
        assert words[3:] == ["3601", "601", "1209601", "301"]


def test_names_of_the_soa_are_shown_in_unicode(stack: Stack, zone: str) -> None:
    soa = stack.api("POST", f"domains/{zone}", {"SOA": {"primaryNS": "ns.BÜCHER.example."}}).response["SOA"]
    assert soa["primaryNS"] == "ns.bücher.example."


def test_a_serial_can_be_set_upwards_and_is_followed(stack: Stack, zone: str) -> None:
    serial = stack.api("GET", f"domains/{zone}").response["SOA"]["serial"]
    raised = stack.api("POST", f"domains/{zone}", {"SOA": {"serial": serial + 1000}}).response
    assert raised["SOA"]["serial"] == serial + 1000
    assert stack.api("POST", f"domains/{zone}", {"SOA": {"serial": serial}}).status == 400
    changed = stack.add(zone, {"name": "a", "type": "A", "content": "192.0.2.1"}, wait=30)
    assert changed["serial"] == serial + 1001
    assert changed["status"]["state"] == "live"
    assert stack.values(next(iter(stack.public_ports.values())), f"a.{zone}", "A") == {"192.0.2.1"}


def test_a_synchronisation_is_a_version_of_its_own(stack: Stack, zone: str) -> None:
    serial = stack.api("GET", f"domains/{zone}").response["SOA"]["serial"]
    for number, verb in enumerate(("GET", "POST"), start=1):
        status = stack.api(verb, f"domains/{zone}/sync?wait=30").response["status"]
        assert (status["serial"], status["state"]) == (serial + number, "live")


def test_a_status_says_what_is_served_where(stack: Stack, zone: str) -> None:
    status = stack.wait_until_live(zone)
    assert status["domain"] == zone
    assert status["published_serial"] == status["visible_serial"] == status["serial"]
    assert status["last_error"] is None
    assert status["saved_at"] <= status["published_at"] <= status["visible_at"]
    assert {server["name"] for server in status["servers"]} == set(stack.public_ports)
    for server in status["servers"]:
        assert server["current"] is True
        assert server["serial"] == stack.serial(stack.public_ports[server["name"]], zone)


@pytest.mark.parametrize("wait", ["abc", "-1", "31", "nan", "inf", "", "1e999", "0x1", "5,0", "%00"])
def test_a_bad_wish_to_wait_is_refused_before_anything_is_saved(stack: Stack, zone: str, wait: str) -> None:
    before = stack.api("GET", f"domains/{zone}/records").response
    for verb, path, data in (
        ("POST", "", {"defaultttl": 1}),
        ("POST", "/records", {"records": [{"name": "b", "type": "A", "content": "192.0.2.1"}]}),
        ("DELETE", "/records", None),
        ("DELETE", "/record/a", None),
        ("POST", "/sync", None),
        ("POST", "/import", {"zone": "@ SOA ns1.a.org. b.a.org. 1 2 3 4 5\n@ NS ns1.a.org.\n"}),
    ):
        answer = stack.api(verb, f"domains/{zone}{path}?wait={wait}", data)
        assert (answer.status, answer.body["error"][:4]) == (400, "wait"), path
    assert stack.api("GET", f"domains/{zone}/records").response == before
    assert stack.api("GET", f"domains/{zone}").response["defaultttl"] != 1


def test_who_does_not_wait_gets_no_status_and_who_waits_for_nothing_gets_it_at_once(stack: Stack, zone: str) -> None:
    assert "status" not in stack.add(zone)
    assert stack.add(zone, wait=0)["status"]["domain"] == zone
